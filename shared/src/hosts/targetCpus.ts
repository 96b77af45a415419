import { wordsOf } from "../engine/cpuData.js";
import { withKnownFeatures } from "../engine/hostFeatures.js";
import type { CpuDefinition, CpuMap } from "../engine/index.js";
import type { Words } from "../engine/words.js";
import type { PoolHost, Target } from "./poolHost.js";

/** The map of the target's oldest libvirt: what it names, the newer ones name too. Undefined without x86 hosts. */
export function commonMap({ hosts }: Pick<Target, "hosts">): CpuMap | undefined {
  let oldest: CpuMap | undefined;
  for (const { map } of hosts) {
    if (map.arch === "x86" && (oldest === undefined || map.features.length < oldest.features.length)) oldest = map;
  }
  return oldest;
}

/** What a host can give to a guest: what its hypervisor gives to host-model, else its processor. */
export function givenBy({ host }: PoolHost): CpuDefinition | undefined {
  return host.hostModel ?? host.cpu;
}

/** The libvirt name of a host's processor vendor: its own, or that of the model it is described with. */
export function vendorOf(host: PoolHost): string | undefined {
  const cpu = givenBy(host);
  return cpu?.vendor ?? host.map.modelByName.get(cpu?.model ?? "")?.vendor;
}

/** Names of hosts by vendor; hosts whose vendor is not known are left out. */
export function hostsByVendor({ hosts }: Target): ReadonlyMap<string, readonly string[]> {
  const byVendor = new Map<string, string[]>();
  for (const host of hosts) {
    const vendor = vendorOf(host);
    if (vendor === undefined) continue;
    const names = byVendor.get(vendor) ?? [];
    names.push(host.name);
    byVendor.set(vendor, names);
  }
  return byVendor;
}

/** The features of a definition as this map has them: names that it lacks are left out; undefined for a model that it lacks. */
export function wordsIn(cpu: CpuDefinition, map: CpuMap): Words | undefined {
  if (cpu.model !== undefined && !map.modelByName.has(cpu.model)) return undefined;
  return wordsOf({ ...cpu, features: withKnownFeatures(cpu, map, "x86_64").cpu.features }, map);
}
