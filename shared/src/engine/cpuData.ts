import { CpuError, INTERNAL_ERROR, OPERATION_FAILED } from "./cpuError.js";
import type { CpuMap, Feature, Model, Vendor } from "./cpuMap.js";
import type { CpuDefinition, CpuPolicy } from "./definition.js";

/**
 * CPU data as a fixed array of 32-bit words, one for each register that some feature of the map uses. Bits of
 * registers that no feature uses cannot change an answer and are not kept.
 */
export type Words = Uint32Array;

/** Where a feature stands: one or more masks, all of which must be set. */
export type Bits = readonly { readonly word: number; readonly mask: number }[];

export function hasBits(words: Words, bits: Bits): boolean {
  // Counted loops: this and the ones below run for every feature of every host of a fleet.
  for (let i = 0; i < bits.length; i++) {
    const bit = bits[i];
    if (bit !== undefined && ((words[bit.word] ?? 0) & bit.mask) >>> 0 !== bit.mask) return false;
  }
  return bits.length > 0;
}

export function addBits(words: Words, bits: Bits): void {
  for (let i = 0; i < bits.length; i++) {
    const bit = bits[i];
    if (bit !== undefined) words[bit.word] = (words[bit.word] ?? 0) | bit.mask;
  }
}

export function subtractBits(words: Words, bits: Bits): void {
  for (let i = 0; i < bits.length; i++) {
    const bit = bits[i];
    if (bit !== undefined) words[bit.word] = (words[bit.word] ?? 0) & ~bit.mask;
  }
}

export function addWords(words: Words, other: Words): void {
  for (let i = 0; i < words.length; i++) words[i] = (words[i] ?? 0) | (other[i] ?? 0);
}

export function subtractWords(words: Words, other: Words): void {
  for (let i = 0; i < words.length; i++) words[i] = (words[i] ?? 0) & ~(other[i] ?? 0);
}

export function intersectWords(words: Words, other: Words): void {
  for (let i = 0; i < words.length; i++) words[i] = (words[i] ?? 0) & (other[i] ?? 0);
}

/** `words` without `other`, as a new array. */
export function difference(words: Words, other: Words): Words {
  const result = words.slice();
  subtractWords(result, other);
  return result;
}

export function isEmpty(words: Words): boolean {
  return words.every((word) => word === 0);
}

/** How many bits of `words` are not in `other`. */
export function countBeyond(words: Words, other: Words): number {
  let count = 0;
  for (let i = 0; i < words.length; i++) count += popCount((words[i] ?? 0) & ~(other[i] ?? 0));
  return count;
}

function popCount(value: number): number {
  let v = value - ((value >>> 1) & 0x55555555);
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
  return (((v + (v >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

/** What a CPU answers: raw register values as CPUID leaves and model-specific registers give them. */
export interface CpuData {
  readonly cpuid: readonly CpuidRow[];
  readonly msr: readonly MsrRow[];
}

export interface CpuidRow {
  readonly leaf: number;
  readonly subleaf: number;
  readonly eax: number;
  readonly ebx: number;
  readonly ecx: number;
  readonly edx: number;
}

export interface MsrRow {
  readonly index: number;
  readonly eax: number;
  readonly edx: number;
}

/** The features that `words` has, in the map's order. Bits are named once, by the first feature that has them. */
export function featuresIn(words: Words, map: CpuMap): Feature[] {
  const rest = words.slice();
  const found: Feature[] = [];
  for (const feature of map.features) {
    if (!hasBits(rest, feature.bits)) continue;
    found.push(feature);
    subtractBits(rest, feature.bits);
  }
  return found;
}

export function featureNames(words: Words, map: CpuMap): string[] {
  return featuresIn(words, map).map((feature) => feature.name);
}

/** An empty set of registers for this map. */
export function emptyWords(map: CpuMap): Words {
  return new Uint32Array(map.registers.length);
}

/** libvirt's functions begin the same message with either. */
type FirstWord = "Unknown" | "unknown";

/** @throws CpuError `unknown-model` */
export function findModel(name: string, map: CpuMap, word: FirstWord = "Unknown"): Model {
  const model = map.modelByName.get(name);
  if (model === undefined) throw new CpuError("unknown-model", INTERNAL_ERROR, `${word} CPU model ${name}`, name);
  return model;
}

/** @throws CpuError `unknown-feature` */
export function findFeature(name: string, map: CpuMap, word: FirstWord = "Unknown"): Feature {
  const feature = map.featureByName.get(name);
  if (feature === undefined) {
    throw new CpuError("unknown-feature", INTERNAL_ERROR, `${word} CPU feature ${name}`, name);
  }
  return feature;
}

/** @throws CpuError `unknown-vendor` */
export function findVendor(name: string, map: CpuMap): Vendor {
  const vendor = map.vendors.get(name);
  if (vendor === undefined) throw new CpuError("unknown-vendor", OPERATION_FAILED, `Unknown CPU vendor ${name}`, name);
  return vendor;
}

/**
 * The registers a definition describes (x86ModelFromCPU): its model's, with required and forced features added,
 * disabled and forbidden ones taken away. An optional one is not even looked up. A host's features are all its own.
 *
 * @throws CpuError `unknown-model`, `unknown-feature`
 */
export function wordsOf(cpu: CpuDefinition, map: CpuMap): Words {
  const words = cpu.model === undefined ? emptyWords(map) : findModel(cpu.model, map).words.slice();
  for (const { name, policy } of cpu.features) {
    if (policy === "optional") continue;
    const { bits } = findFeature(name, map);
    if (policy === "disable" || policy === "forbid") subtractBits(words, bits);
    else addBits(words, bits);
  }
  return words;
}

const HOSTS = new WeakMap<CpuMap, WeakMap<CpuDefinition, Words>>();

/**
 * The same for a host, which is asked about again and again: computed once for each definition, so the caller must not
 * change it.
 *
 * @throws CpuError `unknown-model`, `unknown-feature`
 */
export function hostWordsOf(host: CpuDefinition, map: CpuMap): Words {
  const ofMap = HOSTS.get(map) ?? new WeakMap<CpuDefinition, Words>();
  HOSTS.set(map, ofMap);
  const words = ofMap.get(host) ?? wordsOf(host, map);
  ofMap.set(host, words);
  return words;
}

/** The registers of the features that a guest definition lists with one policy, without its model's. */
export function wordsWithPolicy(cpu: CpuDefinition, policy: CpuPolicy, map: CpuMap): Words {
  const words = emptyWords(map);
  for (const feature of cpu.features) {
    if ((feature.policy ?? "require") === policy) addBits(words, findFeature(feature.name, map).bits);
  }
  return words;
}
