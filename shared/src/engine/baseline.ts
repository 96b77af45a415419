import {
  addWords,
  emptyWords,
  featuresIn,
  findFeature,
  findModel,
  findVendor,
  hasBits,
  hostWordsOf,
  intersectWords,
  isEmpty,
  subtractWords,
  type Words,
  wordsOf,
} from "./cpuData.js";
import { CpuError, type CpuProblem, errorOf, problemOf } from "./cpuError.js";
import type { CpuMap } from "./cpuMap.js";
import { decode, type ModelList } from "./decode.js";
import type { CpuDefinition } from "./definition.js";
import { expandCpu } from "./expand.js";
import { baselineArm, baselinePpc64 } from "./otherArch.js";
import { hasCome } from "./reads.js";

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
  const described = first === undefined ? [] : [first, ...rest];
  if (map.arch === "aarch64") return baselineArm(described);
  if (map.arch === "ppc64") return baselinePpc64(described, map);
  return baselineX86(sum, described, map, options);
}

function baselineX86(
  sum: BaselineSum,
  described: readonly NamedCpu[],
  map: CpuMap,
  { migratable, models }: BaselineOptions,
): CpuDefinition {
  // libvirt looks at one host after the other: what is wrong with the vendors of earlier ones comes first.
  const vendor = commonVendor(sum, map);
  if (sum.fault !== undefined) throw errorOf({ ...sum.fault, place: {} });
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
  const { addressLimit: limit } = sum;
  const isShared = limit !== undefined && hasCome(ADDRESS_SINCE, map.release);
  const address = !isShared ? {} : { maxPhysAddr: { mode: "passthrough", limit } as const };
  return { ...rest, ...(isShown ? { vendor } : {}), fallback, ...address };
}

/** The first release whose baselines tell how many address bits all have. */
const ADDRESS_SINCE = "9.5.0";

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

/** How a host is described, but for its features. */
export interface NamedCpu {
  readonly model: string;
  readonly vendor?: string;
}

/**
 * All that libvirt's baseline needs to know of hosts, whatever their number. Sums of parts of a list, added in its order,
 * are the sum of the list: `sum(A ++ B) = sum(A) + sum(B)`, for every split. The order counts, as it does in libvirt: the
 * first host's vendor is believed, and of several faults the first is told.
 */
export interface BaselineSum {
  count: number;
  /** The index of the first host without a model. */
  missingModel?: number;
  /** What was wrong with the first host that the map cannot describe; hosts behind it are only counted. */
  fault?: Omit<CpuProblem, "place">;
  first?: NamedCpu;
  /** How those behind the first are described: each way once, in order, and none behind one that decides it. */
  readonly rest: NamedCpu[];
  /** The least of the limits to which all pass the host's address bits on; undefined where one names none. */
  addressLimit: number | undefined;
  /** What all have; none where the map knows no registers, or cannot describe a host. */
  common?: Words;
}

export function emptySum(): BaselineSum {
  return { count: 0, rest: [], addressLimit: Infinity };
}

/** Adds a host to a sum. */
export function addHost(sum: BaselineSum, host: CpuDefinition, map: CpuMap): void {
  const index = sum.count++;
  const { model, vendor, maxPhysAddr } = host;
  sum.addressLimit = lesser(sum.addressLimit, maxPhysAddr?.mode === "passthrough" ? maxPhysAddr.limit : undefined);
  if (model === undefined) {
    sum.missingModel ??= index;
    return;
  }
  if (sum.fault !== undefined || (map.arch === "x86" && !addWordsOf(sum, host, map))) return;
  const described = vendor === undefined ? { model } : { model, vendor };
  if (sum.first === undefined) sum.first = described;
  else addDescribed(sum, described, map);
}

function lesser(limit: number | undefined, other: number | undefined): number | undefined {
  return limit === undefined || other === undefined ? undefined : Math.min(limit, other);
}

/** Adds the sum of the hosts that come behind to a sum. */
export function addSum(sum: BaselineSum, behind: BaselineSum, map: CpuMap): void {
  if (behind.missingModel !== undefined) sum.missingModel ??= sum.count + behind.missingModel;
  sum.count += behind.count;
  sum.addressLimit = lesser(sum.addressLimit, behind.addressLimit);
  if (sum.fault !== undefined) return;
  if (behind.fault !== undefined) fail(sum, behind.fault);
  if (behind.common !== undefined) addCommon(sum, behind.common);
  const described = behind.first === undefined ? [] : [behind.first, ...behind.rest];
  for (const each of described) {
    if (sum.first === undefined) sum.first = each;
    else addDescribed(sum, each, map);
  }
}

function addWordsOf(sum: BaselineSum, host: CpuDefinition, map: CpuMap): boolean {
  try {
    addCommon(sum, hostWordsOf(host, map));
    return true;
  } catch (error) {
    if (!(error instanceof CpuError)) throw error;
    fail(sum, problemOf(error));
    return false;
  }
}

function addCommon(sum: BaselineSum, words: Words): void {
  if (sum.fault !== undefined) return;
  if (sum.common === undefined) sum.common = words.slice();
  else intersectWords(sum.common, words);
}

/** A host that cannot be described decides the answer: what others have in common is no longer asked. */
function fail(sum: BaselineSum, { code, errorClass, detail, message, subject }: Omit<CpuProblem, "place">): void {
  sum.fault ??= { code, errorClass, detail, message, subject };
  delete sum.common;
}

function addDescribed({ first, rest }: BaselineSum, described: NamedCpu, map: CpuMap): void {
  const last = rest.at(-1);
  if (last !== undefined && first !== undefined && decides(last, first, map)) return;
  const isSame = ({ model, vendor }: NamedCpu) => model === described.model && vendor === described.vendor;
  if (!rest.some(isSame)) rest.push(described);
}

/** Behind such a host nothing can change the answer, so a hostile list of hosts is kept short. */
function decides({ model, vendor }: NamedCpu, first: NamedCpu, map: CpuMap): boolean {
  if (map.arch !== "x86" && model !== first.model) return true;
  return vendor !== undefined && !map.vendors.has(vendor);
}

/**
 * The vendor of all: the first host counts with the vendor it names, later ones without a vendor with their model's.
 *
 * @throws CpuError `unknown-vendor`, `vendor-differs`, `vendors-differ`
 */
function commonVendor({ first, rest }: BaselineSum, map: CpuMap): string | undefined {
  let vendor = first?.vendor === undefined ? undefined : findVendor(first.vendor, map).name;
  for (const host of rest) {
    const ofModel = findModel(host.model, map).vendor;
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
