import { diffArrays } from "diff";

/** What three texts come to. */
export interface Merged {
  readonly text: string;
  /** Places where both sides changed the same lines, or lines that touch. */
  readonly conflicts: number;
}

/** Texts in which more lines differ are not merged: the work grows with the square of that number. */
const MOST_CHANGED = 2000;

/**
 * Merges two changes of one text line by line. Where they touch each other, the text holds both between marks, as git writes
 * them: then it is no XML, and cannot be saved before somebody has decided.
 *
 * @param base what both were made from
 * @param theirs named first between the marks
 * @param names what to call the two sides, in one line
 * @returns undefined where the texts differ too much
 */
export function merge(
  base: string,
  theirs: string,
  mine: string,
  names: { readonly theirs: string; readonly mine: string },
): Merged | undefined {
  const [old, left, right] = [base, theirs, mine].map((text) => text.split("\n"));
  if (old === undefined || left === undefined || right === undefined) return undefined;
  const [first, second] = [hunksOf(old, left), hunksOf(old, right)];
  if (first === undefined || second === undefined) return undefined;
  const lines: string[] = [];
  let conflicts = 0;
  let position = 0;
  for (const group of groupsOf(first, second)) {
    lines.push(...old.slice(position, group.start));
    position = group.end;
    const [one, other] = [sideOf(old, group, group.theirs), sideOf(old, group, group.mine)];
    const isOneSided = group.theirs.length === 0 || group.mine.length === 0;
    if (isOneSided || one.join("\n") === other.join("\n")) {
      lines.push(...(group.mine.length === 0 ? one : other));
      continue;
    }
    conflicts += 1;
    lines.push(`<<<<<<< ${names.theirs}`, ...one, "=======", ...other, `>>>>>>> ${names.mine}`);
  }
  return { text: [...lines, ...old.slice(position)].join("\n"), conflicts };
}

/** Does a text have the marks that {@link merge} writes? In a comment, they would be well-formed XML. */
export function hasMarks(text: string): boolean {
  return /^(?:<{7}|>{7}) /m.test(text);
}

/** The text without the marks that {@link merge} writes, and with what one side has between them. */
export function resolved(text: string, side: "theirs" | "mine"): string {
  let part: "both" | "theirs" | "mine" = "both";
  const isKept = (line: string): boolean => {
    const before = part;
    if (line.startsWith(`${"<".repeat(7)} `)) part = "theirs";
    else if (before === "theirs" && line.trimEnd() === "=".repeat(7)) part = "mine";
    else if (line.startsWith(`${">".repeat(7)} `)) part = "both";
    return part === before && (part === "both" || part === side);
  };
  return text.split("\n").filter(isKept).join("\n");
}

/** Lines of the base, and what is there instead. */
interface Hunk {
  readonly start: number;
  readonly end: number;
  readonly lines: readonly string[];
}

/** Lines of the base in which one side or both have changed something. */
interface Group {
  readonly start: number;
  readonly end: number;
  readonly theirs: readonly Hunk[];
  readonly mine: readonly Hunk[];
}

/** Changes that touch belong together: two lines that are put in at one place have no order. */
function groupsOf(theirs: readonly Hunk[], mine: readonly Hunk[]): Group[] {
  const all = [...theirs.map((hunk) => ({ hunk, isMine: false })), ...mine.map((hunk) => ({ hunk, isMine: true }))];
  all.sort((one, other) => one.hunk.start - other.hunk.start || one.hunk.end - other.hunk.end);
  const groups: Group[] = [];
  for (const { hunk, isMine } of all) {
    const last = groups.at(-1);
    const joins = last !== undefined && hunk.start <= last.end ? last : undefined;
    if (joins !== undefined) groups.pop();
    groups.push({
      start: joins?.start ?? hunk.start,
      end: Math.max(joins?.end ?? 0, hunk.end),
      theirs: [...(joins?.theirs ?? []), ...(isMine ? [] : [hunk])],
      mine: [...(joins?.mine ?? []), ...(isMine ? [hunk] : [])],
    });
  }
  return groups;
}

/** What one side has made of a group's lines. */
function sideOf(base: readonly string[], { start, end }: Group, hunks: readonly Hunk[]): string[] {
  const lines: string[] = [];
  let position = start;
  for (const hunk of hunks) {
    lines.push(...base.slice(position, hunk.start), ...hunk.lines);
    position = hunk.end;
  }
  return [...lines, ...base.slice(position, end)];
}

/** How a text became another: the fewest lines. Undefined where they differ too much. */
function hunksOf(base: readonly string[], now: readonly string[]): Hunk[] | undefined {
  const changes = diffArrays([...base], [...now], { maxEditLength: MOST_CHANGED });
  if (changes === undefined) return undefined;
  const hunks: Hunk[] = [];
  let at = 0;
  for (const { added, removed, count, value } of changes) {
    const last = hunks.at(-1);
    // What is removed and what is added at one place are one hunk.
    const joins = last?.end === at && (added || removed) ? hunks.pop() : undefined;
    const end = added ? at : at + count;
    if (added || removed) {
      hunks.push({ start: joins?.start ?? at, end, lines: [...(joins?.lines ?? []), ...(added ? value : [])] });
    }
    at = end;
  }
  return hunks;
}
