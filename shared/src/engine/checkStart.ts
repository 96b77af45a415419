import { because } from "./because.js";
import { checkBeforeStart } from "./checkBeforeStart.js";
import { checkFull } from "./checkFull.js";
import { checkModelOnly } from "./checkModelOnly.js";
import { checkPartial } from "./checkPartial.js";
import { hostWordsOf, wordsOf } from "./cpuData.js";
import { CpuError } from "./cpuError.js";
import type { CpuMap } from "./cpuMap.js";
import { fillDefaults } from "./defaults.js";
import type { CpuDefinition } from "./definition.js";
import { takesHostCpu } from "./definition.js";
import type { Host } from "./host.js";
import { hostForMap, mapCovers } from "./hostFeatures.js";
import { type StartCheck, type StartProblem, verdictOf } from "./startProblem.js";
import { translateCpu } from "./translate.js";
import { updateCpu } from "./update.js";
import { hasBits } from "./words.js";

/**
 * Will this definition start on this hypervisor? Judged as libvirt 12.8 judges it (qemuProcessUpdateGuestCPU before
 * QEMU runs, virCPUUpdateLive and qemuProcessVerifyCPUFeatures after), with libvirtd's defaults filled in first.
 *
 * @param cpu a guest's definition
 * @param host best joined from domain capabilities and capabilities ({@link joinHosts}): under KVM libvirt compares
 *   some models with the processor itself
 * @param map of the host's libvirt release; without marks for partial checks (before 11) every model is compared
 * @returns `starts` is "unknown" where the documents do not decide it; `problems` in libvirt's order
 * @throws never for what a document may say; each finding is a problem
 * @example checkStart(parseCpu("<cpu><model>Haswell</model></cpu>", { type: "guest" }), host, map).starts // true
 */
export function checkStart(cpu: CpuDefinition, host: Host, map: CpuMap): StartCheck {
  return verdictOf(problemsOn(fillDefaults(cpu, host), hostForMap(host, map), map));
}

function problemsOn(cpu: CpuDefinition, host: Host, map: CpuMap): readonly StartProblem[] {
  const problems = checkBeforeStart(cpu, host, map);
  if (problems.length > 0) return problems;
  if (map.arch !== "x86" || !mapCovers(map, host.arch)) return checkModelOnly(cpu, host);
  if (host.hostModel === undefined) return checkWithoutHypervisor(cpu, host);
  return checkX86(cpu, host, host.hostModel, map);
}

function checkX86(cpu: CpuDefinition, host: Host, hostModel: CpuDefinition, map: CpuMap): StartProblem[] {
  const problems = cpu.check === "none" ? [] : forbidden(cpu, host, hostModel, map);
  if (cpu.check === "partial") problems.push(...checkPartial(cpu, host, hostModel, map));
  const updated = updateCpu(cpu, hostModel, map);
  problems.push(...checkTranslation(updated, host, map));
  problems.push(...checkInvariantTsc(updated, hostModel, map));
  if (cpu.check === "full") problems.push(...checkFull(updated, host, hostModel, map));
  return problems;
}

/**
 * Forbidden features are looked for in what the hypervisor gives, not in the processor (virCPUCheckForbiddenFeatures):
 * by name in its host-model, which libvirt keeps with every feature spelled out under KVM. Emulated, what is only part
 * of the host-model's model is not found.
 */
function forbidden(cpu: CpuDefinition, { virtType }: Host, hostModel: CpuDefinition, map: CpuMap): StartProblem[] {
  const asked = cpu.features.filter(({ policy }) => policy === "forbid");
  // Most definitions forbid nothing, and a fleet is asked at every key.
  if (asked.length === 0) return [];
  const words = hostWordsOf(hostModel, map);
  const named = new Set(hostModel.features.flatMap(({ name, policy }) => (policy === "disable" ? [] : [name])));
  const isGiven = (name: string) =>
    virtType === "qemu" ? named.has(name) : hasBits(words, map.featureByName.get(name)?.bits ?? []);
  return asked
    .filter(({ name }) => isGiven(name))
    .map(({ name }) => ({
      code: "forbidden-feature",
      verdict: "fails",
      message: `Host CPU provides forbidden feature '${name}'`,
      features: [name],
      because: because("forbiddenOne", name),
    }));
}

/** A model that the hypervisor lacks is replaced, or refused where fallback forbids that. */
function checkTranslation(cpu: CpuDefinition, host: Host, map: CpuMap): StartProblem[] {
  if (host.models === undefined) return [];
  try {
    translateCpu(cpu, map, host.models);
    return [];
  } catch (error) {
    if (!(error instanceof CpuError)) throw error;
    const code = error.code === "model-not-supported" ? "model-not-supported" : "no-replacement-model";
    const message = error.message.replace(/^[a-zA-Z ]+: /, "");
    return [{ code, verdict: "fails", message, because: because("noReplacement", cpu.model) }];
  }
}

/** Asked once QEMU runs, whatever the check; a model may bring the feature along (YongFeng). */
function checkInvariantTsc(cpu: CpuDefinition, hostModel: CpuDefinition, map: CpuMap): StartProblem[] {
  const bits = map.featureByName.get("invtsc")?.bits ?? [];
  if (hasBits(hostWordsOf(hostModel, map), bits) || !hasBits(wordsOf(cpu, map), bits)) return [];
  return [
    {
      code: "invariant-tsc",
      verdict: "fails",
      message: "host doesn't support invariant TSC",
      features: ["invtsc"],
      because: because("invariantTsc"),
    },
  ];
}

/** Without a host-model there is nothing to compare with; only what asks for nothing is certain. */
function checkWithoutHypervisor(cpu: CpuDefinition, host: Host): StartProblem[] {
  const model = host.models?.find(({ name }) => name === cpu.model);
  const takesAll = takesHostCpu(cpu.mode) || model?.usable === "yes";
  if (takesAll && cpu.features.length === 0 && cpu.check !== "full" && host.modes !== undefined) return [];
  return [
    {
      code: "hypervisor-unknown",
      verdict: "unknown",
      message: "unknown host CPU model",
      because: because("hypervisorNotTold"),
    },
  ];
}
