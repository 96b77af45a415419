/** Longer names than this are compared by their beginning: no name we know comes near it. */
const MAX_LENGTH = 64;

/**
 * The names that somebody may have meant, nearest first: those that differ in case only, then those that a few typing
 * errors lead to (one in three characters at most).
 *
 * @param name what was typed; may be hostile, the cost is bounded
 * @param count at most so many
 */
export function similarNames(name: string, candidates: Iterable<string>, count: number): string[] {
  return similarTo(name, comparable(candidates), count);
}

/** A name made ready to be compared with many. */
export interface Comparable {
  readonly candidate: string;
  readonly plain: string;
  /** A bit for each letter it has. */
  readonly letters: number;
}

/** Names made ready, for those who look for many. */
export function comparable(candidates: Iterable<string>): Comparable[] {
  return Array.from(candidates, (candidate) => {
    const plain = candidate.slice(0, MAX_LENGTH).toLowerCase();
    return { candidate, plain, letters: lettersOf(plain) };
  });
}

/** As similarNames, of names made ready before. */
export function similarTo(name: string, candidates: Iterable<Comparable>, count: number): string[] {
  const typed = name.slice(0, MAX_LENGTH).toLowerCase();
  const letters = lettersOf(typed);
  const limit = Math.max(1, Math.min(4, Math.floor(typed.length / 3)));
  const ranked: { candidate: string; distance: number }[] = [];
  for (const other of candidates) {
    if (Math.abs(other.plain.length - typed.length) > limit || !mayBeNear(letters, other.letters, limit)) continue;
    const distance = editDistance(typed, other.plain, limit);
    if (distance <= limit) ranked.push({ candidate: other.candidate, distance });
  }
  // Sorting is stable: equally near names keep the order they came in.
  return ranked
    .sort((a, b) => a.distance - b.distance)
    .slice(0, count)
    .map(({ candidate }) => candidate);
}

function lettersOf(plain: string): number {
  let letters = 0;
  for (let at = 0; at < plain.length; at++) letters |= 1 << (plain.charCodeAt(at) & 31);
  return letters;
}

/** One typing error brings one letter at most that the other has not. */
function mayBeNear(one: number, other: number, limit: number): boolean {
  return bitCount(one & ~other) <= limit && bitCount(other & ~one) <= limit;
}

function bitCount(bits: number): number {
  let count = 0;
  for (let left = bits; left !== 0; left &= left - 1) count++;
  return count;
}

/**
 * Insertions, deletions, replacements and swaps of neighbours that make one string of another.
 *
 * @returns the distance, or some number above `limit` as soon as it must be more
 */
export function editDistance(left: string, right: string, limit: number): number {
  if (Math.abs(left.length - right.length) > limit) return limit + 1;
  let before: number[] = [];
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row++) {
    const current = nextRow(left, right, row, previous, before);
    if (Math.min(...current) > limit) return limit + 1;
    before = previous;
    previous = current;
  }
  return previous[right.length] ?? limit + 1;
}

function nextRow(left: string, right: string, row: number, previous: number[], before: number[]): number[] {
  const current = [row];
  const at = (values: number[], index: number) => values[index] ?? Number.POSITIVE_INFINITY;
  for (let column = 1; column <= right.length; column++) {
    const differs = left[row - 1] === right[column - 1] ? 0 : 1;
    let cost = Math.min(at(previous, column) + 1, at(current, column - 1) + 1, at(previous, column - 1) + differs);
    if (left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1]) {
      cost = Math.min(cost, at(before, column - 2) + 1);
    }
    current.push(cost);
  }
  return current;
}
