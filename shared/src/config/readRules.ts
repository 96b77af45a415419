import * as l10n from "@vscode/l10n";
import { type RuleSetting, SEVERITIES } from "./config.js";
import { type Member, readObject, textOf } from "./members.js";
import { quote, type Report } from "./problem.js";

/**
 * Reads the severities by rule id.
 *
 * @param known the rules there are; without them no id is doubted
 */
export function readRules(
  member: Member | undefined,
  known: readonly string[] | undefined,
  report: Report,
): Map<string, RuleSetting> {
  const rules = new Map<string, RuleSetting>();
  for (const { name, key, value } of readObject(member, l10n.t("a severity by rule id"), report).values()) {
    if (known?.includes(name) === false) {
      report(key, l10n.t("There is no rule {0}.", quote(name)), { unknown: { name, known }, removable: true });
    }
    const text = textOf(value);
    const severity = SEVERITIES.find((each) => each === text);
    if (severity !== undefined) rules.set(name, severity);
    else
      report(value, l10n.t("{0}: the severity must be one of {1}.", quote(name), SEVERITIES.join(", ")), {
        inSchema: true,
        ...(text === undefined ? {} : { unknown: { name: text, known: SEVERITIES } }),
      });
  }
  return rules;
}
