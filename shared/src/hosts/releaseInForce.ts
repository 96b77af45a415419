import { type CatalogueOptions, type IncludedMap, pickRelease } from "../catalogue/index.js";
import { isOlder } from "../common/releases.js";
import type { PoolHost, Target } from "./poolHost.js";

/** For which release of libvirt documents are checked. */
export interface ReleaseInForce {
  readonly asked: Omit<CatalogueOptions, "arch">;
  /** Who sets it: the configuration, the oldest host of the target, or nobody. */
  readonly because: "configuration" | "newest" | { readonly host: string };
}

/**
 * The release that documents are checked for: the configured one; else that of the target's oldest host, as a VM has to
 * start on all of them; else the newest that is known.
 *
 * @param maps oldest first
 */
export function releaseInForce(
  configured: string | undefined,
  target: Pick<Target, "hosts"> | undefined,
  maps: readonly IncludedMap[],
): ReleaseInForce {
  if (configured !== undefined) return { asked: { release: pickRelease(configured, maps) }, because: "configuration" };
  const oldest = oldestOf(target?.hosts ?? []);
  if (oldest === undefined || !oldest.isReleaseTold) {
    return { asked: { release: pickRelease(undefined, maps) }, because: "newest" };
  }
  return { asked: askedOf(oldest), because: { host: oldest.name } };
}

/** What a catalogue is asked for that is to speak as a host's libvirt. */
export function askedOf({ release, from, map, hasOwnMap }: PoolHost): ReleaseInForce["asked"] {
  return {
    release,
    ...(from === undefined ? {} : { from }),
    ...(hasOwnMap === undefined ? {} : { ownMap: map }),
  };
}

/** Of several that are as old, one with a map of its own: that is exact. */
function oldestOf(hosts: readonly PoolHost[]): PoolHost | undefined {
  let oldest: PoolHost | undefined;
  for (const host of hosts) {
    const isFirst =
      oldest === undefined ||
      isOlder(host.release, oldest.release) ||
      (host.release === oldest.release && host.hasOwnMap === true && oldest.hasOwnMap === undefined);
    if (isFirst) oldest = host;
  }
  return oldest;
}
