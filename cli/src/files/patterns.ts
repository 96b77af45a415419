import { matcherOf } from "../../../shared/src/config/index.js";

/** Patterns as in .gitignore; of those that fit a path, the last one decides. */
export interface Patterns {
  readonly lines: readonly string[];
  /** @param path from where the patterns begin, with `/` */
  readonly fits: (path: string, isFolder?: boolean) => boolean;
}

/**
 * Reads patterns.
 *
 * @param lines as they are written; comments and empty ones say nothing
 * @param before come before them
 */
export function makePatterns(lines: readonly string[], before?: Patterns): Patterns {
  const all = [...(before?.lines ?? []), ...lines.filter((line) => line.trim() !== "" && !line.startsWith("#"))];
  return { lines: all, fits: matcherOf(all) };
}

/**
 * Do patterns mean this file or folder, or one that it is in?
 *
 * @param path from where the patterns begin, with `/`; that of a folder ends with it
 */
export function isMeant({ fits }: Patterns, path: string): boolean {
  return path.endsWith("/") ? fits(path.slice(0, -1), true) : fits(path);
}
