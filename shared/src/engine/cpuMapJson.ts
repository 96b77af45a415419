// Made from data/schema/cpu-map.schema.json (CpuMapJson) by `npm run data:generate`. Do not edit.

export type Hex = string;

/**
 * The CPU models and features that one libvirt release knows for one architecture.
 */
export interface CpuMapJson {
  $schema?: string;
  /**
   * Where the facts were read.
   */
  source: string;
  /**
   * The libvirt release.
   */
  release: string;
  licence: "LGPL-2.1-or-later";
  arch: "x86" | "aarch64" | "ppc64";
  vendors: MapVendor[];
  /**
   * In libvirt's order, in which features are named in a definition.
   */
  features: MapFeature[];
  /**
   * In libvirt's order; decoding walks it from the end.
   */
  models: MapModel[];
}
export interface MapVendor {
  name: string;
  /**
   * x86: what CPUID leaf 0 spells.
   */
  string?: string;
  /**
   * aarch64: the implementer code.
   */
  value?: string;
}
export interface MapFeature {
  name: string;
  aliases?: {
    name: string;
    source: string;
  }[];
  /**
   * Present on features that block migration.
   */
  migratable?: false;
  registers?: MapRegister[];
}
/**
 * Bits of a CPUID leaf (cpuid, subleaf, one or more of eax to edx) or of a model-specific register (msr, eax, edx).
 */
export interface MapRegister {
  cpuid?: Hex;
  subleaf?: Hex;
  msr?: Hex;
  eax?: Hex;
  ebx?: Hex;
  ecx?: Hex;
  edx?: Hex;
}
export interface MapModel {
  name: string;
  /**
   * The group of libvirt's index that lists it.
   */
  group?: string;
  decode?: {
    host: boolean;
    guest: boolean;
  };
  partialCheck?: "compat";
  ancestor?: string;
  vendor?: string;
  signatures?: {
    family: number;
    model: number;
    steppings?: string;
  }[];
  pvrs?: {
    value: Hex;
    mask?: Hex;
  }[];
  features?: string[];
  added?: string[];
  removed?: string[];
}
