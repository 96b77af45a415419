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
    ...differences.map((difference) => sideText(difference, hosts, own, isOne)),
  ];
}

function sideText({ side, more, less }: Difference, hosts: string, own: string, isOne: boolean): Text {
  const [has, lacks] = isOne ? ["has", "lacks"] : ["have", "lack"];
  const what = [strong(side === "processor" ? "Processor" : "Given to guests"), ": "];
  if (more.length === 0 && less.length === 0) return [...what, `${hosts} ${has} the same features as ${own}.`];
  if (less.length === 0) {
    return [
      ...what,
      `${hosts} ${has} all that ${own} has, and also `,
      ...named(more),
      `. ${own} has nothing that ${isOne ? "it lacks" : "they lack"}.`,
    ];
  }
  if (more.length === 0) {
    return [...what, `${hosts} ${lacks} `, ...named(less), `, which ${own} has. ${own} has all that ${hosts} ${has}.`];
  }
  return [
    ...what,
    `${hosts} ${lacks} `,
    ...named(less),
    `, which ${own} has; ${own} lacks `,
    ...named(more),
    `, which ${hosts} ${has}.`,
  ];
}

function named(features: readonly string[]): Span[] {
  return featureSpans(features, MOST_FEATURES);
}
