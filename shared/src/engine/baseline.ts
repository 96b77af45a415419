import { baselineArm } from "./arm.js";
import { featuresIn, findFeature, findModel, findVendor, hostWordsOf, wordsOf } from "./cpuData.js";
import { CpuError } from "./cpuError.js";
import type { CpuMap } from "./cpuMap.js";
import { decode, type ModelList } from "./decode.js";
import type { CpuDefinition } from "./definition.js";
import { expandCpu } from "./expand.js";
import { baselinePpc64 } from "./ppc64.js";
import { addWords, hasBits, intersectWords, isEmpty, subtractWords, type Words } from "./words.js";

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
  refuseHostsWithoutModel(hosts);
  if (map.arch === "aarch64") return { cpu: baselineArm(hosts), because: new Map() };
  if (map.arch === "ppc64") return { cpu: baselinePpc64(hosts, map), because: new Map() };
  return baselineX86(hosts, map, options);
}

function refuseHostsWithoutModel(hosts: readonly CpuDefinition[]): void {
  if (hosts.length === 0) throw new CpuError("no-cpus", "operation failed", "no CPUs given");
  const index = hosts.findIndex((host) => host.model === undefined);
  if (index >= 0) {
    throw new CpuError("missing-model", "operation failed", `no CPU model specified at index ${index}`, String(index));
  }
}

function baselineX86(hosts: readonly CpuDefinition[], map: CpuMap, options: BaselineOptions): Baseline {
  const all = hosts.map((host) => hostWordsOf(host, map));
  const vendor = commonVendor(hosts, map);
  const common = intersection(all);
  if (isEmpty(common)) throw new CpuError("empty-baseline", "operation failed", "CPUs are incompatible");
  const names = [...new Set(hosts.flatMap((host) => host.model ?? []))];
  const decoded = decode({ words: common, ...(vendor !== undefined && { vendor }) }, map, {
    type: "guest",
    preferred: names,
    ...(options.models !== undefined && { models: options.models }),
  });
  const cpu = finish(options.migratable ? withoutUnmigratable(decoded, map) : decoded, hosts, names);
  let because: Baseline["because"] | undefined;
  return {
    cpu: options.expand ? expandCpu(cpu, map) : cpu,
    // For a fleet the explanation is far longer than the answer: made only for those who ask.
    get because() {
      because ??= explain(all, wordsOf(cpu, map), map);
      return because;
    },
  };
}

/** libvirt takes them out of the list it has decoded: what the model itself brings, stays (xsaves in 9.0's EPYC-Milan). */
function withoutUnmigratable(cpu: CpuDefinition, map: CpuMap): CpuDefinition {
  return { ...cpu, features: cpu.features.filter(({ name }) => findFeature(name, map).migratable) };
}

/** The first host counts with the vendor it names, later ones without a vendor with their model's. */
function commonVendor(hosts: readonly CpuDefinition[], map: CpuMap): string | undefined {
  const [first, ...others] = hosts;
  let vendor = first?.vendor === undefined ? undefined : findVendor(first.vendor, map).name;
  for (const host of others) {
    const ofModel = findModel(host.model ?? "", map).vendor;
    if (host.vendor !== undefined && ofModel !== undefined && host.vendor !== ofModel) {
      const detail = `CPU vendor ${ofModel} of model ${host.model} differs from vendor ${host.vendor}`;
      throw new CpuError("vendor-differs", "operation failed", detail, host.vendor);
    }
    const named = host.vendor ?? ofModel;
    if (named === undefined) continue;
    vendor ??= findVendor(named, map).name;
    if (vendor !== named) throw new CpuError("vendors-differ", "operation failed", "CPU vendors do not match", named);
  }
  return vendor;
}

function intersection(all: readonly Words[]): Words {
  const common = (all[0] ?? new Uint32Array()).slice();
  for (const words of all) intersectWords(common, words);
  return common;
}

function finish(decoded: CpuDefinition, hosts: readonly CpuDefinition[], names: readonly string[]): CpuDefinition {
  const { vendor, ...rest } = decoded;
  const shown = vendor !== undefined && hosts.every((host) => host.vendor !== undefined) ? { vendor } : {};
  const fallback = names.length === 1 && names[0] === decoded.model ? "forbid" : "allow";
  return { ...rest, ...shown, fallback };
}

function explain(all: readonly Words[], kept: Words, map: CpuMap): Map<string, number[]> {
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
