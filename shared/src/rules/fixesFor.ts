import type { Finding, Fix, RuleContext } from "./rule.js";
import { RULE_BY_ID } from "./table.js";

/** What can be done about a finding, the most likely first. The document must be the one it was found in. */
export function fixesFor(finding: Finding, context: RuleContext): Fix[] {
  const fixes = RULE_BY_ID.get(finding.rule)?.fix?.(finding, context) ?? [];
  return fixes.filter((fix) => fix.edits.length > 0);
}
