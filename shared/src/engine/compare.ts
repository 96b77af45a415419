import { isX86 } from "../common/arches.js";
import {
  addWords,
  difference,
  featureNames,
  findModel,
  hostWordsOf,
  intersectWords,
  isEmpty,
  subtractWords,
  type Words,
  wordsOf,
  wordsWithPolicy,
} from "./cpuData.js";
import type { CpuMap } from "./cpuMap.js";
import type { CpuDefinition } from "./definition.js";
import { compareArm, comparePpc64 } from "./otherArch.js";
import { type ListMessage, listMessage, type NameList } from "./startProblem.js";
export type CompareResult = "identical" | "superset" | "incompatible";

/** What a CPU of x86 is refused for. */
export type Refusal = "arch-differs" | "vendor-differs" | "forbidden-feature" | "missing-features" | "extra-features";

export interface Comparison {
  readonly result: CompareResult;
  /** What an incompatible CPU of x86 is refused for. */
  readonly refusal?: Refusal;
  /** Why a CPU is incompatible, in libvirt's words, without its prefix "the CPU is incompatible with host CPU: ". */
  readonly reason?: string;
  /** The lists that the reason is made of, where it is: for who shows fewer names. */
  readonly lists?: readonly NameList[];
  /** The features that decide, in the map's order: forbidden, missing or extra ones. For a superset, what the host has beyond. */
  readonly features?: readonly string[];
}

/**
 * Can `cpu` run on `host`? (virCPUCompare, libvirt 12.8)
 *
 * @param host a host definition
 * @param cpu a guest's or another host's definition; without a model only its own features count
 * @param map the CPU map to judge by
 * @returns identical, superset or incompatible, with the features that decide
 * @throws CpuError `unknown-model`, `unknown-feature`; on ppc64 `host-without-compat-modes`, `unknown-compat-mode`
 * @example compareCpu(hostCpu, parseCpu("<cpu><model>Westmere</model><feature policy='require' name='gfni'/></cpu>", { type: "guest" }), map).reason // "Host CPU does not provide required features: gfni"
 */
export function compareCpu(host: CpuDefinition, cpu: CpuDefinition, map: CpuMap): Comparison {
  if (map.arch === "aarch64") return compareArm(host, cpu);
  if (map.arch === "ppc64") return comparePpc64(host, cpu, map);
  return compareX86(host, cpu, map);
}

function compareX86(host: CpuDefinition, cpu: CpuDefinition, map: CpuMap): Comparison {
  if (cpu.arch !== undefined && !isX86(cpu.arch)) {
    return incompatible("arch-differs", `CPU arch ${cpu.arch} does not match host arch`);
  }
  if (cpu.vendor !== undefined && cpu.vendor !== host.vendor) {
    return incompatible("vendor-differs", `host CPU vendor does not match required CPU vendor ${cpu.vendor}`);
  }
  return compareWords(hostWordsOf(host, map), demandOf(cpu, map), cpu, map);
}

/** What a definition asks of a host, as registers. */
interface Demand {
  readonly required: Words;
  readonly forbidden: Words;
  /** Whatever is named with a policy that asks nothing: disabled, optional, forced. */
  readonly indifferent: Words;
}

function demandOf(cpu: CpuDefinition, map: CpuMap): Demand {
  if (cpu.type === "host") {
    const nothing = new Uint32Array(map.registers.length);
    return { required: wordsOf(cpu, map), forbidden: nothing, indifferent: nothing };
  }
  const indifferent = wordsWithPolicy(cpu, "force", map);
  const required = wordsWithPolicy(cpu, "require", map);
  if (cpu.model !== undefined) addWords(required, findModel(cpu.model, map).words);
  addWords(indifferent, wordsWithPolicy(cpu, "optional", map));
  addWords(indifferent, wordsWithPolicy(cpu, "disable", map));
  subtractWords(required, indifferent);
  return { required, forbidden: wordsWithPolicy(cpu, "forbid", map), indifferent };
}

function compareWords(host: Words, demand: Demand, cpu: CpuDefinition, map: CpuMap): Comparison {
  const forbidden = demand.forbidden.slice();
  intersectWords(forbidden, host);
  if (!isEmpty(forbidden)) return refused("forbidden-feature", featureNames(forbidden, map));
  const missing = difference(demand.required, host);
  if (!isEmpty(missing)) return refused("missing-features", featureNames(missing, map));
  const extra = difference(host, demand.required);
  subtractWords(extra, demand.indifferent);
  if (isEmpty(extra)) return { result: "identical" };
  const features = featureNames(extra, map);
  if (cpu.type === "guest" && cpu.match === "strict") {
    return refused("extra-features", features);
  }
  return { result: "superset", features };
}

/** How libvirt's words begin where features decide. */
const REFUSALS = {
  "forbidden-feature": "Host CPU provides forbidden features: ",
  "missing-features": "Host CPU does not provide required features: ",
  "extra-features": "Host CPU does not strictly match guest CPU: Extra features: ",
} as const;

/** What libvirt says where features decide, with its list of them. */
export function refusalWords(code: keyof typeof REFUSALS, features: readonly string[]): ListMessage {
  return listMessage({ before: REFUSALS[code], names: features, between: ", " });
}

function refused(refusal: keyof typeof REFUSALS, features: readonly string[]): Comparison {
  const { message, lists } = refusalWords(refusal, features);
  return { ...incompatible(refusal, message), lists, features };
}

function incompatible(refusal: Refusal, reason: string): Comparison {
  return { result: "incompatible", refusal, reason };
}
