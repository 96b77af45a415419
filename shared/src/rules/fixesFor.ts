import type { Finding, Fix, RuleContext } from "./rule.js";
import { RULE_BY_ID } from "./table.js";
import { vetted } from "./vetted.js";

/** What can be done about a finding, the most likely first. The document must be the one it was found in. */
export function fixesFor(finding: Finding, context: RuleContext): Fix[] {
  const rule = RULE_BY_ID.get(finding.rule);
  const fixes = (rule?.fix?.(finding, context) ?? []).filter((fix) => fix.edits.length > 0);
  return finding.severity === "error" ? vetted(fixes, finding, context, rule?.vetted === true) : fixes;
}
