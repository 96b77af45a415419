import * as l10n from "@vscode/l10n";
import { checkPlain, ours, schema, type TextCheck } from "./textChecks.js";

const MAX_PATTERN = 200;

/** A pattern of paths, as in `.gitignore`. */
export const checkPattern: TextCheck = (value) => {
  const wrong = checkPlain(value, MAX_PATTERN);
  if (wrong !== undefined) return wrong;
  if (/^!?[ /]*$/.test(value)) return ours(l10n.t("must not be empty"));
  if (value.startsWith("#")) return schema(l10n.t('must not start with "#": write "\\#" for a file of that name'));
  if (/^!?\.\.?\//.test(value)) {
    return schema(l10n.t('must not start with "./" or "../": paths are relative to the folder of this file'));
  }
  // Elsewhere a backslash separates nothing, and such a pattern fits no file.
  return /\\(?![!#*?[\]\\ -])/.test(value.replaceAll("\\\\", ""))
    ? ours(l10n.t('must have "/" between folders, not "\\"'))
    : undefined;
};

/** A pattern that stands alone: there is nothing that it could take back. */
export const checkPositivePattern: TextCheck = (value) =>
  value.startsWith("!")
    ? schema(l10n.t('must not start with "!": write a pattern for these files after it instead'))
    : checkPattern(value);
