import { type Comparison, compareCpu, refusalWords } from "./compare.js";
import {
  addBits,
  difference,
  emptyWords,
  featureNames,
  findFeature,
  hasBits,
  hostWordsOf,
  subtractBits,
  type Words,
  wordsOf,
} from "./cpuData.js";
import type { CpuMap } from "./cpuMap.js";
import { type CpuDefinition, takesHostCpu } from "./definition.js";
import type { Host } from "./host.js";
import { type Because, because, DROPPED_AT_START, listMessage, type StartProblem } from "./startProblem.js";

/**
 * What `check='partial'` refuses before QEMU runs (libvirt 12.8). Models marked in the map are compared as a whole;
 * for all others the hypervisor's list of blockers counts, and of the definition only what it requires by name. A CPU
 * that is handed through is not compared at all (qemuProcessUpdateGuestCPU).
 */
export function checkPartial(cpu: CpuDefinition, host: Host, hostModel: CpuDefinition, map: CpuMap): StartProblem[] {
  if (takesHostCpu(cpu.mode)) return [];
  const missing = cpu.mode === "custom" ? missingByList(cpu, host, hostModel, map) : undefined;
  if (missing === undefined) return compareWithHost(cpu, host, hostModel, map);
  return missing.length === 0 ? [] : [missingFeatures(missing, "fails", because("lacksForBlockers", cpu.model))];
}

/**
 * What `virsh hypervisor-cpu-compare` answers (asked of 9.0, 11.3 and 12.8): a model is asked of the hypervisor's list as it
 * is at a start, all else is compared with what the hypervisor gives.
 *
 * @param cpu a guest's or a host's definition
 * @throws CpuError as {@link compareCpu}
 */
export function compareWithHypervisor(
  cpu: CpuDefinition,
  host: Host,
  hostModel: CpuDefinition,
  map: CpuMap,
): Comparison {
  const isCustom = cpu.mode === undefined || cpu.mode === "custom";
  const missing = isCustom ? missingByList(cpu, host, hostModel, map) : undefined;
  if (missing === undefined) return compareCpu(hostModel, cpu, map);
  if (missing.length === 0) {
    const beyond = difference(hostWordsOf(hostModel, map), wordsOf(cpu, map));
    return { result: "superset", features: featureNames(beyond, map) };
  }
  const { message: reason, lists } = refusalWords("missing-features", missing);
  return { result: "incompatible", refusal: "missing-features", reason, lists, features: missing };
}

/**
 * What a model that the hypervisor lists lacks, by that list (virCPUCompareUnusable: neither vendor nor `match='strict'` are
 * looked at); undefined where libvirt compares the definition as a whole.
 */
function missingByList(
  cpu: CpuDefinition,
  host: Host,
  hostModel: CpuDefinition,
  map: CpuMap,
): readonly string[] | undefined {
  const listed = host.models?.find(({ name }) => name === cpu.model);
  if (listed === undefined || !usesBlockers(map)) return undefined;
  // Any feature of another policy has even a usable model compared (11.3, 12.9).
  if (listed.usable === "yes" && cpu.features.every(({ policy }) => policy === "disable")) return [];
  const isCompared = map.modelByName.get(listed.name)?.partialCheckCompat ?? true;
  const blockersKnown = listed.usable === "yes" || listed.blockers.length > 0;
  if (isCompared || !blockersKnown) return undefined;
  const missing = new Set(listed.blockers);
  const given = hostWordsOf(hostModel, map);
  for (const { name, policy } of cpu.features) {
    if (policy === "disable") missing.delete(name);
    if (policy === "require" && !hasBits(given, findFeature(name, map).bits)) missing.add(name);
  }
  return inMapOrder(missing, map);
}

/** Releases before 11 mark no model and compare every one. */
function usesBlockers(map: CpuMap): boolean {
  return map.models.some(({ partialCheckCompat }) => partialCheckCompat);
}

function inMapOrder(names: ReadonlySet<string>, map: CpuMap): string[] {
  const known = map.features.flatMap(({ name }) => (names.has(name) ? [name] : []));
  return [...known, ...[...names].filter((name) => !map.featureByName.has(name))];
}

/**
 * Under KVM libvirt compares with the processor itself and, beside it, what the hypervisor adds; emulated, with what
 * the emulator gives.
 */
