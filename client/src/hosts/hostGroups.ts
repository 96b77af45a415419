import type { HostSummary } from "../../../shared/src/messages.js";
import type { Host } from "./host.js";
import { hostNames } from "./hostNames.js";

/** Best source first: what the hypervisor gives a guest, then what the processor is. */
const kinds: readonly HostSummary["kind"][] = ["domainCapabilities", "capabilities", "cpudata", "cpuid", "cpu"];

/** A host with the name to show. */
export interface NamedHost extends Host {
  readonly name: string;
}

/** The hosts of one kind of document. */
export interface HostGroup {
  readonly kind: HostSummary["kind"];
  readonly hosts: readonly NamedHost[];
}

/**
 * Arranges hosts for a list to choose from.
 *
 * @returns a group for each kind there is, best source first; in it the hosts by name, `node2` before `node10`
 */
export function hostGroups(hosts: readonly Host[]): HostGroup[] {
  return kinds
    .map((kind) => ({ kind, hosts: named(hosts.filter((host) => host.summary.kind === kind)) }))
    .filter((group) => group.hosts.length > 0);
}

function named(hosts: readonly Host[]): NamedHost[] {
  const names = hostNames(hosts.map((host) => host.path));
  return hosts
    .map((host) => ({ ...host, name: names.get(host.path) ?? host.path }))
    .sort((one, other) => one.name.localeCompare(other.name, "en", { numeric: true }));
}
