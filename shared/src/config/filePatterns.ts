import * as l10n from "@vscode/l10n";
import ignore from "ignore";
import { checkPlain, ours, schema, type TextCheck } from "./textChecks.js";

/** Longer patterns, or those with more wildcards, would take long for a path that somebody has made for it. */
const MAX_PATTERN = 200;
const MAX_WILDCARDS = 4;

/** A pattern of paths, as in `.gitignore`. */
export const checkPattern: TextCheck = (value) => {
  const wrong = checkPlain(value, MAX_PATTERN);
  if (wrong !== undefined) return wrong;
  if (value.trim() === "") return ours(l10n.t("must not be empty"));
  if (value.startsWith("#")) return schema(l10n.t('must not start with "#": write "\\#" for a file of that name'));
  if (/^!?\.\.?\//.test(value)) {
    return schema(l10n.t('must not start with "./" or "../": paths are relative to the folder of this file'));
  }
  // Elsewhere a backslash separates nothing, and such a pattern fits no file.
  if (/\\(?![!#*?[\]\\ ])/.test(value.replaceAll("\\\\", ""))) {
    return ours(l10n.t('must have "/" between folders, not "\\"'));
  }
  if ((value.match(/\*+/g) ?? []).length > MAX_WILDCARDS) {
    return ours(l10n.t("must not have more than {0} wildcards", MAX_WILDCARDS));
  }
  return compiles(value) ? undefined : ours(l10n.t("is not a pattern as in .gitignore"));
};

/** A pattern that stands alone: there is nothing that it could take back. */
export const checkPositivePattern: TextCheck = (value) =>
  value.startsWith("!")
    ? schema(l10n.t('must not start with "!": write a pattern for these files behind it instead'))
    : checkPattern(value);

function compiles(pattern: string): boolean {
  try {
    matcherOf([pattern])("a/b");
    return true;
  } catch {
    return false;
  }
}

/** A longer path fits nothing. */
const MAX_PATH = 1000;

/**
 * Makes what says whether a path fits a list of patterns as `.gitignore` has them: of those that fit it the last counts.
 * Upper and lower case are not the same.
 *
 * @param patterns those that {@link checkPattern} lets pass
 * @returns takes a path from the patterns' folder on, with `/`
 */
export function matcherOf(patterns: readonly string[]): (path: string) => boolean {
  const list = ignore({ ignorecase: false }).add(patterns.map((pattern) => ({ pattern })));
  return (path) => path.length <= MAX_PATH && ignore.isPathValid(path) && list.ignores(path);
}
