import { parseXml } from "../xml/index.js";
import { applyEdits } from "../xml/textEdit.js";
import { checkDocument } from "./checkDocument.js";
import type { Finding, Fix, RuleContext } from "./rule.js";

/** Checking takes time that grows with the document: in a longer one nobody waits for it. */
const MAX_LENGTH = 20_000;
const MAX_TRIED = 5;

/**
 * Prefers no fix that would bring an error.
 *
 * @param ofEvery whether of all fixes the first that brings none is to be preferred (in a long document none is), rather than
 *   the one that its maker prefers
 */
export function vetted(fixes: readonly Fix[], finding: Finding, context: RuleContext, ofEvery: boolean): Fix[] {
  const { text } = context.document;
  const candidates = ofEvery ? fixes.slice(0, MAX_TRIED) : fixes.filter(({ preferred }) => preferred);
  // What is safe changes nothing that libvirt would have kept.
  if (candidates.every(({ safe }) => safe) || (text.length > MAX_LENGTH && !ofEvery)) return [...fixes];
  const found = text.length > MAX_LENGTH ? undefined : firstGood(candidates, finding, context);
  const others = fixes.filter((fix) => fix !== found).map((fix) => ({ ...fix, preferred: false, safe: false }));
  return found === undefined ? others : [{ ...found, preferred: true }, ...others];
}

/** The first fix after which the rule speaks less often and no error is new. */
function firstGood(fixes: readonly Fix[], finding: Finding, context: RuleContext): Fix | undefined {
  const { text } = context.document;
  const before = countsIn(text, finding, context);
  return fixes.find((fix) => {
    const after = countsIn(applyEdits(text, fix.edits), finding, context);
    const fewer = (after.get(finding.rule) ?? 0) < (before.get(finding.rule) ?? 0);
    return fewer && [...after].every(([rule, count]) => count <= (before.get(rule) ?? 0));
  });
}

/** How many errors of each rule there are, and findings of this one's. */
function countsIn(text: string, finding: Finding, { catalogue }: RuleContext): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { rule, severity } of checkDocument({ document: parseXml(text), catalogue })) {
    if (severity === "error" || rule === finding.rule) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  }
  return counts;
}
