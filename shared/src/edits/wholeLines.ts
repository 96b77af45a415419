import type { TextEdit } from "../xml/textEdit.js";

/**
 * The same edits without the blank lines that they would leave: where all that a line holds is taken away, the line goes
 * too. The rest of the layout stays as it is.
 *
 * @param edits that do not overlap, from one fix or from several
 */
export function wholeLines(text: string, edits: readonly TextEdit[]): TextEdit[] {
  const sorted = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  const result: TextEdit[] = [];
  for (let at = 0; at < sorted.length; ) {
    const next = endOfRemovals(text, sorted, at);
    if (next === at) result.push(...sorted.slice(at, ++at));
    else {
      result.push(...removals(text, sorted.slice(at, next), { sorted, next, result }));
      at = next;
    }
  }
  return result;
}

function isRemoval({ start, end, newText }: TextEdit): boolean {
  return newText === "" && start < end;
}

/** Behind the removals from this place on that have only white space between them, on one line. */
function endOfRemovals(text: string, sorted: readonly TextEdit[], from: number): number {
  let at = from;
  for (let last: TextEdit | undefined; at < sorted.length; at++) {
    const edit = sorted[at];
    if (edit === undefined || !isRemoval(edit)) break;
    if (last !== undefined && blankEnd(text, last.end, edit.start) < edit.start) break;
    last = edit;
  }
  return at;
}

interface Neighbours {
  readonly sorted: TextEdit[];
  /** Where the next edit is among the sorted ones. */
  readonly next: number;
  /** The edits before. */
  readonly result: TextEdit[];
}

/** One removal that takes the line along, where nothing is left on it; else the removals as they are. */
function removals(text: string, removed: readonly TextEdit[], { sorted, next, result }: Neighbours): TextEdit[] {
  const [before, behind] = [result.at(-1), sorted[next]];
  const start = blankStart(text, removed[0]?.start ?? 0, before?.end ?? 0);
  const end = blankEnd(text, removed.at(-1)?.end ?? 0, behind?.start ?? text.length);
  const opensLine = start === 0 || text[start - 1] === "\n";
  const endsLine = (end === text.length || text[end] === "\n") && behind?.start !== end;
  const breaksBehind = behind?.start === end && behind.end === end && /^\r?\n/.test(behind.newText);
  if (opensLine && endsLine) return [{ start, end: Math.min(end + 1, text.length), newText: "" }];
  // Lines that are put in right here bring a line break of their own, behind what is gone or in front of it.
  if (opensLine && breaksBehind) {
    sorted[next] = { ...behind, newText: behind.newText.replace(/^\r?\n/, "") };
    return [{ start, end, newText: "" }];
  }
  const breaksBefore = before?.end === start && before.start === start && /\n[^\S\n]*$/.test(before.newText);
  if (breaksBefore && (endsLine || breaksBehind)) {
    result[result.length - 1] = { ...before, newText: before.newText.replace(/\r?\n[^\S\n]*$/, "") };
    return [{ start, end, newText: "" }];
  }
  return [...removed];
}

/** The same edits, with one for all that is put in at one place, in the order given. */
export function joinInsertions(edits: readonly TextEdit[]): TextEdit[] {
  const insertions = new Map<number, TextEdit>();
  const others: TextEdit[] = [];
  for (const edit of edits) {
    if (edit.start < edit.end) others.push(edit);
    else
      insertions.set(edit.start, { ...edit, newText: joined(insertions.get(edit.start)?.newText ?? "", edit.newText) });
  }
  return [...others, ...insertions.values()];
}

/** Where the second begins a line, the first need not end one. */
function joined(first: string, second: string): string {
  return (/^\r?\n/.test(second) ? first.replace(/\r?\n[^\S\n]*$/, "") : first) + second;
}

/** Where the white space behind this place ends, on its line. */
function blankEnd(text: string, from: number, limit: number): number {
  let at = from;
  while (at < limit && isBlank(text[at])) at++;
  return at;
}

/** Where the white space before this place begins, on its line. */
export function blankStart(text: string, from: number, limit = 0): number {
  let at = from;
  while (at > limit && isBlank(text[at - 1])) at--;
  return at;
}

function isBlank(character: string | undefined): boolean {
  return character !== undefined && character !== "\n" && /\s/.test(character);
}
