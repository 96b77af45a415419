import type { Range } from "../tree.js";
import type { Branch, Template, TemplateMark } from "./template.js";

/** A template with more branches is not taken apart. */
const MOST_BRANCHES = 1000;
/** A block with more branches is looked at up to here. */
const MOST_VARIANTS = 4;

interface OpenBlock {
  readonly block: number;
  index: number;
  start: number;
}

/** What is between the tags of blocks; undefined where the tags do not pair. */
export function pairBranches(marks: readonly TemplateMark[]): Branch[] | undefined {
  const branches: Branch[] = [];
  const open: OpenBlock[] = [];
  let blocks = 0;
  for (const { role, start, end } of marks) {
    if (role === "open") open.push({ block: blocks++, index: 0, start: end });
    if (role !== "middle" && role !== "close") continue;
    const current = open[open.length - 1];
    if (current === undefined || branches.length >= MOST_BRANCHES) return undefined;
    branches.push({ block: current.block, index: current.index, start: current.start, end: start });
    if (role === "close") open.pop();
    else Object.assign(current, { index: current.index + 1, start: end });
  }
  return open.length > 0 ? undefined : branches.sort((one, other) => one.start - other.start || other.end - one.end);
}

/**
 * What is left out of each of the documents that together show every branch: of each block the first branch is taken, then
 * the second where there is one, and so on.
 */
export function hiddenInVariants({ branches = [] }: Template): Range[][] {
  const last = new Map<number, number>();
  for (const { block, index } of branches) last.set(block, Math.max(index, last.get(block) ?? 0));
  const count = Math.min(MOST_VARIANTS, 1 + Math.max(0, ...last.values()));
  return Array.from({ length: count }, (_, variant) =>
    branches.filter(({ block, index }) => index !== Math.min(variant, last.get(block) ?? 0)),
  );
}

/** Wherever `other` is written by the template, is `one` written, too? Offsets of the text. */
export function isAlwaysWith({ branches }: Template, one: number, other: number): boolean {
  return branches?.every(({ start, end }) => one < start || end <= one || (start <= other && other < end)) ?? false;
}
