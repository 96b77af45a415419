import type { Range } from "../xml/index.js";
import type { TextEdit } from "../xml/textEdit.js";
import type { Finding, Fix } from "./rule.js";

/**
 * The edits of the fix that needs no looking, for each finding that has one, as long as they do not meet: a finding whose
 * fix meets another's waits for the next time.
 *
 * @param safeFixOf see safeFixFor
 */
export function fixAll(findings: readonly Finding[], safeFixOf: (finding: Finding) => Fix | undefined): TextEdit[] {
  const edits: TextEdit[] = [];
  for (const finding of findings) {
    const fix = safeFixOf(finding);
    if (fix !== undefined && !fix.edits.some((edit) => edits.some((other) => meet(edit, other))))
      edits.push(...fix.edits);
  }
  return edits;
}

function meet(one: Range, other: Range): boolean {
  return (one.start < other.end && other.start < one.end) || one.start === other.start;
}
