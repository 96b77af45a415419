import type { CpuMapJson, MapEntry } from "../shared/src/engine/cpuMapAt.js";
import type { CpuMapsJson } from "../shared/src/engine/cpuMapsJson.js";

/**
 * Puts the maps of several releases together, so that what they have alike stands there once, in an order that is
 * each release's own.
 *
 * @param maps of one architecture, oldest release first, at least one
 */
export function joinCpuMaps(maps: readonly CpuMapJson[]): CpuMapsJson {
  const releases = maps.map(({ release }) => release);
  const [first] = maps;
  if (first === undefined) throw new Error("there are no maps to join");
  const join = <T extends MapEntry>(lists: readonly (readonly T[])[]): T[] =>
    joinLists(lists).map(({ entry, from, to }) => spanned(entry, from, to, releases));
  return {
    source: `libvirt ${releases.join(", ")}, src/cpu_map`,
    licence: first.licence,
    arch: first.arch,
    releases: [first.release, ...releases.slice(1)],
    vendors: join(maps.map(({ vendors }) => vendors)),
    features: join(maps.map(({ features }) => features)),
    models: join(maps.map(({ models }) => models)),
  };
}

/** An entry, and the numbers of the first and the last list that has it. */
interface Spanned<T> {
  readonly entry: T;
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

function joinLists<T extends MapEntry>(lists: readonly (readonly T[])[]): Spanned<T>[] {
  let joined: Spanned<T>[] = [];
  for (const [at, list] of lists.entries()) {
    const next = list.map((entry) => ({ entry, text: JSON.stringify(entry), from: at, to: at }));
    joined = at === 0 ? next : addList(joined, next, at);
  }
  return joined;
}

/** Entries of the list before it that come in the same order go on; the others end, or begin where the list has them. */
function addList<T>(joined: readonly Spanned<T>[], next: readonly Spanned<T>[], at: number): Spanned<T>[] {
  const lengths = commonLengths(joined, next, at);
  const result: Spanned<T>[] = [];
  let [i, j] = [0, 0];
  while (i < joined.length || j < next.length) {
    const [old, young] = [joined[i], next[j]];
    if (old !== undefined && young !== undefined && goesOn(old, young, at)) {
      result.push({ ...old, to: at });
      i++;
      j++;
    } else if (old !== undefined && (young === undefined || length(lengths, i + 1, j) >= length(lengths, i, j + 1))) {
      result.push(old);
      i++;
    } else if (young !== undefined) {
      result.push(young);
      j++;
    }
  }
  return result;
}

function goesOn<T>(old: Spanned<T>, young: Spanned<T>, at: number): boolean {
  return old.to === at - 1 && old.text === young.text;
}

/** How many entries can go on from each pair of places: the longest common subsequence, from the end. */
function commonLengths<T>(joined: readonly Spanned<T>[], next: readonly Spanned<T>[], at: number): number[][] {
  const lengths = Array.from({ length: joined.length + 1 }, () => new Array<number>(next.length + 1).fill(0));
  for (let i = joined.length - 1; i >= 0; i--) {
    for (let j = next.length - 1; j >= 0; j--) {
      const [old, young, row] = [joined[i], next[j], lengths[i]];
      if (old === undefined || young === undefined || row === undefined) continue;
      row[j] = goesOn(old, young, at)
        ? length(lengths, i + 1, j + 1) + 1
        : Math.max(length(lengths, i + 1, j), length(lengths, i, j + 1));
    }
  }
  return lengths;
}

function length(lengths: readonly (readonly number[])[], i: number, j: number): number {
  return lengths[i]?.[j] ?? 0;
}

/** The name first, then in which releases, then what it is. */
function spanned<T extends MapEntry>(entry: T, from: number, to: number, releases: readonly string[]): T {
  const { name, ...rest } = entry;
  return {
    name,
    ...(from === 0 ? {} : { since: releases[from] }),
    ...(to === releases.length - 1 ? {} : { until: releases[to] }),
    ...rest,
  } as T;
}
