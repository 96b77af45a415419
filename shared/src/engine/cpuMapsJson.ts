// Made from data/schema/cpu-map.schema.json (CpuMapsJson) by `npm run data:generate`. Do not edit.

export type Release = string;
/**
 * The first of the releases with this entry; absent: the oldest.
 */
export type Since = string;
/**
 * The last of the releases with this entry; absent: the newest.
 */
export type Until = string;
export type Hex = string;

/**
 * The CPU maps of one architecture in all included libvirt releases. What several of them have alike stands here once.
 */
export interface CpuMapsJson {
  $schema?: string;
  /**
   * Where the facts were read.
   */
  source: string;
  /**
   * The libvirt releases whose maps these are, oldest first.
   *
   * @minItems 1
   */
  releases: [Release, ...Release[]];
  licence: "LGPL-2.1-or-later";
  arch: "x86" | "aarch64" | "ppc64";
  vendors: MapVendor[];
  /**
   * In libvirt's order, in which features are named in a definition. A name stands here once for each way in which it is defined, and for each place that it had in the order.
   */
  features: MapFeature[];
  /**
   * In libvirt's order; decoding walks it from the end. A name stands here once for each way in which it is defined.
   */
  models: MapModel[];
}
export interface MapVendor {
  name: string;
  since?: Since;
  until?: Until;
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
  since?: Since;
  until?: Until;
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
  since?: Since;
  until?: Until;
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
