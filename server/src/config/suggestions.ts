import { type Comparable, comparable, similarTo } from "../../../shared/src/catalogue/similarNames.js";
import type { ConfigProblem } from "../../../shared/src/config/index.js";

/** Shorter beginnings fit too much. */
const MIN_BEGINNING = 3;

/**
 * Makes a function that says which names may have been meant where one is not known, the likeliest first. Thousands of
 * hosts are made ready to be compared once, not for each problem.
 */
export function makeSuggestions(): (problem: ConfigProblem, most?: number) => string[] {
  const ready = new Map<readonly string[], Comparable[]>();
  return ({ unknown }, most = 1) => {
    if (unknown === undefined) return [];
    const candidates = ready.get(unknown.known) ?? comparable(unknown.known);
    ready.set(unknown.known, candidates);
    const similar = similarTo(unknown.name, candidates, most);
    return similar.length > 0 ? similar : beginningWith(unknown.name, unknown.known).slice(0, most);
  };
}

/** An id that was not written to its end. */
function beginningWith(name: string, known: readonly string[]): string[] {
  return name.length < MIN_BEGINNING ? [] : known.filter((each) => each.startsWith(name));
}
