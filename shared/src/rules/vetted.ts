import { parseXml } from "../xml/index.js";
import { applyEdits } from "../xml/textEdit.js";
import { checkDocument } from "./checkDocument.js";
import type { Finding, Fix, RuleContext } from "./rule.js";

/** Checking takes time that grows with the document: in a longer one nobody waits for it. */
const MAX_LENGTH = 20_000;
const MAX_TRIED = 5;

/**
 * Of many fixes that are possible, prefers the first after which the finding is gone and no error is new, and puts it in
 * front. In a long document none is preferred.
 */
export function vetted(fixes: readonly Fix[], finding: Finding, context: RuleContext): Fix[] {
  const offers = fixes.map((fix) => ({ ...fix, preferred: false, safe: false }));
  if (context.document.text.length > MAX_LENGTH || fixes.length === 0) return offers;
  const before = errorsIn(context.document.text, context);
  const found = offers.slice(0, MAX_TRIED).find((fix) => {
    const after = errorsIn(applyEdits(context.document.text, fix.edits), context);
    const fewer = (after.get(finding.rule) ?? 0) < (before.get(finding.rule) ?? 0);
    return fewer && [...after].every(([rule, count]) => count <= (before.get(rule) ?? 0));
  });
  if (found === undefined) return offers;
  return [{ ...found, preferred: true }, ...offers.filter((fix) => fix !== found)];
}

/** How many errors of each rule there are. */
function errorsIn(text: string, { catalogue }: RuleContext): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { rule, severity } of checkDocument({ document: parseXml(text), catalogue })) {
    if (severity === "error") counts.set(rule, (counts.get(rule) ?? 0) + 1);
  }
  return counts;
}
