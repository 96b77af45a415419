import { type CpuMap, type Feature, featuresIn, hasBits, type Model } from "../engine/internal.js";
export type AbiLevel = "x86-64-v1" | "x86-64-v2" | "x86-64-v3" | "x86-64-v4";

/**
 * What each level asks for beyond the one before (x86-64 psABI 1.0, table 3.1), by libvirt's names.
 * Level 3 also has F16C and LZCNT (`abm`): libvirt's map lacks both in the models of the Haswell and Broadwell
 * generations, where QEMU gives them, and every CPU with AVX2 and BMI2 has them; so they are not asked for.
 */
export const ABI_LEVELS: readonly (readonly [AbiLevel, readonly string[]])[] = [
  ["x86-64-v1", ["lm", "cmov", "cx8", "fpu", "fxsr", "mmx", "syscall", "sse", "sse2"]],
  ["x86-64-v2", ["cx16", "lahf_lm", "popcnt", "pni", "sse4.1", "sse4.2", "ssse3"]],
  ["x86-64-v3", ["avx", "avx2", "bmi1", "bmi2", "fma", "movbe", "xsave"]],
  ["x86-64-v4", ["avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl"]],
];

/** The highest level of the x86-64 ABI that a model fulfils; undefined below the first and off x86. */
export function abiLevel(model: Model, map: CpuMap): AbiLevel | undefined {
  if (map.arch !== "x86") return undefined;
  let reached: AbiLevel | undefined;
  for (const [level, names] of ABI_LEVELS) {
    if (!names.every((name) => modelHas(model, name, map))) return reached;
    reached = level;
  }
  return reached;
}

/** Whether a model includes a feature by itself. */
export function includesFeature(model: Model, feature: Feature): boolean {
  return feature.bits.length > 0 && hasBits(model.words, feature.bits);
}

/** The same by the feature's name; false for one that the map does not know. */
export function modelHas(model: Model, name: string, map: CpuMap): boolean {
  const feature = map.featureByName.get(name);
  return feature !== undefined && includesFeature(model, feature);
}

/** The names of the models that include a feature, in the map's order. */
export function modelsWith(feature: Feature, map: CpuMap): string[] {
  return map.models.filter((model) => includesFeature(model, feature)).map(({ name }) => name);
}

/** What a model has, by name, in the map's order. */
export function featuresOf(model: Model, map: CpuMap): string[] {
  return featuresIn(model.words, map).map(({ name }) => name);
}

/** Microcode has taken transactional memory away from most processors that had it. */
const TSX = ["hle", "rtm"];

/** A vendor's models that fulfil a level of the x86-64 ABI, the oldest generation first; none that is a version of another, or possibly not there. */
export function modelsOfLevel(level: AbiLevel, vendor: string, map: CpuMap): readonly Model[] {
  const reaches = (model: Model) => (abiLevel(model, map) ?? "") >= level;
  const isPlain = ({ name }: Model) => !/-v\d+$/.test(name) && !map.uncertain.models.has(name);
  return map.models.filter((model) => model.vendor === vendor && isPlain(model) && reaches(model));
}

/** The one among them that every younger processor runs: of the oldest generation, without transactional memory. */
export function oldestOf([oldest, ...younger]: readonly Model[], map: CpuMap): Model | undefined {
  if (oldest === undefined) return undefined;
  const siblings = [oldest, ...younger].filter(({ name }) => generationOf(name) === generationOf(oldest.name));
  return siblings.find((each) => !TSX.some((name) => modelHas(each, name, map))) ?? oldest;
}

/** `Haswell` of `Haswell-noTSX-IBRS`. */
export function generationOf(model: string): string {
  return model.replace(/(-noTSX|-IBRS|-IBPB)+$/, "");
}
