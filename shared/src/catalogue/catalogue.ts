import type { CpuMap, Feature } from "../engine/index.js";
import type { AbiLevel } from "./abiLevel.js";
import type { Grammar } from "./grammar.js";
import type { NameHistories } from "./nameHistory.js";
import type { Judged } from "./releases.js";

/** All that is known about the CPUs of one architecture in one libvirt release: the map and what we say about it. */
export interface Catalogue {
  /** libvirt's name of the guest's architecture: `x86_64`, `aarch64`, `s390x`, … */
  readonly arch: string;
  /** The libvirt release that is answered for, `major.minor.micro`. */
  readonly release: string;
  /** Its map, as far as that is known. Missing for architectures whose models libvirt leaves to the hypervisor. */
  readonly map: CpuMap | undefined;
  /** By name; those of the map in its order, then those that only hypervisors know. */
  readonly models: ReadonlyMap<string, ModelEntry>;
  /** By name, in the map's order. */
  readonly features: ReadonlyMap<string, FeatureEntry>;
  /** By which map the release is judged. */
  readonly judged: Judged;
  /** When each name came; also those that the release lacks. Whether it has one says `knows`. */
  readonly histories: NameHistories;
  /** Models that the release may define in another way than `map` does. */
  readonly differing: ReadonlySet<string>;
  /** Elements, attributes and values of a CPU definition. */
  readonly grammar: Grammar;
}

export interface ModelEntry {
  readonly name: string;
  readonly inMap: boolean;
  /** Whether the release has it is not known. */
  readonly isUncertain?: true;
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
  /** Whether the release has it is not known. */
  readonly isUncertain?: true;
}

/** Leaves of CPUID that have more than one subleaf with features, so that the subleaf is worth saying. */
const WITH_SUBLEAVES = new Set([0x7, 0xd, 0xf, 0x10, 0x12, 0x14, 0x1e, 0x24]);

/**
 * Where a feature stands: `CPUID leaf 0x7, subleaf 0, ebx bit 5`, `MSR 0x10a bit 3`.
 *
 * @returns "" for architectures whose features have no register
 */
export function registerBits(feature: Feature, map: CpuMap): string {
  return feature.bits.map(({ word, mask }) => registerPlace(map.registers[word], mask)).join("; ");
}

function registerPlace(register: CpuMap["registers"][number] | undefined, mask: number): string {
  if (register === undefined) return "";
  const { kind, index, subleaf, name } = register;
  // An MSR has 64 bits: edx holds the upper half.
  const bits = bitsOf(mask, kind === "msr" && name === "edx" ? 32 : 0);
  const number = `0x${index.toString(16)}`;
  if (kind === "msr") return `MSR ${number} ${bits}`;
  const part = subleaf > 0 || WITH_SUBLEAVES.has(index) ? `, subleaf ${subleaf}` : "";
  return `CPUID leaf ${number}${part}, ${name} ${bits}`;
}

function bitsOf(mask: number, offset: number): string {
  const bits: number[] = [];
  for (let bit = 0; bit < 32; bit++) if ((mask & (1 << bit)) !== 0) bits.push(bit + offset);
  return `${bits.length > 1 ? "bits" : "bit"} ${bits.join(", ")}`;
}