function compareWithHost(cpu: CpuDefinition, host: Host, hostModel: CpuDefinition, map: CpuMap): StartProblem[] {
  if (host.virtType !== "kvm") return problemsOf(compareCpu(hostModel, cpu, map), cpu);
  // A processor that a newer libvirt described is as good as unknown.
  if (host.cpu !== undefined && map.modelByName.has(host.cpu.model ?? ""))
    return problemsOf(compareCpu(fullHost(host.cpu, hostModel), cpu, map), cpu);
  return compareWithoutProcessor(cpu, hostModel, map);
}

function fullHost(cpu: CpuDefinition, hostModel: CpuDefinition): CpuDefinition {
  const own = new Set(cpu.features.map(({ name }) => name));
  const added = hostModel.features.filter(({ name, policy }) => policy === "require" && !own.has(name));
  return { ...cpu, features: [...cpu.features, ...added.map(({ name }) => ({ name }))] };
}

/** The processor has at least what the hypervisor gives: what that satisfies is certain, what it lacks is not. */
function compareWithoutProcessor(cpu: CpuDefinition, hostModel: CpuDefinition, map: CpuMap): StartProblem[] {
  const comparison = compareCpu(hostModel, cpu, map);
  const problems = problemsOf(comparison, cpu);
  const [problem] = problems;
  if (problem?.code === "missing-features") {
    return [{ ...problem, verdict: "unknown", because: because("processorMayHave") }];
  }
  const outside = forbiddenOutside(cpu, hostModel, map);
  if (problem !== undefined || (cpu.match !== "strict" && outside.length === 0)) return problems;
  const why = because("processorNotTold");
  return [{ code: "host-cpu-unknown", verdict: "unknown", message: "", features: outside, because: why }];
}

function forbiddenOutside(cpu: CpuDefinition, hostModel: CpuDefinition, map: CpuMap): string[] {
  const words = new Uint32Array(map.registers.length);
  for (const { name, policy } of cpu.features) if (policy === "forbid") addBits(words, findFeature(name, map).bits);
  const given = hostWordsOf(hostModel, map);
  return featureNames(words, map).filter((name) => !hasBits(given, findFeature(name, map).bits));
}

function problemsOf(comparison: Comparison, cpu: CpuDefinition): StartProblem[] {
  const { result, refusal, reason = "", lists, features = [] } = comparison;
  if (result !== "incompatible") return [];
  const words = { message: reason, ...(lists && { lists }) };
  switch (refusal) {
    case "missing-features":
      return [missingFeatures(features, "fails", because("lacks"))];
    case "forbidden-feature":
    case "extra-features": {
      const why = because(refusal === "extra-features" ? "extra" : "forbidden");
      return [{ code: refusal, verdict: "fails", ...words, features, because: why }];
    }
    default:
      return [{ code: "vendor-differs", verdict: "fails", ...words, because: because("vendor", cpu.vendor) }];
  }
}

function missingFeatures(features: readonly string[], verdict: StartProblem["verdict"], why: Because): StartProblem {
  const words = refusalWords("missing-features", features);
  return { code: "missing-features", verdict, ...words, features, because: why };
}

/**
 * What `check='full'` refuses after QEMU has started (virCPUx86UpdateLive): every difference between the definition
 * and what QEMU really gives. Domain capabilities tell the most that QEMU can give, and for the model of their own
 * host-model exactly what it gives; what QEMU's other models hold beyond libvirt's they do not tell.
 *
 * @param cpu as it is after the update for this host: no mode host-model, no match minimum, no optional features
 */
export function checkFull(cpu: CpuDefinition, host: Host, hostModel: CpuDefinition, map: CpuMap): StartProblem[] {
  const given = wordsOf(hostModel, map);
  const takesAll = cpu.mode !== "custom";
  if (host.virtType === "qemu") setArchCapabilities(given, 0xffffffff, ["eax"], map);
  else if (goesWithoutArchCapabilities(cpu, takesAll, map)) setArchCapabilities(given, 0, ["eax", "edx"], map);
  const lacking = featureNames(difference(expectedOf(cpu, takesAll, map), given), map);
  const missing = lacking.filter((name) => !OF_TOPOLOGY.has(name) && !(isKvm(host) && name === "topoext"));
  // Of a CPU that is handed through only the features named in the definition count.
  const extra = takesAll ? [] : addedByQemu(cpu, given, host, map);
  if (missing.length > 0 || extra.length > 0) return [differs(extra, missing)];
  const isOpen = lacking.includes("cmp_legacy");
  if (!isOpen && (takesAll || describesHostModel(cpu, hostModel, map))) return [];
  const why = because("fullOfModel", cpu.model);
  return [{ code: "specification-differs", verdict: "unknown", message: "", because: why }];
}

