import * as l10n from "@vscode/l10n";
import { isOlder } from "../common/releases.js";
import { type LIMITS, parseNumber } from "../domain/index.js";
import { setText } from "../edits/index.js";
import type { XmlElement } from "../xml/index.js";
import { offer, prefer, removeWhole } from "./fix.js";
import { textPlace } from "./reports.js";
import type { Fix, Report, Rule } from "./rule.js";

/** What libvirt takes as an element's text. Numbers up to zero say nothing where there is a range. */
export interface NumberTest {
  readonly type: keyof typeof LIMITS;
  readonly from?: bigint;
  readonly to?: bigint;
}

/** libvirt's messages. */
interface Messages {
  readonly unread: (value: string) => string;
  readonly outside?: string;
}

/** A number in an element's text that libvirt does not read, or not in this range, as a report of `element-value`. */
export function* wrongNumber(element: XmlElement, test: NumberTest, messages: Messages): Iterable<Report> {
  if (element.content === "") return;
  const number = parseNumber(element.content, test.type);
  if (number === undefined) yield report(element, test, messages.unread(element.content));
  else if (isOutside(number, test)) yield report(element, test, messages.outside ?? "", number);
}

function isOutside(number: bigint, { from, to }: NumberTest): boolean {
  return (from !== undefined && number > 0n && number < from) || (to !== undefined && number > to);
}

function report(element: XmlElement, { from, to }: NumberTest, libvirt: string, number?: bigint): Report {
  const hasRange = from !== undefined && to !== undefined;
  const nearest = !hasRange || number === undefined ? undefined : String(number < from ? from : to);
  return {
    rule: "element-value",
    range: textPlace(element),
    data: {
      value: element.content.trim(),
      element: `<${element.name}>`,
      expected: hasRange
        ? l10n.t("Use a whole number from {0} to {1}.", String(from), String(to))
        : l10n.t("Use a whole number."),
    },
    libvirt,
    fixes: ({ text }) => writeNumber(text, element, nearest),
  };
}

/** Writing the nearest number, else the one that is in the text; or nothing at all. */
function writeNumber(text: string, element: XmlElement, nearest: string | undefined): Fix[] {
  const value = nearest ?? /^[^0-9]*([0-9]{1,9})[^0-9]*$/.exec(element.content.trim())?.[1];
  const change = value === undefined ? [] : [prefer(l10n.t("Change to {0}", value), setText(text, element, value))];
  return [...change, removeWhole(text, element, offer)];
}

/** Values in the text of elements. */
export const elementRules: readonly Rule[] = [
  {
    id: "element-value",
    stage: "define",
    severity: "error",
    message: "'{value}' is not valid for {element}. {expected}",
    vetted: true,
  },
];

/** The first release known to refuse what an older one reads in some way; 7.0 is known not to. */
const STRICT = "9.0.0";

/** Does an old release take a value that is no unsigned number: one below zero, which wraps? (virXPathULong, 7.0) */
export function isWrapped(value: string, release: string): boolean {
  return isOlder(release, STRICT) && /^\s*-\d+$/.test(value);
}

/** The same of an empty value, which counts there as none. */
export function isNone(value: string, release: string): boolean {
  return isOlder(release, STRICT) && value === "";
}
