import { isBetter, type ModelCandidate, type SignatureValue } from "./betterModel.js";
import {
  addBits,
  type CpuData,
  type CpuidRow,
  countBeyond,
  difference,
  featureNames,
  hasBits,
  subtractBits,
  subtractWords,
  type Words,
} from "./cpuData.js";
import { CpuError } from "./cpuError.js";
import type { CpuMap, Model, Register, Vendor } from "./cpuMap.js";
import type { CpuDefinition, CpuDefinitionFeature } from "./definition.js";

/** A model that the hypervisor has, with the features that keep it from being used here, if any are known. */
export interface HypervisorModel {
  readonly name: string;
  readonly blockers?: readonly string[];
}

/** Names of models, or models with their blockers. */
export type ModelList = readonly (string | HypervisorModel)[];

export interface DecodeOptions {
  /** `host` describes a real CPU: libvirt adds its signature; `guest` a definition to run. */
  readonly type: "host" | "guest";
  /** Where given, no other model may be chosen. */
  readonly models?: ModelList;
}

/**
 * Which definition describes this CPU? (virCPUx86 x86Decode, libvirt 12.8)
 *
 * @param data raw CPUID and MSR values
 * @param map the CPU map to choose a model from
 * @returns the definition; features in the map's order
 * @throws CpuError `no-decodable-model`; `invalid-data` where there are no values
 * @example decodeCpu(parseCpuData(cpudata), map, { type: "host" }).model // "Westmere-v1"
 */
export function decodeCpu(data: CpuData, map: CpuMap, options: DecodeOptions): CpuDefinition {
  const vendor = vendorOfData(data, map)?.name;
  if (data.cpuid.length === 0 && data.msr.length === 0) {
    throw new CpuError("invalid-data", "internal error", "no x86 CPU data found");
  }
  const signature = signatureOfData(data);
  const decoded = decode(
    { words: wordsOfData(data, map), ...(vendor && { vendor }), ...(signature && { signature }) },
    map,
    options,
  );
  // libvirt describes no signature whose family is 0, but it does choose a model by it.
  if (options.type === "guest" || !signature?.family) return decoded;
  return { ...decoded, signature };
}

/** What is to be described: registers, and beside them vendor and signature where they are known. */
export interface DecodeInput {
  readonly words: Words;
  readonly vendor?: string;
  readonly signature?: SignatureValue;
}

interface InnerOptions extends DecodeOptions {
  /** Names that win over equals; a single one wins at once. */
  readonly preferred?: readonly string[];
}

/** The same for registers already in the map's words. */
export function decode(input: DecodeInput, map: CpuMap, options: InnerOptions): CpuDefinition {
  const allowed = options.models === undefined ? undefined : modelTable(options.models);
  const present = withoutBrokenTsx(input, map);
  const words = options.type === "host" ? present : withoutUncertain(present, map, allowed);
  const preferred = options.preferred ?? [];
  const choice = { ...input, type: options.type, preferred };
  let best: ModelCandidate | undefined;
  // From the last to the first: newer models stand later in the map.
  for (let i = map.models.length - 1; i >= 0; i--) {
    const model = map.models[i];
    if (model === undefined || !mayBeChosen(model, map, allowed)) continue;
    if (input.vendor !== undefined && model.vendor !== undefined && model.vendor !== input.vendor) continue;
    const candidate = weigh(model, words, map, options.type, allowed?.get(model.name));
    if (candidate === undefined) continue;
    if (preferred.length === 1 && preferred[0] === model.name) {
      best = candidate;
      break;
    }
    if (best === undefined || isBetter(candidate, best, choice, map)) best = candidate;
  }
  if (best === undefined) {
    throw new CpuError("no-decodable-model", "internal error", "Cannot find suitable CPU model for given data");
  }
  return describe(best.model, words, map, options.type, input.vendor, allowed?.get(best.model.name));
}

/** Names of models with their blockers. */
type Allowed = ReadonlyMap<string, readonly string[]>;

function modelTable(models: ModelList): Allowed {
  return new Map(
    models.map((model): [string, readonly string[]] =>
      typeof model === "string" ? [model, []] : [model.name, model.blockers ?? []],
    ),
  );
}

/** A model that the release possibly lacks is chosen only where somebody says that it is there. */
function mayBeChosen({ name }: Model, { uncertain }: CpuMap, allowed: Allowed | undefined): boolean {
  return allowed === undefined ? !uncertain.models.has(name) : allowed.has(name);
}

/**
 * A definition names no feature that the release possibly lacks, but those of a model that is said to be there. Of a host
 * they are facts.
 */
function withoutUncertain(words: Words, map: CpuMap, allowed: Allowed | undefined): Words {
  const { models, features } = map.uncertain;
  if (features.size === 0) return words;
  const hidden = new Uint32Array(words.length);
  for (const name of features) addBits(hidden, map.featureByName.get(name)?.bits ?? []);
  for (const name of models) {
    const said = allowed?.has(name) ? map.modelByName.get(name) : undefined;
    if (said !== undefined) subtractWords(hidden, said.words);
  }
  return difference(words, hidden);
}

