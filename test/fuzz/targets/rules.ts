import { applyEdits, type TextEdit } from "../../../shared/src/xml/textEdit.js";
import type { Dice } from "../../libvirt/documents/dice.js";
import {
  allFixed,
  type Checked,
  checked,
  damageOf,
  fixesAt,
  misplacedEdits,
} from "../../unit/rules/damage/damageOf.js";
import { holds } from "./fail.js";

const POISON = /undefined|NaN|\[object|\{\w+\}/;
const MOST_FIXES = 6;
const MOST_ROUNDS = 10;

/** Findings lie in the text and read well, and are the same when it is checked again; fixes do what they say and nothing else. */
export function fuzzRules(text: string, dice: Dice): void {
  const before = checked(text);
  for (const { start, end, rule, message, related } of before.findings) {
    for (const range of [{ start, end }, ...related]) {
      holds(
        range.start >= 0 && range.start <= range.end && range.end <= text.length,
        () => `${rule} at ${range.start}–${range.end}`,
      );
    }
    holds(message !== "" && !(POISON.test(message) && !POISON.test(text)), () => `${rule} says ${message}`);
  }
  if (dice.chance(0.1)) holds(told(checked(text)) === told(before), () => "checked again, it has other findings");
  fuzzFixes(before, dice);
  if (dice.chance(0.2)) fuzzFixAll(before);
}

function told({ findings }: Checked): string {
  return JSON.stringify(
    findings.map(({ rule, severity, start, end, message }) => [rule, severity, start, end, message]),
  );
}

function fuzzFixes(before: Checked, dice: Dice): void {
  if (before.findings.length === 0) return;
  const { text, errors } = before.document;
  for (let n = 0; n < MOST_FIXES; n++) {
    const finding = dice.pick(before.findings);
    for (const fix of fixesAt(before, finding)) {
      // What is broken may mean many things: there, edits must have their place, no more.
      const all =
        errors.length === 0 ? damageOf(before, finding, fix) : areApart(text, fix.edits) ? [] : ["edits meet"];
      const damage = all.filter((each) => !isExpected(each, finding.rule, fix.title, text));
      holds(damage.length === 0, () => `${finding.rule}: “${fix.title}”: ${damage.join("; ")}`);
    }
  }
}

function areApart(text: string, edits: readonly TextEdit[]): boolean {
  const sorted = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  return sorted.every(
    ({ start, end }, index) => start >= (sorted[index - 1]?.end ?? 0) && start <= end && end <= text.length,
  );
}

/** What a fix may do: */
function isExpected(damage: string, rule: string, title: string, text: string): boolean {
  // of two equal elements it takes one, and the other is told of;
  if (damage === "the finding is still there") return title.startsWith("Remove");
  // a name put right, or an element put in its place, has its value read (and is not preferred where that is refused), and
  // a line moved is no longer silenced.
  return (
    damage.startsWith("new: ") &&
    (/(?:-unknown|^feature-policy|^element-misplaced)$/.test(rule) || text.includes("libvirt-cpu-disable"))
  );
}

/** Fixing everything comes to an end, and then there is nothing left to fix. */
function fuzzFixAll(first: Checked): void {
  let now = first;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const edits = allFixed(now);
    if (edits.length === 0) return;
    const wrong = misplacedEdits(now.document.text, edits);
    holds(wrong === undefined, () => `fix all: ${wrong}`);
    now = checked(applyEdits(now.document.text, edits));
  }
  // Each round mends what the one before uncovered: a document full of mistakes may take more.
  holds(
    allFixed(now).length < allFixed(first).length || allFixed(now).length === 0,
    () => "fix all does not come to an end",
  );
}
