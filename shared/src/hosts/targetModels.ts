import type { HostCpuModel } from "../engine/host.js";
import type { HypervisorModel } from "../engine/index.js";
import type { PoolHost, Target } from "./poolHost.js";

const USABLE = new WeakMap<Target, ReadonlySet<string> | undefined>();

/** The models that every host of a target says it can run; undefined where none says anything. */
export function usableEverywhere(target: Target): ReadonlySet<string> | undefined {
  if (!USABLE.has(target)) {
    const lists = modelLists(target.hosts);
    const usable = lists.map((list) => new Set(list.flatMap(({ name, usable }) => (usable === "no" ? [] : [name]))));
    const [first, ...others] = usable;
    const common = first && new Set([...first].filter((name) => others.every((set) => set.has(name))));
    USABLE.set(target, common);
  }
  return USABLE.get(target);
}

/**
 * The models that every hypervisor has, with what blocks them anywhere; undefined where no host tells. A baseline
 * made of another model would not start.
 */
export function commonModels(hosts: readonly Pick<PoolHost, "host">[]): HypervisorModel[] | undefined {
  const lists = modelLists(hosts);
  const [first] = lists;
  if (first === undefined) return undefined;
  const found = new Map<string, { count: number; blockers: Set<string> }>();
  for (const list of lists) {
    for (const { name, blockers } of list) {
      const entry = found.get(name) ?? { count: 0, blockers: new Set() };
      found.set(name, entry);
      entry.count++;
      for (const blocker of blockers) entry.blockers.add(blocker);
    }
  }
  return first.flatMap(({ name }) => {
    const entry = found.get(name);
    return entry?.count === lists.length ? [{ name, blockers: [...entry.blockers] }] : [];
  });
}

/** Each list once: hosts that are described alike share theirs. */
function modelLists(hosts: readonly Pick<PoolHost, "host">[]): readonly (readonly HostCpuModel[])[] {
  return [...new Set(hosts.flatMap(({ host }) => (host.models === undefined ? [] : [host.models])))];
}
