import ignore from "ignore";
import { isDocumentName } from "../../../shared/src/common/documentNames.js";

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

function matching(patterns: readonly string[]): (path: string) => boolean {
  const matcher = ignore({ ignorecase: false }).add(patterns);
  return (path) => matcher.ignores(path);
}
