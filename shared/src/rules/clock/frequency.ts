import * as l10n from "@vscode/l10n";
import type { TimerView } from "../../domain/timers.js";
import { valueRange } from "../attributeReports.js";
import type { Report } from "../rule.js";

const ULLONG_MAX = 2n ** 64n - 1n;

/** Digits after which no number fits into 64 bits; longer texts are not turned into numbers. */
const MAX_DIGITS = 20;

/** A timer's frequency in Hz; undefined where libvirt reads none, or reads zero for "not said". */
export function frequencyOf({ frequency }: TimerView): bigint | undefined {
  const hertz = frequency === undefined ? undefined : parseHertz(frequency.value);
  return hertz === 0n ? undefined : hertz;
}

/** What virXMLPropULongLong (11.3) refuses about a timer's frequency. */
export function* wrongFrequency({ element, frequency }: TimerView): Iterable<Report> {
  if (frequency === undefined || parseHertz(frequency.value) !== undefined) return;
  yield {
    rule: "attribute-value",
    range: valueRange(frequency.attribute),
    data: { value: frequency.value, attribute: "frequency", expected: l10n.t("Use a whole number of Hz.") },
    libvirt: `XML error: Invalid value for attribute 'frequency' in element '${element.name}': '${frequency.value}'. Expected non-negative integer value`,
  };
}

function parseHertz(text: string): bigint | undefined {
  const digits = /^\s*\+?([0-9]+)$/.exec(text)?.[1]?.replace(/^0+/, "");
  if (digits === undefined || digits.length > MAX_DIGITS) return undefined;
  const hertz = BigInt(digits);
  return hertz <= ULLONG_MAX ? hertz : undefined;
}