/** Intel's Haswell generation shipped with a broken TSX that microcode turns off: libvirt never counts it. */
function withoutBrokenTsx(input: DecodeInput, map: CpuMap): Words {
  const { vendor, signature } = input;
  if (vendor !== "Intel" || signature?.family !== 6) return input.words;
  const broken = signature.model === 63 ? signature.stepping < 4 : [60, 69, 70].includes(signature.model);
  if (!broken) return input.words;
  const words = input.words.slice();
  for (const name of ["hle", "rtm"]) subtractBits(words, map.featureByName.get(name)?.bits ?? []);
  return words;
}

/** Counts what a definition made from this model would have to say; undefined when the model may not be chosen. */
function weigh(
  model: Model,
  words: Words,
  map: CpuMap,
  type: "host" | "guest",
  blockers: readonly string[] = [],
): ModelCandidate | undefined {
  if (type === "host" ? !model.decodeHost : !model.decodeGuest) return undefined;
  const required = map.oneBitEach
    ? countBeyond(words, model.words)
    : featureNames(difference(words, model.words), map).length;
  const simple = map.oneBitEach && blockers.length === 0 && model.removed.length === 0;
  const disabled = simple ? countBeyond(model.words, words) : disabledNames(model, words, map, type, blockers).length;
  // A host really is what it is: a model that has more than it cannot describe it.
  if (type === "host" && disabled > 0) return undefined;
  return { model, required, disabled };
}

function disabledNames(
  model: Model,
  words: Words,
  map: CpuMap,
  type: "host" | "guest",
  blockers: readonly string[],
): string[] {
  const names = new Set(featureNames(difference(model.words, words), map));
  const extra = difference(words, model.words);
  for (const blocker of blockers) {
    const bits = map.featureByName.get(blocker)?.bits;
    if (bits !== undefined && !hasBits(extra, bits)) names.add(blocker);
  }
  if (type === "guest") addRemoved(names, model, extra, map);
  return [...names];
}

/** Features the model once had are spelled out as disabled, unless the CPU has them. */
function addRemoved(names: Set<string>, model: Model, extra: Words, map: CpuMap): void {
  for (const removed of model.removed) {
    if (!hasBits(extra, map.featureByName.get(removed)?.bits ?? [])) names.add(removed);
  }
}

function describe(
  model: Model,
  words: Words,
  map: CpuMap,
  type: "host" | "guest",
  vendor: string | undefined,
  blockers: readonly string[] = [],
): CpuDefinition {
  const required = featureNames(difference(words, model.words), map);
  const named = { model: model.name, ...(vendor === undefined ? {} : { vendor }) };
  if (type === "host") {
    return { type, arch: "x86_64", ...named, fallback: "allow", features: required.map((name) => ({ name })) };
  }
  const disabled = disabledNames(model, words, map, type, blockers);
  const features: CpuDefinitionFeature[] = [
    ...required.map((name) => ({ name, policy: "require" as const })),
    ...disabled.map((name) => ({ name, policy: "disable" as const })),
  ];
  return { type, mode: "custom", match: "exact", ...named, fallback: "forbid", features };
}

/** Puts raw register values into the words of a map; only bits that some feature of the map uses are kept. */
export function wordsOfData(data: CpuData, map: CpuMap): Words {
  const used = new Uint32Array(map.registers.length);
  for (const feature of map.features) for (const { word, mask } of feature.bits) used[word] = (used[word] ?? 0) | mask;
  return Uint32Array.from(map.registers, (register, i) => registerValue(data, register) & (used[i] ?? 0));
}

function registerValue(data: CpuData, register: Register): number {
  if (register.kind === "msr") {
    const row = data.msr.find((entry) => entry.index === register.index);
    return row === undefined ? 0 : register.name === "eax" ? row.eax : row.edx;
  }
  return leafOf(data, register.index, register.subleaf)?.[register.name] ?? 0;
}

function leafOf(data: CpuData, leaf: number, subleaf = 0): CpuidRow | undefined {
  return data.cpuid.find((row) => row.leaf === leaf && row.subleaf === subleaf);
}

/** The first vendor of the map whose bits are all in leaf 0 (x86DataToVendor): libvirt does not look for its text. */
function vendorOfData(data: CpuData, map: CpuMap): Vendor | undefined {
  const row = leafOf(data, 0);
  if (row === undefined) return undefined;
  const registers = [row.ebx, row.edx, row.ecx];
  return [...map.vendors.values()].find(({ string = "" }) => {
    const bytes = [...string].map((character) => character.charCodeAt(0));
    return (
      bytes.length === 12 && bytes.every((byte, i) => (((registers[i >> 2] ?? 0) >>> (8 * (i & 3))) & byte) === byte)
    );
  });
}

/** Family, model and stepping of leaf 1 eax; undefined when the leaf is missing or zero. */
function signatureOfData(data: CpuData): SignatureValue | undefined {
  const eax = leafOf(data, 1)?.eax ?? 0;
  if (eax === 0) return undefined;
  return {
    family: ((eax >>> 20) & 0xff) + ((eax >>> 8) & 0xf),
    model: (((eax >>> 16) & 0xf) << 4) + ((eax >>> 4) & 0xf),
    stepping: eax & 0xf,
  };
}
