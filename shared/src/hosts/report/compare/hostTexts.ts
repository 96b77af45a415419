import * as l10n from "@vscode/l10n";
import { fill, type Span, strong, type Text } from "../document.js";
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
  const title = strong(side === "processor" ? l10n.t("Processor") : l10n.t("Given to guests"));
  const say = (one: string, several: string, ...parts: readonly Text[]): Text =>
    fill("{0}: {1}", title, fill(isOne ? one : several, hosts, own, ...parts));
  if (more.length === 0 && less.length === 0) {
    return [say(l10n.t("{0} has the same features as {1}."), l10n.t("{0} have the same features as {1}."))];
  }
  if (less.length === 0) {
    return [
      say(
        l10n.t("{0} has all that {1} has, and also {2}. {1} has nothing that it lacks."),
        l10n.t("{0} have all that {1} has, and also {2}. {1} has nothing that they lack."),
        named(more),
      ),
    ];
  }
  if (more.length === 0) {
    return [
      say(
        l10n.t("{0} lacks {2}, which {1} has. {1} has all that {0} has."),
        l10n.t("{0} lack {2}, which {1} has. {1} has all that {0} have."),
        named(less),
      ),
    ];
  }
  return [
    say(l10n.t("{0} lacks {2}, which {1} has."), l10n.t("{0} lack {2}, which {1} has."), named(less)),
    say(l10n.t("{1} lacks {2}, which {0} has."), l10n.t("{1} lacks {2}, which {0} have."), named(more)),
  ];
}

function named(features: readonly string[]): Span[] {
  return featureSpans(features, MOST_FEATURES);
}
