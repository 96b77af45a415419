import * as l10n from "@vscode/l10n";
import { quote, type ReportProblem } from "./config.js";
import { readTextMember } from "./readHosts.js";
import {
  checkName,
  checkPlain,
  type Member,
  noText,
  ours,
  readObject,
  schema,
  type TextCheck,
  textOf,
  whoSays,
} from "./textChecks.js";

const MAX_PATTERN = 200;

/** A pattern of paths, as in `.gitignore`. */
const checkPattern: TextCheck = (value) => {
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
const checkPositivePattern: TextCheck = (value) =>
  value.startsWith("!")
    ? schema(l10n.t('must not start with "!": write a pattern for these files after it instead'))
    : checkPattern(value);

/** More patterns are a mistake, or hostile. */
const MAX_PATTERNS = 200;

/** Reads who runs the VMs of some of the files. A name that is not there stays: these files have no target then. */
export function readTargets(
  member: Member | undefined,
  names: ReadonlySet<string>,
  report: ReportProblem,
): Map<string, string> {
  const targets = new Map<string, string>();
  const known = [...names];
  for (const { name: pattern, key, value } of readObject(
    member,
    l10n.t("a host or pool, by pattern of files"),
    report,
  ).values()) {
    if (targets.size >= MAX_PATTERNS) {
      report(key, tooManyPatterns(), { inSchema: true });
      break;
    }
    const wrong = checkPositivePattern(pattern);
    if (wrong !== undefined) report(key, patternText(pattern, wrong.text), { ...whoSays(wrong), removable: true });
    const name = readTextMember({ name: pattern, key, value }, checkName, report);
    if (wrong !== undefined || name === undefined) continue;
    targets.set(pattern, name);
    if (names.has(name)) continue;
    const message = l10n.t("{0} is not a host or pool here, so the files of this pattern have no target.", quote(name));
    report(value, message, { severity: "error", unknown: { name, known } });
  }
  return targets;
}

/** Reads which files are left alone. */
export function readExclude(member: Member | undefined, report: ReportProblem): string[] {
  if (member === undefined) return [];
  if (member.value.type !== "array") {
    report(member.value, l10n.t('{0} must be a list of patterns: ["…", "…"].', quote(member.name)), { inSchema: true });
    return [];
  }
  const items = member.value.children ?? [];
  const [rest] = items.slice(MAX_PATTERNS);
  if (rest !== undefined) report(rest, tooManyPatterns(), { inSchema: true });
  return items.slice(0, MAX_PATTERNS).flatMap((item) => {
    const pattern = textOf(item);
    const wrong = pattern === undefined ? noText() : checkPattern(pattern);
    if (pattern !== undefined && wrong === undefined) return [pattern];
    report(item, patternText(pattern, wrong?.text ?? ""), { ...(wrong && whoSays(wrong)), removable: true });
    return [];
  });
}

function patternText(pattern: string | undefined, wrong: string): string {
  return pattern === undefined
    ? l10n.t("A pattern {0}.", wrong)
    : l10n.t("The pattern {0} {1}.", quote(pattern), wrong);
}

function tooManyPatterns(): string {
  return l10n.t("There are more than {0} patterns; this one and the next ones are ignored.", MAX_PATTERNS);
}
