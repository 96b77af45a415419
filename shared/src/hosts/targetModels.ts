import type { HostCpuModel } from "../engine/host.js";
import type { HypervisorModel } from "../engine/index.js";
import type { PoolHost } from "./poolHost.js";

/** A model that every hypervisor knows. */
export interface CommonModel extends HypervisorModel {
  /** No hypervisor says that it cannot run it. */
  readonly isUsable: boolean;
}

/**
 * The models that every hypervisor has, with what blocks them anywhere; undefined where no host tells. A baseline
 * made of another model would not start.
 */
export function commonModels(hosts: readonly Pick<PoolHost, "host">[]): CommonModel[] | undefined {
  const lists = modelLists(hosts);
  const [first] = lists;
  if (first === undefined) return undefined;
  const found = new Map<string, { count: number; isUsable: boolean; blockers: Set<string> }>();
  for (const list of lists) {
    for (const { name, blockers, usable } of list) {
      const entry = found.get(name) ?? { count: 0, isUsable: true, blockers: new Set() };
      found.set(name, entry);
      entry.count++;
      entry.isUsable &&= usable !== "no";
      for (const blocker of blockers) entry.blockers.add(blocker);
    }
  }
  return first.flatMap(({ name }) => {
    const entry = found.get(name);
    return entry?.count === lists.length ? [{ name, isUsable: entry.isUsable, blockers: [...entry.blockers] }] : [];
  });
}

/** Each list once: hosts that are described alike share theirs. */
function modelLists(hosts: readonly Pick<PoolHost, "host">[]): readonly (readonly HostCpuModel[])[] {
  return [...new Set(hosts.flatMap(({ host }) => (host.models === undefined ? [] : [host.models])))];
}
