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
  /** Guests with mode custom only. */
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
  readonly clusters: number;
  readonly cores: number;
  readonly threads: number;
}

export type CacheMode = "emulate" | "passthrough" | "disable";
export type AddressMode = "emulate" | "passthrough";
