import type { Finding, Fix, RuleContext } from "../rule.js";
import { attributeFixes } from "./attributeFixes.js";
import { cpuFixes } from "./cpuFixes.js";
import { featureFixes } from "./featureFixes.js";
import { topologyFixes } from "./topologyFixes.js";
import { unknownFixes } from "./unknownFixes.js";

/** Makes the fixes of one finding; keyed by the rule's id. */
export type FixMaker = (finding: Finding, context: RuleContext) => Fix[];

const FIXES: ReadonlyMap<string, FixMaker> = new Map(
  Object.entries({ ...attributeFixes, ...featureFixes, ...cpuFixes, ...topologyFixes, ...unknownFixes }),
);

/** What can be done about a finding, the most likely first. The document must be the one it was found in. */
export function fixesFor(finding: Finding, context: RuleContext): Fix[] {
  return (FIXES.get(finding.rule)?.(finding, context) ?? []).filter((fix) => fix.edits.length > 0);
}
