import * as l10n from "@vscode/l10n";
import { orList } from "../../common/lists.js";
import { parseNumber } from "../../domain/index.js";
import { attributeNamed, childrenNamed, type XmlElement } from "../../xml/index.js";
import {
  type AttributeTest,
  allowedValues,
  type Check,
  missingAttribute,
  otherValue,
  type Report,
  valueRange,
} from "../kit.js";

const BASES: readonly string[] = ["utc", "localtime"];

/** The last second of the year 9999. */
const LAST_SECOND = 253402300799n;

/** Every `<clock>`: of each attribute libvirt reads the first one that is there. What is empty counts as not there. */
type Clocks = readonly [XmlElement, ...XmlElement[]];

/** libvirt: virDomainClockDefParse (12.8), for every driver. */
export const clockOffset: Check = function* ({ view, catalogue }) {
  const [first, ...others] = childrenNamed(view.domain, "clock");
  if (first === undefined) return;
  const clocks: Clocks = [first, ...others];
  const offset = textOf(clocks, "offset") || "utc";
  const offsets = allowedValues(catalogue, "clock", "offset");
  if (!offsets.includes(offset)) yield word(clocks, "offset", offsets, "unknown clock offset");
  if (offset === "utc" || offset === "localtime") yield* adjustment(clocks);
  if (offset === "variable" && !["", ...BASES].includes(textOf(clocks, "basis"))) {
    yield word(clocks, "basis", BASES, "unknown clock basis");
  }
  if (offset === "timezone" && textOf(clocks, "timezone") === "") yield lacks(clocks, "timezone", "Europe/Berlin");
  if (offset === "absolute" && offsets.includes(offset)) yield* start(clocks);
};

/** The clock whose attribute of this name is read. */
function clockWith(clocks: Clocks, name: string): XmlElement {
  return clocks.find((clock) => attributeNamed(clock, name) !== undefined) ?? clocks[0];
}

function textOf(clocks: Clocks, name: string): string {
  return attributeNamed(clockWith(clocks, name), name)?.value ?? "";
}

function word(clocks: Clocks, attribute: string, words: readonly string[], libvirt: string): Report {
  const value = textOf(clocks, attribute);
  const expected = l10n.t("Use {0}.", orList(words));
  return wrong(clocks, attribute, expected, `unsupported configuration: ${libvirt} '${value}'`, { words });
}

function wrong(clocks: Clocks, name: string, expected: string, libvirt: string, test: AttributeTest = {}): Report {
  const clock = clockWith(clocks, name);
  const attribute = attributeNamed(clock, name);
  return {
    rule: "attribute-value",
    range: attribute === undefined ? clock.nameRange : valueRange(attribute),
    data: { value: attribute?.value ?? "", attribute: name, expected },
    libvirt,
    ...(attribute === undefined ? {} : { fixes: otherValue(clock, attribute, test) }),
  };
}

/** A number of seconds, or a word: what the clock does with the time it had. */
function* adjustment(clocks: Clocks): Iterable<Report> {
  const value = textOf(clocks, "adjustment");
  if (value === "" || value === "reset" || parseNumber(value, "long") !== undefined) return;
  const expected = l10n.t("Use reset or a whole number of seconds.");
  const libvirt = `XML error: unknown clock adjustment '${value}'`;
  yield wrong(clocks, "adjustment", expected, libvirt, { suggested: "reset" });
}

function* start(clocks: Clocks): Iterable<Report> {
  const value = textOf(clocks, "start");
  const number = parseNumber(value, "unsigned");
  const missing = "internal error: missing 'start' attribute for clock with offset='absolute'";
  if (value === "") yield lacks(clocks, "start", "0");
  else if (number === undefined) {
    yield wrong(clocks, "start", l10n.t("Use a whole number of seconds since 1970."), missing);
  } else if (number > LAST_SECOND) {
    const libvirt = `unsupported configuration: The maximum 'start' value for <clock offset='absolute'> is ${LAST_SECOND}`;
    const expected = l10n.t("Use a whole number up to {0}.", String(LAST_SECOND));
    yield wrong(clocks, "start", expected, libvirt, { suggested: String(LAST_SECOND) });
  }
}

function lacks(clocks: Clocks, attribute: string, suggested: string): Report {
  const clock = clockWith(clocks, attribute);
  return {
    ...missingAttribute(clock, attribute, { suggested }),
    range: attributeNamed(clock, attribute) ?? clock.nameRange,
    libvirt: `internal error: missing '${attribute}' attribute for clock with offset='${attribute === "start" ? "absolute" : attribute}'`,
  };
}
