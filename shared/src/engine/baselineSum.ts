import { findModel, findVendor, hostWordsOf } from "./cpuData.js";
import { CpuError, type CpuProblem, problemOf } from "./cpuError.js";
import type { CpuMap } from "./cpuMap.js";
import type { CpuDefinition } from "./definition.js";
import { intersectWords, type Words } from "./words.js";

/** How a host is described, but for its features. */
export interface Described {
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
  /** What was wrong with the first host that the map cannot describe. */
  fault?: Omit<CpuProblem, "place">;
  first?: Described;
  /** How those behind the first are described: each way once, in order, and none behind one that decides it. */
  readonly rest: Described[];
  /** What all have; none where the map knows no registers, or cannot describe a host. */
  common?: Words;
}

export function emptySum(): BaselineSum {
  return { count: 0, rest: [] };
}

/** Adds a host to a sum. */
export function addHost(sum: BaselineSum, host: CpuDefinition, map: CpuMap): void {
  const index = sum.count++;
  const { model, vendor } = host;
  if (model === undefined) {
    sum.missingModel ??= index;
    return;
  }
  if (map.arch === "x86" && !addWordsOf(sum, host, map)) return;
  const described = vendor === undefined ? { model } : { model, vendor };
  if (sum.first === undefined) sum.first = described;
  else addDescribed(sum, described, map);
}

/** Adds the sum of the hosts that come behind to a sum. */
export function addSum(sum: BaselineSum, behind: BaselineSum, map: CpuMap): void {
  if (behind.missingModel !== undefined) sum.missingModel ??= sum.count + behind.missingModel;
  sum.count += behind.count;
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

function addDescribed({ first, rest }: BaselineSum, described: Described, map: CpuMap): void {
  const last = rest.at(-1);
  if (last !== undefined && first !== undefined && decides(last, first, map)) return;
  const isSame = ({ model, vendor }: Described) => model === described.model && vendor === described.vendor;
  if (!rest.some(isSame)) rest.push(described);
}

/** Behind such a host nothing can change the answer, so a hostile list of hosts is kept short. */
function decides({ model, vendor }: Described, first: Described, map: CpuMap): boolean {
  if (map.arch !== "x86" && model !== first.model) return true;
  return vendor !== undefined && !map.vendors.has(vendor);
}

/**
 * The vendor of all: the first host counts with the vendor it names, later ones without a vendor with their model's.
 *
 * @throws CpuError `unknown-vendor`, `vendor-differs`, `vendors-differ`
 */
export function commonVendor({ first, rest }: BaselineSum, map: CpuMap): string | undefined {
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
