import { wholeLines } from "../edits/index.js";
import { runSync } from "../hosts/index.js";
import { lastStartingBefore, type Range, type TextEdit } from "../xml/index.js";
import type { Finding, Fix } from "./rule.js";

/** A fix that is made, with what it is made for. */
interface MadeFix {
  readonly finding: Finding;
  readonly fix: Fix;
}

/** The fixes that are applied together, and what they do to the text. */
export interface FixedAll {
  readonly edits: readonly TextEdit[];
  readonly made: readonly MadeFix[];
}

/** Applies the safe fixes of all findings at once. */
export function fixAll(
  text: string,
  findings: readonly Finding[],
  safeFixOf: (finding: Finding) => Fix | undefined,
): FixedAll {
  return runSync(fixingAll(text, findings, safeFixOf));
}

/**
 * The safe fix of each finding that has one, as long as they do not meet: a finding whose fix meets another's waits for the
 * next time.
 *
 * @param safeFixOf see DocumentFixes
 * @returns in steps, one a finding: a document may have a thousand
 */
export function* fixingAll(
  text: string,
  findings: readonly Finding[],
  safeFixOf: (finding: Finding) => Fix | undefined,
): Generator<undefined, FixedAll> {
  const made: MadeFix[] = [];
  const taken: Range[] = [];
  for (const finding of findings) {
    const fix = safeFixOf(finding);
    if (fix !== undefined && !fix.edits.some((edit) => meetsAny(edit, taken))) {
      made.push({ finding, fix });
      for (const edit of fix.edits) taken.splice(lastStartingBefore(taken, edit.start + 1) + 1, 0, edit);
    }
    yield undefined;
  }
  const edits = made.flatMap(({ fix }) => fix.edits);
  return { edits: wholeLines(text, edits), made };
}

/** @param taken in document order, none of them meeting another */
function meetsAny(edit: Range, taken: readonly Range[]): boolean {
  const at = lastStartingBefore(taken, edit.start + 1);
  return [taken[at], taken[at + 1]].some((other) => other !== undefined && meet(edit, other));
}

function meet(one: Range, other: Range): boolean {
  return (one.start < other.end && other.start < one.end) || one.start === other.start;
}
