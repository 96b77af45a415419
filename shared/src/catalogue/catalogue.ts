import type { CpuMap } from "../engine/index.js";
import type { AbiLevel } from "./abiLevel.js";
import type { Grammar } from "./grammar.js";

/** All that is known about the CPUs of one architecture in one libvirt release: the map and what we say about it. */
export interface Catalogue {
  /** libvirt's name of the guest's architecture: `x86_64`, `aarch64`, `s390x`, … */
  readonly arch: string;
  /** The libvirt release whose map and lists are used, `major.minor.micro`. */
  readonly release: string;
  /** Missing for architectures whose models libvirt leaves to the hypervisor. */
  readonly map: CpuMap | undefined;
  /** By name; those of the map in its order, then those that only hypervisors know. */
  readonly models: ReadonlyMap<string, ModelEntry>;
  /** By name, in the map's order. */
  readonly features: ReadonlyMap<string, FeatureEntry>;
  /** The first included release that knows a name, for names that the oldest one lacks; also those newer than `release`. */
  readonly since: Since;
  /** Elements, attributes and values of a CPU definition. */
  readonly grammar: Grammar;
}

/** Name -> libvirt release. */
export interface Since {
  readonly models: ReadonlyMap<string, string>;
  readonly features: ReadonlyMap<string, string>;
}

export interface ModelEntry {
  readonly name: string;
  readonly inMap: boolean;
  /** QEMU has it, as far as the included lists tell. */
  readonly offered: boolean;
  readonly vendor?: string;
  readonly generation?: string;
  readonly year?: number;
  readonly summary: string;
  /** The versioned name of the same CPU. */
  readonly canonical?: string;
  /** The highest level of the x86-64 ABI that it fulfils. */
  readonly abiLevel?: AbiLevel;
  /** Hypervisors announce that they will drop it. */
  readonly deprecated: boolean;
}

export interface FeatureEntry {
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  readonly group: string;
  readonly aliases: readonly string[];
  /** Where it stands: `CPUID leaf 0x7, ebx bit 5`, `MSR 0x10a bit 3`. */
  readonly place: string;
  readonly migratable: boolean;
}
