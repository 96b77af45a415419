import type { CpuMap, Host } from "../../engine/index.js";
import type { PoolHost } from "../poolHost.js";

/** Hosts that are described alike: everything said of the first holds for all. */
export interface AlikeHosts {
  readonly first: PoolHost;
  readonly names: readonly string[];
}

/** Gathers hosts that share their description, in the order in which each first comes. */
export function alikeHosts(hosts: readonly PoolHost[]): AlikeHosts[] {
  const found = new Map<Host, Map<CpuMap, { first: PoolHost; names: string[] }>>();
  const groups: AlikeHosts[] = [];
  for (const host of hosts) {
    const byMap = found.get(host.host) ?? new Map<CpuMap, { first: PoolHost; names: string[] }>();
    found.set(host.host, byMap);
    const group = byMap.get(host.map);
    if (group !== undefined) {
      group.names.push(host.name);
      continue;
    }
    const made = { first: host, names: [host.name] };
    byMap.set(host.map, made);
    groups.push(made);
  }
  return groups;
}
