import * as l10n from "@vscode/l10n";
import { parseSize } from "../../domain/parseSize.js";
import type { TimerView } from "../../domain/timers.js";
import { valueRange } from "../attributeReports.js";
import type { Report } from "../rule.js";

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
  const size = parseSize(text, "b");
  return "bytes" in size ? size.bytes : undefined;
}
