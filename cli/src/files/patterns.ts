import ignore, { type Ignore } from "ignore";

/** Patterns as in .gitignore; of those that fit a path, the last one decides. */
export type Patterns = Ignore;

/** A path this deep takes no pattern long; nobody nests deeper. */
const MAX_DEPTH = 50;

/** With each of these in a pattern, a deep path may take so many times longer. */
const MAX_GLOBSTARS = 3;

/**
 * Reads patterns.
 *
 * @param lines as they are written; one that would take too long is left out
 * @param before come before them
 */
export function makePatterns(lines: readonly string[], before?: Patterns): Patterns {
  const patterns = ignore({ ignorecase: false });
  if (before !== undefined) patterns.add(before);
  return patterns.add(lines.filter((line) => countGlobstars(line) <= MAX_GLOBSTARS));
}

/**
 * Do patterns mean this file or folder, or one that it is in?
 *
 * @param path from where the patterns begin, with `/`; that of a folder ends with it
 */
export function isMeant(patterns: Patterns, path: string): boolean {
  return path.split("/").length <= MAX_DEPTH && patterns.ignores(path);
}

function countGlobstars(line: string): number {
  return line.split("/").filter((part) => /^!?\*\*+$/.test(part)).length;
}
