import type { CpuMap, Model } from "../engine/index.js";
import { modelHas } from "./modelFeatures.js";

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
