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
const PART = /^(?:(\^)?\s*([0-9]+)|([0-9]+)\s*-\s*([0-9]+))$/;

/**
 * Reads a list such as `0-3,^2,8` as libvirt's virBitmapParse does (11.3): from left to right, later parts winning.
 * Takes no more memory than `cpuListLimit` bytes, whatever the numbers.
 * @returns undefined where libvirt refuses it: empty, not a list, a range backwards or a number beyond the limit
 */
export function parseCpuList(text: string): CpuSet | undefined {
  const parts = text.trim().split(",");
  if (parts.length > 1 && parts[parts.length - 1]?.trim() === "") parts.pop();
  const present = new Uint8Array(cpuListLimit);
  for (const part of parts) if (!applyPart(present, part.trim())) return undefined;
  return toCpuSet(present);
}

function applyPart(present: Uint8Array, part: string): boolean {
  const match = PART.exec(part);
  if (match === null) return false;
  const first = Number(match[2] ?? match[3]);
  const last = Number(match[4] ?? first);
  if (last < first || last >= cpuListLimit) return false;
  present.fill(match[1] === undefined ? 1 : 0, first, last + 1);
  return true;
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

/** The lowest number that both sets have, or undefined. */
export function firstCommonCpu(one: CpuSet, other: CpuSet): number | undefined {
  let left = 0;
  let right = 0;
  for (;;) {
    const a = one.spans[left];
    const b = other.spans[right];
    if (a === undefined || b === undefined) return undefined;
    const first = Math.max(a.first, b.first);
    if (first <= Math.min(a.last, b.last)) return first;
    if (a.last < b.last) left++;
    else right++;
  }
}
