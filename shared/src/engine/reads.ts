import { isOlder } from "../common/releases.js";
import type { CpuDefinition, CpuTopology } from "./definition.js";

/** The release of a map of which nobody said it. */
export const NO_RELEASE = "0.0.0";

/** Parts of a `<cpu>` that older releases do not read, with the first that does; in libvirt's words. */
const SINCE = {
  maximum: "7.1.0",
  maxphysaddr: "8.7.0",
  limit: "9.3.0",
  clusters: "10.1.0",
  deprecated_features: "11.0.0",
} as const;

/** A part that not every release reads: the mode maximum, an element or an attribute. */
export type YoungPart = keyof typeof SINCE;

/** Those parts with the release that brought each. */
export const YOUNG_PARTS: ReadonlyMap<string, string> = new Map(Object.entries(SINCE));

/** Does this release read that part of a `<cpu>`? What it does not read it drops, but for the mode, which it refuses. */
export function reads(part: YoungPart, release: string | undefined): boolean {
  return hasCome(SINCE[part], release);
}

/**
 * Whether what one release brought is in another.
 *
 * @param release `major.minor.micro`; undefined or `0.0.0` for one that is not known, which has all
 */
export function hasCome(since: string, release: string | undefined): boolean {
  return release === undefined || release === NO_RELEASE || !isOlder(release, since);
}

/** A definition without what this release drops of it. */
export function asReadBy(cpu: CpuDefinition, release: string | undefined): CpuDefinition {
  // Whoever reads the youngest part reads all.
  if (reads("deprecated_features", release)) return cpu;
  const { deprecatedFeatures: _, topology, maxPhysAddr, ...rest } = cpu;
  return {
    ...rest,
    ...(topology === undefined ? {} : { topology: levelsReadBy(topology, release) }),
    ...(maxPhysAddr === undefined || !reads("maxphysaddr", release)
      ? {}
      : { maxPhysAddr: reads("limit", release) ? maxPhysAddr : withoutLimit(maxPhysAddr) }),
  };
}

function levelsReadBy(topology: CpuTopology, release: string | undefined): CpuTopology {
  const { clusters: _, ...levels } = topology;
  return reads("clusters", release) ? topology : levels;
}

function withoutLimit({ limit: _, ...address }: NonNullable<CpuDefinition["maxPhysAddr"]>) {
  return address;
}
