import * as l10n from "@vscode/l10n";
import { type Span, strong, type Text } from "../document.js";
import { featureSpans } from "../lists.js";
import type { Difference, HostRelation } from "./hostRelation.js";

const MOST_FEATURES = 24;

/** How hosts stand to another one, in both directions. */
export function hostTexts(
  { differences, vendors, reason }: HostRelation,
  hosts: string,
  own: string,
  isOne: boolean,
): Text[] {
  return [
    ...(vendors === undefined ? [] : [l10n.t("Another vendor: {0}, and {1} is {2}.", vendors[0], own, vendors[1])]),
    ...(reason === undefined ? [] : [l10n.t("It cannot be compared: {0}.", reason)]),
    ...differences.flatMap((difference) => sideTexts(difference, hosts, own, isOne)),
  ];
}

/** Each direction for itself: together they are too much for one line. */
function sideTexts({ side, more, less }: Difference, hosts: string, own: string, isOne: boolean): Text[] {
  const [has, lacks, they] = isOne ? ["has", "lacks", l10n.t("it lacks")] : ["have", "lack", l10n.t("they lack")];
  const what = [strong(side === "processor" ? "Processor" : l10n.t("Given to guests")), ": "];
  if (more.length === 0 && less.length === 0)
    return [[...what, l10n.t("{0} {1} the same features as {2}.", hosts, has, own)]];
  if (less.length === 0) {
    const beyond = [l10n.t("{0} {1} all that {2} has, and also ", hosts, has, own), ...named(more)];
    return [[...what, ...beyond, l10n.t(". {0} has nothing that {1}.", own, they)]];
  }
  const lacking = [...what, `${hosts} ${lacks} `, ...named(less), l10n.t(", which {0} has.", own)];
  if (more.length === 0) return [[...lacking, l10n.t(" {0} has all that {1} {2}.", own, hosts, has)]];
  return [lacking, [...what, l10n.t("{0} lacks ", own), ...named(more), l10n.t(", which {0} {1}.", hosts, has)]];
}

function named(features: readonly string[]): Span[] {
  return featureSpans(features, MOST_FEATURES);
}
