import { isOlder } from "../common/releases.js";
import type { CpuMapIndex, IncludedMap } from "./cpuMapIndex.js";

export type { IncludedMap };

/** Reads a file of `data/` by its path in there. */
export type ReadData = (path: string) => Promise<string>;

/** The libvirt releases whose CPU maps are included, oldest first, and for which others they speak. */
export async function loadReleases(readData: ReadData): Promise<readonly IncludedMap[]> {
  return (JSON.parse(await readData("cpu-map/index.json")) as CpuMapIndex).maps;
}

/**
 * The release to answer for. One that is older or newer than all that is known of gets the answers of the oldest or
 * the newest map.
 *
 * @param wanted `12.8.0`, also `12.8` or `12`, which means the newest included one of 12.x; without it, or where it is
 *   no release at all, the newest map's
 * @param maps oldest first, at least one
 * @returns `major.minor.micro`
 */
export function pickRelease(wanted: string | undefined, maps: readonly IncludedMap[]): string {
  const [oldest, newest] = [maps[0]?.release ?? "", maps.at(-1)?.release ?? ""];
  if (wanted === undefined || !/^\d+(\.\d+){0,2}$/.test(wanted)) return newest;
  const release = wholeRelease(wanted, maps);
  const [from, to] = [firstOf(maps[0]), lastOf(maps.at(-1))];
  if (isOlder(release, from)) return oldest;
  return isOlder(to, release) ? newest : release;
}

/** For which release answers are: `release`, or, where only a range is known, one between `from` and `release`. */
export interface AskedRelease {
  readonly release: string;
  /** The oldest that it can be: what came between the two is possibly supported. */
  readonly from?: string;
}

/** Between which releases of libvirt one is, `major.minor.micro`; an end that nothing tells is absent. */
export interface ReleaseRange {
  readonly from?: string;
  /** The first release that it cannot be. */
  readonly before?: string;
}

/**
 * The release to judge by where only a range is known: the newest in it whose map is included, or is like one that is. A
 * range without an end is no better known than nothing, which means the newest.
 *
 * @param maps oldest first, at least one
 */
export function releaseWithin({ from, before }: ReleaseRange, maps: readonly IncludedMap[]): AskedRelease {
  if (before === undefined) return { release: pickRelease(undefined, maps) };
  const first = from ?? firstOf(maps[0]);
  const release = namedReleases(maps).findLast((each) => isOlder(each, before) && !isOlder(each, first)) ?? first;
  return { release, ...(release === first ? {} : { from: first }) };
}

/** Fills in what is missing: by the newest included release that begins so, else by zeros. */
function wholeRelease(wanted: string, maps: readonly IncludedMap[]): string {
  const parts = wanted.split(".").map(Number);
  const known = maps.findLast(({ release }) => parts.every((part, at) => part === Number(release.split(".")[at])));
  return known?.release ?? [...parts, 0, 0].slice(0, 3).join(".");
}

/** The releases to propose: those whose map is included, or known to be like one that is; oldest first. */
export function namedReleases(maps: readonly IncludedMap[]): string[] {
  return maps.flatMap((map) => [...new Set([firstOf(map), map.release, lastOf(map)])]);
}

/** By which map a release is judged. This is the one place that decides it. */
export interface Judged {
  /** The release that is answered for. */
  readonly release: string;
  /** The oldest that it can be, see AskedRelease. */
  readonly from?: string;
  /** The included release whose map speaks: its own or one that is alike, else the newest older one. */
  readonly by: string;
  /**
   * `own`: that map is the release's; `names`: it has the same models and features, but a definition may differ;
   * `between`: what the map behind it adds may be there already.
   */
  readonly certainty: "own" | "names" | "between";
  /** The included map on the release's other side, where its own is not included. */
  readonly other?: string;
}

/**
 * Which map speaks for a release.
 *
 * @param asked a release as pickRelease returns it, or a range of them
 * @param maps oldest first
 */
export function judgedBy({ release, from }: AskedRelease, maps: readonly IncludedMap[]): Judged {
  const ofRelease = judgedByMap(release, maps);
  return from === undefined ? ofRelease : { ...ofRelease, from };
}

function judgedByMap(release: string, maps: readonly IncludedMap[]): Judged {
  const found = maps.findIndex((map) => !isOlder(release, firstOf(map)) && !isOlder(lastOf(map), release));
  const at = found >= 0 ? found : maps.findLastIndex((map) => isOlder(lastOf(map), release));
  const map = maps[Math.max(at, 0)];
  const by = map?.release ?? release;
  if (found >= 0 && (release === by || map?.alike === "all")) return { release, by, certainty: "own" };
  const other = maps[isOlder(release, by) ? at - 1 : at + 1]?.release;
  const certainty = found >= 0 ? "names" : "between";
  return { release, by, certainty, ...(other === undefined ? {} : { other }) };
}

/** The oldest release that a map speaks for. */
export function firstOf(map: IncludedMap | undefined): string {
  const { release = "", alsoOf = release } = map ?? {};
  return isOlder(alsoOf, release) ? alsoOf : release;
}

/** The newest release that a map speaks for. */
export function lastOf(map: IncludedMap | undefined): string {
  const { release = "", alsoOf = release } = map ?? {};
  return isOlder(release, alsoOf) ? alsoOf : release;
}
