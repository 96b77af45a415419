import { CpuError } from "./cpuError.js";
import type { CpuMap } from "./cpuMap.js";
import type { CpuDefinition, CpuMode, Switch } from "./definition.js";

/** Which kind of document a host was read from; it decides what can be known about it. */
export type HostSource = "capabilities" | "domainCapabilities" | "cpu" | "cpudata" | "cpuid";

/** What one document says about a host. Every fact that the document does not hold is absent, never guessed. */
export interface Host {
  readonly source: HostSource;
  /** libvirt's name (`x86_64`, `ppc64le`, …). */
  readonly arch: string;
  /** The processor itself: from capabilities, a host's `<cpu>`, `<cpudata>` or a CPUID dump. */
  readonly cpu?: CpuDefinition;
  /** What the hypervisor gives to host-model, as a guest definition: from domain capabilities or a guest's `<cpu>`. */
  readonly hostModel?: CpuDefinition;
  /** The models the hypervisor knows, in the document's order. */
  readonly models?: readonly HostCpuModel[];
  readonly modes?: Readonly<Partial<Record<CpuMode, HostMode>>>;
  /** `kvm`, `qemu`, `hvf`, `xen`, … */
  readonly virtType?: string;
  /** The machine type in its canonical spelling (`pc-q35-11.1`). */
  readonly machine?: string;
  /** The QEMU release as one number, 1101 for 11.1; without it, its machine types name one. */
  readonly qemu?: number;
  readonly emulator?: string;
  readonly maxVcpus?: number;
  /** Bits of a physical address. */
  readonly physicalBits?: number;
  /** Features that the document names and the map does not: left out of `cpu` and `hostModel`. */
  readonly unknownFeatures: readonly string[];
  /** The machine's own architecture, which an emulated guest's may differ from: from capabilities. */
  readonly ownArch?: string;
  /**
   * The processor's time stamp counter, from capabilities: `frequency` in Hz, `scaling` whether guests may have another one;
   * undefined where libvirt could not tell.
   */
  readonly tsc?: { readonly frequency: number; readonly scaling: boolean | undefined };
  /** The guests that its emulators run: from capabilities. */
  readonly guests?: readonly HostGuest[];
  /** CPUs, memory and caches: from capabilities. */
  readonly resources?: HostResources;
  /** What VMs may have beside their CPU: from domain capabilities. */
  readonly offers?: HostOffers;
}

/** Guests of one architecture, as `<capabilities><guest>` lists them, for one or more domain types. */
export interface HostGuest {
  readonly arch: string;
  readonly domains: readonly string[];
  readonly emulator?: string;
  /** The first is libvirt's default. */
  readonly machines: readonly HostMachine[];
}

export interface HostMachine {
  readonly name: string;
  /** What an alias stands for (`pc-q35-11.1` for `q35`). */
  readonly canonical?: string;
  readonly maxVcpus?: number;
}

/** What a host can lend to a VM. */
export interface HostResources {
  /** The numbers of the CPUs that are online; absent where the document lists none. */
  readonly cpus?: readonly number[];
  readonly nodes: readonly HostNode[];
  /** In KiB, smallest first; the first is the usual one. */
  readonly pageSizes: readonly number[];
  /** Caches of which parts can be allocated. */
  readonly caches: readonly HostCache[];
  /** Nodes of which memory bandwidth can be allocated. */
  readonly bandwidthNodes: readonly number[];
}

export interface HostNode {
  readonly id: number;
  /** How many pages there are of a size in KiB, free or not. */
  readonly pages: readonly { readonly size: number; readonly count: number }[];
}

export interface HostCache {
  readonly id: number;
  readonly level: number;
  /** The types that have an allocation of their own: `both`, or `code` and `data`. */
  readonly types: readonly string[];
}

/** What domain capabilities say of a VM's features, for one machine type; absent is what the document does not mention. */
export interface HostOffers {
  /** `vmcoreinfo`, `ps2`, `genid`, … by the document's names. */
  readonly features: Readonly<Record<string, boolean>>;
  readonly gicVersions?: readonly string[];
  /** libvirt's names of Hyper-V enlightenments. */
  readonly hyperv?: readonly string[];
  /** Types of launch security; empty where there is none. */
  readonly launchSecurity?: readonly string[];
  /** Values of `firmware`, of the loader's `type` and `secure`. */
  readonly firmwares?: readonly string[];
  readonly loaderTypes?: readonly string[];
  readonly loaderSecure?: readonly string[];
  readonly memorySources?: readonly string[];
}

export interface HostMode {
  readonly supported: boolean;
  /** host-passthrough and maximum: the values of `migratable` that the hypervisor takes. */
  readonly migratable?: readonly Switch[];
}

