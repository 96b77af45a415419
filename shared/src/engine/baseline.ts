import { baselineArm } from "./arm.js";
import { addHost, type BaselineSum, commonVendor, type Described, emptySum } from "./baselineSum.js";
import { emptyWords, featuresIn, findFeature, hostWordsOf, wordsOf } from "./cpuData.js";
import { CpuError, errorOf } from "./cpuError.js";
import type { CpuMap } from "./cpuMap.js";
import { decode, type ModelList } from "./decode.js";
import type { CpuDefinition } from "./definition.js";
import { expandCpu } from "./expand.js";
import { baselinePpc64 } from "./ppc64.js";
import { addWords, hasBits, isEmpty, subtractWords } from "./words.js";

export interface BaselineOptions {
  /** Leave out features that block migration. */
  readonly migratable?: boolean;
  /** Spell out every feature of the result. */
  readonly expand?: boolean;
  /** Choose among these models only: those that every hypervisor has. */
  readonly models?: ModelList;
}

export interface Baseline {
  readonly cpu: CpuDefinition;
  /** For each feature that some host has and the result lacks, the indices of the hosts that lack it. */
  readonly because: ReadonlyMap<string, readonly number[]>;
}

/**
 * The best CPU that all these hosts can give (virConnectBaselineCPU, libvirt 12.8). Every host compares identical or
 * superset with the result.
 *
 * @param hosts at least one definition with a model, of one vendor
 * @param map the CPU map to judge by
 * @returns the definition, mode custom; and for each feature that was lost, the hosts that lack it
 * @throws CpuError `no-cpus`, `missing-model`, `unknown-model`, `unknown-feature`, `unknown-vendor`, `vendor-differs`,
 *   `vendors-differ`, `empty-baseline`, `no-decodable-model`
 * @example baselineCpu([hostCpu, parseCpu("<cpu><arch>x86_64</arch><model>Westmere</model></cpu>", { type: "host" })], map).cpu.model // "Westmere"
 */
export function baselineCpu(hosts: readonly CpuDefinition[], map: CpuMap, options: BaselineOptions = {}): Baseline {
  const sum = emptySum();
  for (const host of hosts) addHost(sum, host, map);
  const cpu = baselineOfSum(sum, map, options);
  let because: Baseline["because"] | undefined;
  return {
    cpu: options.expand ? expandCpu(cpu, map) : cpu,
    // For a fleet the explanation is far longer than the answer: made only for those who ask.
    get because() {
      because ??= map.arch === "x86" ? explain(hosts, cpu, map) : new Map();
      return because;
    },
  };
}

/**
 * The baseline of hosts that were summed up; not expanded.
 *
 * @throws CpuError as {@link baselineCpu}
 */
export function baselineOfSum(sum: BaselineSum, map: CpuMap, options: BaselineOptions): CpuDefinition {
  const { count, missingModel: index, first, rest } = sum;
  if (count === 0) throw new CpuError("no-cpus", "operation failed", "no CPUs given");
  if (index !== undefined) {
    throw new CpuError("missing-model", "operation failed", `no CPU model specified at index ${index}`, String(index));
  }
  if (sum.fault !== undefined) throw errorOf({ ...sum.fault, place: {} });
  const described = first === undefined ? [] : [first, ...rest];
  if (map.arch === "aarch64") return baselineArm(described);
  if (map.arch === "ppc64") return baselinePpc64(described, map);
  return baselineX86(sum, described, map, options);
}

function baselineX86(
  sum: BaselineSum,
  described: readonly Described[],
  map: CpuMap,
  { migratable, models }: BaselineOptions,
): CpuDefinition {
  const vendor = commonVendor(sum, map);
  const { common = emptyWords(map) } = sum;
  if (isEmpty(common)) throw new CpuError("empty-baseline", "operation failed", "CPUs are incompatible");
  const names = [...new Set(described.map(({ model }) => model))];
  const decoded = decode({ words: common, ...(vendor !== undefined && { vendor }) }, map, {
    type: "guest",
    preferred: names,
    ...(models !== undefined && { models }),
  });
  const { vendor: _, ...rest } = migratable ? withoutUnmigratable(decoded, map) : decoded;
  const isShown = vendor !== undefined && described.every((host) => host.vendor !== undefined);
  const fallback = names.length === 1 && names[0] === decoded.model ? "forbid" : "allow";
  return { ...rest, ...(isShown ? { vendor } : {}), fallback };
}

/** libvirt takes them out of the list it has decoded: what the model itself brings, stays (xsaves in 9.0's EPYC-Milan). */
function withoutUnmigratable(cpu: CpuDefinition, map: CpuMap): CpuDefinition {
  return { ...cpu, features: cpu.features.filter(({ name }) => findFeature(name, map).migratable) };
}

function explain(hosts: readonly CpuDefinition[], cpu: CpuDefinition, map: CpuMap): Map<string, number[]> {
  const all = hosts.map((host) => hostWordsOf(host, map));
  const kept = wordsOf(cpu, map);
  const lost = new Uint32Array(kept.length);
  for (const words of all) addWords(lost, words);
  subtractWords(lost, kept);
  const because = new Map<string, number[]>();
  for (const { name, bits } of featuresIn(lost, map)) {
    const lacking: number[] = [];
    for (let index = 0; index < all.length; index++) {
      const words = all[index];
      if (words !== undefined && !hasBits(words, bits)) lacking.push(index);
    }
    because.set(name, lacking);
  }
  return because;
}
