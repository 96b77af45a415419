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
  let limit = Math.max(1, Math.min(4, Math.floor(typed.length / 3)));
  const ranked: { candidate: string; distance: number }[] = [];
  for (const other of candidates) {
    // Cheap tests first: of a thousand names hardly any comes near.
    if (Math.abs(other.plain.length - typed.length) > limit || !mayBeNear(letters, other.letters, limit)) continue;
    const distance = editDistance(typed, other.plain, limit);
    if (distance > limit) continue;
    ranked.push({ candidate: other.candidate, distance });
    // Where one is wanted, only a nearer one could still take its place.
    if (count === 1) limit = distance - 1;
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
    const current = new Array<number>(right.length + 1).fill(limit + 1);
    current[0] = row;
    if (fillRow({ left, right, row, limit, before, previous, current }) > limit) return limit + 1;
    before = previous;
    previous = current;
  }
  return previous[right.length] ?? limit + 1;
}

interface Row {
  readonly left: string;
  readonly right: string;
  readonly row: number;
  readonly limit: number;
  readonly before: readonly number[];
  readonly previous: readonly number[];
  readonly current: number[];
}

/** Works out the part of a row that can be within the limit; answers the least in it. */
function fillRow({ left, right, row, limit, before, previous, current }: Row): number {
  const letter = left.charCodeAt(row - 1);
  const last = Math.min(right.length, row + limit);
  let least = row;
  for (let column = Math.max(1, row - limit); column <= last; column++) {
    const differs = letter === right.charCodeAt(column - 1) ? 0 : 1;
    const aside = Math.min(at(previous, column), at(current, column - 1)) + 1;
    let cost = Math.min(aside, at(previous, column - 1) + differs);
    if (letter === right.charCodeAt(column - 2) && left.charCodeAt(row - 2) === right.charCodeAt(column - 1)) {
      cost = Math.min(cost, at(before, column - 2) + 1);
    }
    current[column] = cost;
    if (cost < least) least = cost;
  }
  return least;
}

function at(values: readonly number[], index: number): number {
  return values[index] ?? Number.POSITIVE_INFINITY;
}