/** A model that the hypervisor knows. Usable as a {@link HypervisorModel}. */
export interface HostCpuModel {
  readonly name: string;
  readonly usable: "yes" | "no" | "unknown";
  /** Features that the model needs and the host lacks; libvirt names them since 10.9. */
  readonly blockers: readonly string[];
  readonly deprecated: boolean;
  readonly vendor?: string;
  readonly canonical?: string;
}

/** Does the map describe CPUs of this architecture (libvirt's name)? */
export function mapCovers(map: CpuMap, arch: string): boolean {
  if (map.arch === "x86") return arch === "x86_64" || arch === "i686";
  if (map.arch === "ppc64") return arch === "ppc64" || arch === "ppc64le";
  if (map.arch === "aarch64") return arch === "aarch64" || arch === "armv7l" || arch === "armv6l";
  return arch === map.arch;
}

interface KnownPart {
  readonly cpu: CpuDefinition;
  readonly unknownFeatures: readonly string[];
}

/**
 * Parts off the features that the map does not name: a host described by a newer libvirt has more of them, and one
 * unknown name must not make the host useless. Without a map of that architecture, or with one that lists no
 * features, everything stays.
 */
export function withKnownFeatures(cpu: CpuDefinition, map: CpuMap, arch: string): KnownPart {
  if (!mapCovers(map, arch) || map.features.length === 0) return { cpu, unknownFeatures: [] };
  const features = cpu.features.filter(({ name }) => map.featureByName.has(name));
  if (features.length === cpu.features.length) return { cpu, unknownFeatures: [] };
  const unknownFeatures = cpu.features.flatMap(({ name }) => (map.featureByName.has(name) ? [] : [name]));
  return { cpu: { ...cpu, features }, unknownFeatures };
}

/** The host as this map can describe it: it may have been read with the map of a newer release. */
export function hostForMap(host: Host, map: CpuMap): Host {
  const cpu = host.cpu && withKnownFeatures(host.cpu, map, host.arch);
  const given = host.hostModel && withKnownFeatures(host.hostModel, map, host.arch);
  const unknown = [...host.unknownFeatures, ...(cpu?.unknownFeatures ?? []), ...(given?.unknownFeatures ?? [])];
  return {
    ...host,
    ...(cpu === undefined ? {} : { cpu: cpu.cpu }),
    ...(given === undefined ? {} : { hostModel: given.cpu }),
    unknownFeatures: [...new Set(unknown)],
  };
}

/**
 * One host out of several documents about the same machine: capabilities know the machine and its processor, domain
 * capabilities what the hypervisor makes of it. Of facts that two documents state, those of the domain capabilities
 * stay, because they speak about the guest; else the first document's. Domain capabilities may be about guests of
 * another architecture than the machine's: then its processor has nothing to do with them.
 *
 * @param hosts what is read from each document
 * @returns one host with all of it
 * @throws CpuError `no-cpus` without a document, `invalid-data` when the documents are about different machines or guests
 * @example joinHosts([readHost(domainCapabilities, map), readHost(capabilities, map)]).source // "domainCapabilities"
 */
export function joinHosts(hosts: readonly Host[]): Host {
  const guests = hosts.filter(({ source }) => source === "domainCapabilities");
  const machines = hosts.filter(({ source }) => source !== "domainCapabilities");
  const [main = machines[0]] = guests;
  if (main === undefined) throw new CpuError("no-cpus", "operation failed", "no documents about the host given");
  const other = otherArch(guests) ?? otherArch(machines) ?? machines.find((machine) => !runs(machine, main));
  if (other !== undefined) {
    const detail = `the documents describe different architectures: ${main.arch} and ${other.arch}`;
    throw new CpuError("invalid-data", "operation failed", detail, other.arch);
  }
  const about = hosts.map((host) => (hasProcessorOf(host, main) ? host : withoutProcessor(host)));
  let joined = main;
  for (const host of about) joined = { ...host, ...joined };
  return { ...joined, unknownFeatures: [...new Set(about.flatMap((host) => host.unknownFeatures))] };
}

function otherArch(hosts: readonly Host[]): Host | undefined {
  return hosts.find(({ arch }) => arch !== hosts[0]?.arch);
}

/** An emulated guest runs on any machine; others on one of their architecture, or one that lists it. */
function runs(machine: Host, guest: Host): boolean {
  const { arch, virtType } = guest;
  if (virtType === "qemu" || hasProcessorOf(machine, guest)) return true;
  return machine.guests?.some((each) => each.arch === arch && each.domains.includes(virtType ?? "kvm")) ?? false;
}

function hasProcessorOf({ arch }: Host, guest: Host): boolean {
  return arch === guest.arch || (arch === "x86_64" && guest.arch === "i686");
}

/** What a machine of another architecture says stays true, but its processor is none that the guest sees. */
function withoutProcessor({ cpu: _cpu, physicalBits: _bits, ...host }: Host): Host {
  return { ...host, unknownFeatures: [] };
}
