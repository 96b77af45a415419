import type { HostSummary } from "../../../shared/src/messages.js";
import type { WorkspaceHost } from "./host.js";
import { namesByPath } from "./hostNames.js";

/** Best source first: what the hypervisor gives a guest, then what the processor is. */
const kinds: readonly HostSummary["kind"][] = ["domainCapabilities", "capabilities", "cpudata", "cpuid", "cpu"];

/** A host with the name to show. */
export interface NamedDocument extends WorkspaceHost {
  readonly name: string;
}

/** The hosts of one kind of document. */
export interface HostGroup {
  readonly kind: HostSummary["kind"];
  readonly hosts: readonly NamedDocument[];
}

/**
 * Arranges hosts for a list to choose from.
 *
 * @returns a group for each kind there is, best source first; in it the hosts by name, `node2` before `node10`
 */
export function hostGroups(hosts: readonly WorkspaceHost[]): HostGroup[] {
  return kinds
    .map((kind) => ({ kind, hosts: named(hosts.filter((host) => host.summary.kind === kind)) }))
    .filter((group) => group.hosts.length > 0);
}

function named(hosts: readonly WorkspaceHost[]): NamedDocument[] {
  const names = namesByPath(hosts.map((host) => host.path));
  return hosts
    .map((host) => ({ ...host, name: names.get(host.path) ?? host.path }))
    .sort((one, other) => one.name.localeCompare(other.name, "en", { numeric: true }));
}

/**
 * Guesses which hosts a domain moves between: no CPU runs on hosts of different vendors.
 *
 * @returns the hosts whose domain capabilities are known, of the vendor that most of them have
 */
export function likelyHosts(hosts: readonly WorkspaceHost[]): WorkspaceHost[] {
  const vendors = new Map<string | undefined, WorkspaceHost[]>();
  for (const host of hosts.filter(({ summary }) => summary.kind === "domainCapabilities")) {
    vendors.set(host.summary.vendor, [...(vendors.get(host.summary.vendor) ?? []), host]);
  }
  const [most = []] = [...vendors.values()].sort((one, other) => other.length - one.length);
  return most;
}
