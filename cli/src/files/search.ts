import { isDocumentName } from "../../../shared/src/common/documentNames.js";
import { isMeant, makePatterns } from "./patterns.js";

/** What a folder is searched for. Paths begin at the searched folder and have `/`; that of a folder ends with it. */
export interface Search {
  /** Is a file of this path looked for? */
  readonly isWanted: (path: string) => boolean;
  /** Is a file or folder left out, whatever it is? */
  readonly isExcluded: (path: string) => boolean;
  /** Whether what git ignores is left out, too. */
  readonly respectsGit: boolean;
}

/** XML and templates, and whatever git thinks of them. */
export const DOCUMENTS: Search = { isWanted: isDocumentName, isExcluded: () => false, respectsGit: false };

/**
 * XML and templates but for what git ignores.
 *
 * @param include patterns as in .gitignore: files that are looked for beside these
 * @param exclude files and folders that are left out
 */
export function makeSearch(include: readonly string[] = [], exclude: readonly string[] = []): Search {
  const isIncluded = matching(include);
  return {
    isWanted: (path) => isDocumentName(path) || isIncluded(path),
    isExcluded: matching(exclude),
    respectsGit: true,
  };
}

function matching(lines: readonly string[]): (path: string) => boolean {
  // A repository has many files, and mostly nobody gives a pattern.
  if (lines.length === 0) return () => false;
  const patterns = makePatterns(lines);
  return (path) => isMeant(patterns, path);
}
