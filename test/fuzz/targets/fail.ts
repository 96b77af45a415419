/** A law that does not hold. */
export class Broken extends Error {}

/** @throws Broken with the words, unless it holds */
export function holds(condition: boolean, law: () => string): asserts condition {
  if (!condition) throw new Broken(law());
}
