import type { Finding, Fix, RuleContext } from "./rule.js";
import { RULE_BY_ID } from "./table.js";
import { vetted } from "./vetted.js";

/** What can be done about a finding, the most likely first. The document must be the one it was found in. */
export function fixesFor(finding: Finding, context: RuleContext): Fix[] {
  const rule = RULE_BY_ID.get(finding.rule);
  const fixes = (rule?.fix?.(finding, context) ?? []).filter((fix) => fix.edits.length > 0);
  if (rule?.tried) return fixes;
  return vetted(fixes, finding, context, rule?.vetted === true);
}

/** The fix of a finding that changes nothing but what libvirt refuses or drops; quick, as it is asked for each finding. */
export function safeFixFor(finding: Finding, context: RuleContext): Fix | undefined {
  const fixes = RULE_BY_ID.get(finding.rule)?.fix?.(finding, context) ?? [];
  return fixes.find(({ safe, preferred, edits }) => safe && preferred && edits.length > 0);
}
