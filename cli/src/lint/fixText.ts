import { type Finding, type Fix, fixAll } from "../../../shared/src/rules/index.js";
import { applyEdits } from "../../../shared/src/xml/textEdit.js";
import { makePositions } from "../files/positions.js";
import type { CheckedText, Checker } from "./checkText.js";
import type { Fixed } from "./report.js";

/** A fix that meets another waits for the next pass; more passes than this mean that two rules do not agree. */
const MAX_PASSES = 10;

/** The document after the editor's "fix all", again and again until there is nothing left to fix. */
export async function fixText(first: CheckedText, checker: Checker): Promise<{ checked: CheckedText; fixed: Fixed[] }> {
  let checked = first;
  const fixed: Fixed[] = [];
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    const chosen = new Map<Finding, Fix>();
    const { text, findings } = checked;
    const edits = fixAll(findings, (finding) => {
      const fix = checked.safeFixFor(finding);
      if (fix !== undefined) chosen.set(finding, fix);
      return fix;
    });
    if (edits.length === 0) break;
    const next = await checker.check(applyEdits(text, edits));
    if (next === undefined || next === "too-large") break;
    const positionAt = makePositions(text);
    for (const [{ rule, start }, { title, edits: own }] of chosen) {
      if (own.every((edit) => edits.includes(edit))) fixed.push({ rule, title, line: positionAt(start).line });
    }
    checked = next;
  }
  return { checked, fixed };
}
