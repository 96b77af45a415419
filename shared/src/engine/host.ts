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
  readonly emulator?: string;
  readonly maxVcpus?: number;
  /** Bits of a physical address. */
  readonly physicalBits?: number;
  /** Features that the document names and the map does not: left out of `cpu` and `hostModel`. */
  readonly unknownFeatures: readonly string[];
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
