import {
  type CpuDefinition,
  type CpuMap,
  type Host,
  type Words,
  withKnownFeatures,
  wordsOf,
} from "../engine/internal.js";

/** A host of a target, with what is known of it. */
export interface PoolHost {
  /** As the configuration calls it. */
  readonly name: string;
  /** All its documents joined. Hosts that are described by equal documents share one object. */
  readonly host: Host;
  /** The libvirt release it is judged as: the one it runs, as far as maps reach. */
  readonly release: string;
  /** Its configuration, virsh, its documents or its own map tell the release; without it is a guess, the newest. */
  readonly isReleaseTold?: true;
  /** The oldest release that it can run, where its documents tell a range. */
  readonly from?: string;
  /** Of that release, or its own; of x86 for architectures that have none. */
  readonly map: CpuMap;
  /** The map is a copy of the host's. */
  readonly hasOwnMap?: true;
}

/** A host of which nothing is known. */
export interface UnknownHost {
  readonly name: string;
  /** As a sentence, with a way on. */
  readonly reason: string;
  /** It is being read: soon more will be known. */
  readonly isReading?: true;
}

/** Where a VM has to run: one host, or all of a pool. A target that changes is another object. */
export interface Target {
  readonly name: string;
  readonly isPool: boolean;
  readonly hosts: readonly PoolHost[];
  readonly unknown: readonly UnknownHost[];
}

/** The map of the target's oldest libvirt: what it names, the newer ones name too. Undefined without x86 hosts. */
export function commonMap({ hosts }: Pick<Target, "hosts">): CpuMap | undefined {
  let oldest: CpuMap | undefined;
  for (const { map } of hosts) {
    if (map.arch === "x86" && (oldest === undefined || sureFeatures(map) < sureFeatures(oldest))) oldest = map;
  }
  return oldest;
}

function sureFeatures({ features, uncertain }: CpuMap): number {
  return features.length - uncertain.features.size;
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
