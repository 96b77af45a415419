import * as l10n from "@vscode/l10n";
import { mapCovers } from "../../engine/hostFeatures.js";
import type { CpuMap } from "../../engine/index.js";
import type { PoolHost, UnknownHost } from "../poolHost.js";
import { commonMap, givenBy, vendorOf } from "../targetCpus.js";

/** Hosts between which a VM might migrate: of one architecture and vendor. */
export interface VendorGroup {
  readonly vendor?: string;
  readonly hosts: readonly PoolHost[];
}

/** Parts hosts by vendor, the largest group first; a host that tells no vendor goes with the only vendor there is. */
export function groupByVendor(hosts: readonly PoolHost[]): VendorGroup[] {
  const groups = new Map<string, { vendor: string | undefined; arch: string; hosts: PoolHost[] }>();
  for (const host of hosts) {
    const vendor = vendorOf(host);
    const { arch } = host.host;
    const key = `${arch} ${vendor ?? ""}`;
    const group = groups.get(key) ?? { vendor, arch, hosts: [] };
    groups.set(key, group);
    group.hosts.push(host);
  }
  for (const [key, { vendor, arch, hosts: without }] of groups) {
    const others = [...groups.values()].filter((group) => group.arch === arch && group.vendor !== undefined);
    const [only] = others;
    if (vendor !== undefined || others.length !== 1 || only === undefined) continue;
    only.hosts.push(...without);
    groups.delete(key);
  }
  const found = [...groups.values()].map(({ vendor, hosts: all }) => ({ ...(vendor && { vendor }), hosts: all }));
  return found.sort((a, b) => b.hosts.length - a.hosts.length);
}

/** Hosts that do not tell which CPU they have. */
export function withoutCpu(hosts: readonly PoolHost[]): UnknownHost[] {
  const unknown = hosts.filter((host) => !hasCpu(host));
  return unknown.map(({ name }) => ({ name, reason: l10n.t("It does not tell which CPU it has.") }));
}

export function hasCpu(host: PoolHost): boolean {
  return givenBy(host)?.model !== undefined;
}

/** The map that all hosts of a group can be described with; undefined where libvirt leaves its models to QEMU. */
export function mapOf(hosts: readonly PoolHost[]): CpuMap | undefined {
  const [first] = hosts;
  const map = commonMap({ hosts }) ?? first?.map;
  return map !== undefined && first !== undefined && mapCovers(map, first.host.arch) ? map : undefined;
}
