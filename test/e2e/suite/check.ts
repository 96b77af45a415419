/**
 * Node's assert is not to be had in the browser's extension host; these few say what they saw.
 *
 * @throws when the text does not contain the part
 */
export function checkIncludes(text: string, part: string): void {
  if (!text.includes(part)) throw new Error(`expected «${part}» in:\n${text === "" ? "(nothing)" : text}`);
}

/** @throws when the list lacks any of the names; says which, and what there is */
export function checkHasAll(list: readonly string[], names: readonly string[]): void {
  const missing = names.filter((name) => !list.includes(name));
  if (missing.length > 0) throw new Error(`missing: ${missing.join(", ")}; there are: ${list.slice(0, 60).join(", ")}`);
}

/** @throws when two texts or numbers differ */
export function checkEqual(actual: string | number | boolean, expected: string | number | boolean): void {
  if (actual !== expected) throw new Error(`expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`);
}