/** QEMU turns these on and off by the number of threads in a socket: ht is not compared, cmp_legacy depends on the vendor. */
const OF_TOPOLOGY: ReadonlySet<string> = new Set(["ht", "cmp_legacy"]);

/** KVM gives topoext to every guest that asks, whatever the processor has. */
function isKvm({ virtType }: Host): boolean {
  return virtType === "kvm";
}

/**
 * The bits of IA32_ARCH_CAPABILITIES: QEMU's emulation takes every one of its lower half for given, though its
 * host-model lists none; KVM gives none to a guest that goes without the register.
 */
function setArchCapabilities(given: Words, bits: number, halves: readonly string[], map: CpuMap): void {
  map.registers.forEach(({ kind, index, name }, word) => {
    if (kind === "msr" && index === 0x10a && halves.includes(name)) given[word] = bits;
  });
}

/** What is handed through has the register unless the definition says otherwise; named models have it where they say so. */
function goesWithoutArchCapabilities(cpu: CpuDefinition, takesAll: boolean, map: CpuMap): boolean {
  const name = "arch-capabilities";
  if (takesAll) return cpu.features.some((feature) => feature.name === name && feature.policy === "disable");
  return !hasBits(wordsOf(cpu, map), map.featureByName.get(name)?.bits ?? []);
}

function expectedOf(cpu: CpuDefinition, namedOnly: boolean, map: CpuMap): Words {
  const words = namedOnly ? emptyWords(map) : wordsOf(cpu, map);
  if (namedOnly) {
    for (const { name, policy } of cpu.features) {
      if (policy === "require" || policy === "force") addBits(words, findFeature(name, map).bits);
    }
  }
  for (const name of DROPPED_AT_START) subtractBits(words, map.featureByName.get(name)?.bits ?? []);
  return words;
}

/** Features that QEMU gives to any KVM guest that asks, though domain capabilities do not list them (QEMU 11.1, 12.8). */
export const GIVEN_TO_KVM_GUESTS: ReadonlySet<string> = new Set(["topoext", "cmp_legacy"]);

/** Features that QEMU turns on in every guest unless it is told not to: x2apic under KVM only. */
function addedByQemu(cpu: CpuDefinition, given: Words, host: Host, map: CpuMap): string[] {
  const expected = wordsOf(cpu, map);
  const named = new Set(cpu.features.map(({ name }) => name));
  const always = host.virtType === "kvm" ? ["x2apic", "hypervisor"] : ["hypervisor"];
  return always.filter((name) => {
    const bits = map.featureByName.get(name)?.bits ?? [];
    return hasBits(given, bits) && !hasBits(expected, bits) && !named.has(name);
  });
}

/**
 * Does the definition use the host-model's own model and say something about each feature in which that differs from
 * libvirt's? Features that block migration QEMU leaves out of its own accord.
 */
function describesHostModel(cpu: CpuDefinition, hostModel: CpuDefinition, map: CpuMap): boolean {
  const named = new Set(cpu.features.map(({ name }) => name));
  const differing = hostModel.features.filter(({ name }) => findFeature(name, map).migratable);
  return cpu.model === hostModel.model && differing.every(({ name }) => named.has(name));
}

function differs(extra: readonly string[], missing: readonly string[]): StartProblem {
  const [both, between] = [extra.length > 0 && missing.length > 0, ","];
  const start = "guest CPU doesn't match specification: ";
  const ofExtra = { before: `${start}extra features: `, names: extra, between };
  const ofMissing = { before: `${both ? ", " : start}missing features: `, names: missing, between };
  return {
    code: "specification-differs",
    verdict: "fails",
    ...listMessage(...[ofExtra, ofMissing].filter(({ names }) => names.length > 0)),
    features: [...extra, ...missing],
    because: because("full"),
  };
}
