import { because } from "./because.js";
import { type Comparison, compareCpu, refusalOf } from "./compare.js";
import { featureNames, findFeature, hostWordsOf } from "./cpuData.js";
import type { CpuMap } from "./cpuMap.js";
import type { CpuDefinition } from "./definition.js";
import { takesHostCpu } from "./definition.js";
import type { Host, HostCpuModel } from "./host.js";
import type { StartProblem } from "./startProblem.js";
import { addBits, hasBits } from "./words.js";

/**
 * What `check='partial'` refuses before QEMU runs (libvirt 12.8). Models marked in the map are compared as a whole;
 * for all others the hypervisor's list of blockers counts, and of the definition only what it requires by name. A CPU
 * that is handed through is not compared at all (qemuProcessUpdateGuestCPU).
 */
export function checkPartial(cpu: CpuDefinition, host: Host, hostModel: CpuDefinition, map: CpuMap): StartProblem[] {
  if (takesHostCpu(cpu.mode)) return [];
  const listed = cpu.mode === "custom" ? host.models?.find(({ name }) => name === cpu.model) : undefined;
  if (listed === undefined || !usesBlockers(map)) return compareWithHost(cpu, host, hostModel, map);
  if (listed.usable === "yes" && cpu.features.every(({ policy }) => policy === "disable")) return [];
  const isCompared = map.modelByName.get(listed.name)?.partialCheckCompat ?? true;
  const blockersKnown = listed.usable === "yes" || listed.blockers.length > 0;
  if (!isCompared && blockersKnown) return checkBlockers(cpu, listed, hostModel, map);
  const problems = compareWithHost(cpu, host, hostModel, map);
  return listed.usable === "yes" && !asksForMore(cpu) ? problems.map(undecided) : problems;
}

/** Whether optional and forbidden features spoil a usable model is not on record. */
function undecided(problem: StartProblem): StartProblem {
  return { ...problem, verdict: "unknown" };
}

function asksForMore(cpu: CpuDefinition): boolean {
  return cpu.features.some(({ policy }) => policy === "require" || policy === "force");
}

/** Releases before 11 mark no model and compare every one. */
function usesBlockers(map: CpuMap): boolean {
  return map.models.some(({ partialCheckCompat }) => partialCheckCompat);
}

/** virCPUCompareUnusable: neither vendor nor `match='strict'` are looked at. */
function checkBlockers(
  cpu: CpuDefinition,
  listed: HostCpuModel,
  hostModel: CpuDefinition,
  map: CpuMap,
): StartProblem[] {
  const disabled = new Set(cpu.features.filter(({ policy }) => policy === "disable").map(({ name }) => name));
  const missing = new Set(listed.blockers.filter((name) => !disabled.has(name)));
  const given = hostWordsOf(hostModel, map);
  for (const { name, policy } of cpu.features) {
    if (policy === "require" && !hasBits(given, findFeature(name, map).bits)) missing.add(name);
  }
  if (missing.size === 0) return [];
  const features = inMapOrder(missing, map);
  return [missingFeatures(features, "fails", because("lacksForBlockers", cpu.model))];
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
  const { result, reason = "", features } = comparison;
  if (result !== "incompatible") return [];
  const code = refusalOf(comparison);
  if (code === "missing-features") {
    return [missingFeatures(features ?? [], "fails", because("lacks"))];
  }
  const why = {
    "forbidden-feature": because("forbidden"),
    "extra-features": because("extra"),
    "vendor-differs": because("vendor", cpu.vendor),
  }[code];
  return [{ code, verdict: "fails", message: reason, ...(features && { features }), because: why }];
}

function missingFeatures(features: readonly string[], verdict: StartProblem["verdict"], why: string): StartProblem {
  const message = `Host CPU does not provide required features: ${features.join(", ")}`;
  return { code: "missing-features", verdict, message, features, because: why };
}
