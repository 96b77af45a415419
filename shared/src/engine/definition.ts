import type { Host } from "./host.js";

/** What one `<cpu>` element says, as plain data. */
export type CpuMode = "custom" | "host-model" | "host-passthrough" | "maximum";
export type CpuMatch = "minimum" | "exact" | "strict";
export type CpuCheck = "none" | "partial" | "full";
export type CpuFallback = "allow" | "forbid";
export type CpuPolicy = "force" | "require" | "optional" | "disable" | "forbid";
export type Switch = "on" | "off";

export const CPU_MODES: readonly CpuMode[] = ["custom", "host-model", "host-passthrough", "maximum"];
export const CPU_MATCHES: readonly CpuMatch[] = ["minimum", "exact", "strict"];
export const CPU_CHECKS: readonly CpuCheck[] = ["none", "partial", "full"];
export const CPU_POLICIES: readonly CpuPolicy[] = ["force", "require", "optional", "disable", "forbid"];

/** Whether a VM of this mode gets the host's CPU as it is, whatever model is named (virCPUDefParseXML). */
export function takesHostCpu(mode: string | undefined): mode is "host-passthrough" | "maximum" {
  return mode === "host-passthrough" || mode === "maximum";
}

export interface CpuDefinition {
  readonly type: "host" | "guest";
  /** Guests only. */
  readonly mode?: CpuMode;
  /** Guests only. Other modes than custom keep it, and a comparison asks for it; it is not printed. */
  readonly match?: CpuMatch;
  readonly check?: CpuCheck;
  readonly migratable?: Switch;
  readonly deprecatedFeatures?: Switch;
  /** Hosts only: libvirt's name (`x86_64`, `ppc64le`, …). */
  readonly arch?: string;
  readonly model?: string;
  readonly fallback: CpuFallback;
  readonly vendorId?: string;
  readonly vendor?: string;
  readonly microcode?: number;
  readonly signature?: { readonly family: number; readonly model: number; readonly stepping: number };
  readonly tsc?: { readonly frequency: string; readonly scaling?: "yes" | "no" };
  readonly topology?: CpuTopology;
  readonly cache?: { readonly mode: CacheMode; readonly level?: number };
  readonly maxPhysAddr?: { readonly mode: AddressMode; readonly bits?: number; readonly limit?: number };
  /** In document order; a host's features have no policy. */
  readonly features: readonly CpuDefinitionFeature[];
}

export interface CpuDefinitionFeature {
  readonly name: string;
  readonly policy?: CpuPolicy;
}

export interface CpuTopology {
  readonly sockets: number;
  readonly dies: number;
  /** Absent before libvirt 10.1, which does not read it. */
  readonly clusters?: number;
  readonly cores: number;
  readonly threads: number;
}

export type CacheMode = "emulate" | "passthrough" | "disable";
export type AddressMode = "emulate" | "passthrough";

/**
 * A guest's definition as libvirtd saves it, and from then on reads it (virCPUDefFormatBuf, libvirt 12.8): modes that take
 * the host's CPU lose model and vendor, only custom ones keep match, and fallback goes with a model.
 *
 * @param cpu as {@link parseCpu} read it; a host's definition comes back unchanged
 * @example asStored(parseCpu("<cpu mode='maximum'><model>EPYC</model></cpu>", { type: "guest" })).model // undefined
 */
export function asStored(cpu: CpuDefinition): CpuDefinition {
  if (cpu.type === "host") return cpu;
  const { match, ...rest } = cpu;
  const kept = cpu.mode !== "custom" || match === undefined ? rest : { ...rest, match };
  if (!takesHostCpu(cpu.mode)) return cpu.model === undefined ? { ...kept, fallback: "allow" } : kept;
  const { model: _model, vendor: _vendor, vendorId: _vendorId, ...bare } = kept;
  return { ...bare, fallback: "allow" };
}

/**
 * What libvirtd fills in when a domain is defined (qemuDomainDefCPUPostParse, libvirt 12.8): the model where a CPU
 * names none, and how strictly the CPU is checked.
 *
 * @param host its `virtType` decides: custom CPUs are checked by default only under KVM
 * @returns the definition as `virsh dumpxml` would show it
 * @example fillDefaults(parseCpu("<cpu mode='host-model'/>", { type: "guest" }), host).check // "partial"
 */
export function fillDefaults(cpu: CpuDefinition, host: Pick<Host, "arch" | "virtType">): CpuDefinition {
  if (cpu.type === "host") return cpu;
  const named = withDefaultModel(asStored(cpu), host.arch);
  return named.check === undefined ? { ...named, check: defaultCheck(named, host.virtType) } : named;
}

/** QEMU's own default on x86; other architectures' depend on the machine type and stay open. */
function withDefaultModel(cpu: CpuDefinition, arch: string): CpuDefinition {
  if (cpu.mode !== "custom" || cpu.model !== undefined || (arch !== "x86_64" && arch !== "i686")) return cpu;
  const model = arch === "i686" ? "qemu32" : "qemu64";
  return { ...cpu, match: "exact", check: cpu.check ?? "none", model, fallback: "forbid" };
}

function defaultCheck(cpu: CpuDefinition, virtType: string | undefined): CpuCheck {
  if (takesHostCpu(cpu.mode)) return "none";
  if (cpu.mode === "host-model") return "partial";
  return virtType === "qemu" ? "none" : "partial";
}
