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
    ...(vendors === undefined ? [] : [`Another vendor: ${vendors[0]}, and ${own} is ${vendors[1]}.`]),
    ...(reason === undefined ? [] : [`It cannot be compared: ${reason}.`]),
    ...differences.flatMap((difference) => sideTexts(difference, hosts, own, isOne)),
  ];
}

/** Each direction for itself: together they are too much for one line. */
function sideTexts({ side, more, less }: Difference, hosts: string, own: string, isOne: boolean): Text[] {
  const [has, lacks, they] = isOne ? ["has", "lacks", "it lacks"] : ["have", "lack", "they lack"];
  const what = [strong(side === "processor" ? "Processor" : "Given to guests"), ": "];
  if (more.length === 0 && less.length === 0) return [[...what, `${hosts} ${has} the same features as ${own}.`]];
  if (less.length === 0) {
    const beyond = [`${hosts} ${has} all that ${own} has, and also `, ...named(more)];
    return [[...what, ...beyond, `. ${own} has nothing that ${they}.`]];
  }
  const lacking = [...what, `${hosts} ${lacks} `, ...named(less), `, which ${own} has.`];
  if (more.length === 0) return [[...lacking, ` ${own} has all that ${hosts} ${has}.`]];
  return [lacking, [...what, `${own} lacks `, ...named(more), `, which ${hosts} ${has}.`]];
}

function named(features: readonly string[]): Span[] {
  return featureSpans(features, MOST_FEATURES);
}
