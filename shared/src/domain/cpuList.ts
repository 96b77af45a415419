import { BLANK, trimBlank } from "./numbers.js";

/** libvirt reads no CPU number from here on in a CPU list (VIR_DOMAIN_CPUMASK_LEN, 11.3). */
export const cpuListLimit = 16384;

/** Numbers from `first` to `last`, both included. */
export interface CpuSpan {
  readonly first: number;
  readonly last: number;
}

/** A set of CPU numbers as ordered spans that neither touch nor overlap. */
export interface CpuSet {
  readonly spans: readonly CpuSpan[];
  readonly count: number;
}

/** One part of a list: a number, a range, or a number taken out again. */
const PART = new RegExp(`^(?:(\\^)?([0-9]+)|([0-9]+)${BLANK}*-${BLANK}*([0-9]+))$`);

/** Numbers that a part puts into the list, or takes out of it. */
interface Part extends CpuSpan {
  readonly present: 0 | 1;
}

/**
 * Reads a list such as `0-3,^2,8` as libvirt's virBitmapParse does (11.3): from left to right, later parts winning.
 * Takes no more memory than `cpuListLimit` bytes and the text, whatever the numbers.
 * @returns undefined where libvirt refuses it: empty, not a list, a range backwards or a number beyond the limit
 */
export function parseCpuList(text: string): CpuSet | undefined {
  const words = trimBlank(text).split(",");
  if (words.length > 1 && trimBlank(words[words.length - 1] ?? "") === "") words.pop();
  const parts: Part[] = [];
  let size = 0;
  for (const word of words) {
    const part = parsePart(trimBlank(word));
    if (part === undefined) return undefined;
    parts.push(part);
    size = Math.max(size, part.last + 1);
  }
  const numbers = new Uint8Array(size);
  for (const { first, last, present } of parts) numbers.fill(present, first, last + 1);
  return toCpuSet(numbers);
}

function parsePart(word: string): Part | undefined {
  const match = PART.exec(word);
  if (match === null) return undefined;
  const first = Number(match[2] ?? match[3]);
  const last = Number(match[4] ?? first);
  if (last < first || last >= cpuListLimit) return undefined;
  return { first, last, present: match[1] === undefined ? 1 : 0 };
}

function toCpuSet(present: Uint8Array): CpuSet {
  const spans: CpuSpan[] = [];
  let count = 0;
  for (let first = present.indexOf(1); first >= 0; ) {
    const gap = present.indexOf(0, first);
    const end = gap < 0 ? present.length : gap;
    spans.push({ first, last: end - 1 });
    count += end - first;
    first = present.indexOf(1, end);
  }
  return { spans, count };
}

/** Prints a set as libvirt does; an empty set prints nothing. */
export function formatCpuList(set: CpuSet): string {
  return set.spans.map(({ first, last }) => (first === last ? `${first}` : `${first}-${last}`)).join(",");
}

/** The highest number, or undefined in an empty set. */
export function highestCpu(set: CpuSet): number | undefined {
  return set.spans[set.spans.length - 1]?.last;
}
