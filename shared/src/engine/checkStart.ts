import { checkOtherArch } from "./checkOtherArch.js";
import { checkFull, checkPartial } from "./checkPartial.js";
import { hasBits, hostWordsOf, wordsOf } from "./cpuData.js";
import { CpuError } from "./cpuError.js";
import type { CpuMap } from "./cpuMap.js";
import { type CpuDefinition, fillDefaults, takesHostCpu } from "./definition.js";
import { translateCpu } from "./expand.js";
import { type Host, hostForMap, mapCovers } from "./host.js";
import { asReadBy, hasCome } from "./reads.js";
import { because, type StartCheck, type StartProblem, verdictOf } from "./startProblem.js";
import { isLookedUp, uncertainNames } from "./uncertainNames.js";
import { updateCpu } from "./update.js";

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
  return verdictOf(problemsOn(fillDefaults(asReadBy(cpu, map.release), host), hostForMap(host, map), map));
}

function problemsOn(cpu: CpuDefinition, host: Host, map: CpuMap): readonly StartProblem[] {
  const problems = checkBeforeStart(cpu, host, map);
  // Whatever is not sure about the release's names: what is refused on any release stays refused.
  const uncertain = uncertainNames(cpu, host, map);
  if (problems.length > 0) return [...uncertain, ...problems];
  return [...uncertain, ...checkNamed(cpu, host, map)];
}

/** What is asked once all names are known. */
function checkNamed(cpu: CpuDefinition, host: Host, map: CpuMap): readonly StartProblem[] {
  if (map.arch !== "x86" || !mapCovers(map, host.arch)) return checkOtherArch(cpu, host);
  if (host.hostModel === undefined) return checkWithoutHypervisor(cpu, host);
  return checkX86(cpu, host, host.hostModel, map);
}

function checkX86(cpu: CpuDefinition, host: Host, hostModel: CpuDefinition, map: CpuMap): StartProblem[] {
  const looksForForbidden = cpu.check !== "none" && hasCome(FORBIDDEN_SINCE, map.release);
  const problems = looksForForbidden ? forbidden(cpu, host, hostModel, map) : [];
  if (cpu.check === "partial") problems.push(...checkPartial(cpu, host, hostModel, map));
  const updated = updateCpu(cpu, hostModel, map);
  problems.push(...checkTranslation(updated, host, map));
  // Of a 32-bit emulator libvirt reads no CPU back, and compares nothing (12.8's answers).
  if (host.arch === "i686") return problems;
  problems.push(...checkInvariantTsc(updated, hostModel, map));
  if (cpu.check === "full") problems.push(...checkFull(updated, host, hostModel, map));
  return problems;
}

/** Older releases look for forbidden features only where they compare the whole CPU. */
const FORBIDDEN_SINCE = "7.2.0";

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
    return [{ code, verdict: "fails", message: error.detail, because: because("noReplacement", cpu.model) }];
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

/** What is refused before the host's CPU is looked at: unknown names, unsupported modes, a too wide address. */
function checkBeforeStart(cpu: CpuDefinition, host: Host, map: CpuMap): StartProblem[] {
  return [
    ...addressBits(cpu, host),
    ...migratable(cpu, host),
    ...(mapCovers(map, host.arch) ? unknownFeatures(cpu, host, map) : []),
    ...modeSupported(cpu, host),
    ...(map.arch === "x86" && mapCovers(map, host.arch) ? unknownModel(cpu, host, map) : []),
  ];
}

function addressBits({ maxPhysAddr }: CpuDefinition, { physicalBits }: Host): StartProblem[] {
  if (maxPhysAddr?.mode !== "emulate" || physicalBits === undefined || (maxPhysAddr.bits ?? 0) <= physicalBits) {
    return [];
  }
  return [
    {
      code: "address-bits",
      verdict: "fails",
      message: "The number of virtual CPU address bits cannot exceed the number supported by the host CPU",
      because: because("addressBits", maxPhysAddr.bits, physicalBits),
    },
  ];
}

function migratable(cpu: CpuDefinition, host: Host): StartProblem[] {
  const values = cpu.mode === "host-passthrough" ? host.modes?.["host-passthrough"]?.migratable : undefined;
  if (cpu.migratable !== "on" || values === undefined || values.includes("on")) return [];
  return [
    {
      code: "migratable-not-supported",
      verdict: "fails",
      message: "Migratable attribute for host-passthrough CPU is not supported by this QEMU binary",
      because: because("migratable"),
    },
  ];
}

/** libvirt's ppc64 driver has no list of features and checks none. */
function unknownFeatures(cpu: CpuDefinition, host: Host, map: CpuMap): StartProblem[] {
  if (map.features.length === 0) return [];
  return cpu.features
    .filter(({ name }) => !map.featureByName.has(name))
    .map(({ name }) => {
      const ownName = map.featureByAlias.get(name)?.name;
      return {
        code: "unknown-feature",
        verdict: host.unknownFeatures.includes(name) ? "unknown" : "fails",
        message: `unknown CPU feature: ${name}`,
        features: [name],
        because:
          ownName === undefined
            ? because("unknownFeature", map.release, name)
            : because("otherSpelling", map.release, name, ownName),
      };
    });
}

function modeSupported(cpu: CpuDefinition, host: Host): StartProblem[] {
  const mode = cpu.mode ?? "custom";
  if (host.modes === undefined) {
    if (mode === "custom" || mode === "host-model") return [];
    return [{ code: "hypervisor-unknown", verdict: "unknown", message: "", because: because("modeNotTold", mode) }];
  }
  if (host.modes[mode]?.supported) return [];
  const virtType = host.virtType ?? "";
  // libvirt names the guest's and the host's architecture; domain capabilities name only the former.
  const own = host.ownArch ?? host.arch;
  const message = `CPU mode '${mode}' for ${host.arch} ${virtType} domain on ${own} host is not supported by hypervisor`;
  const why = virtType === "" ? because("mode", mode) : because("modeOfType", mode, virtType);
  return [{ code: "mode-not-supported", verdict: "fails", message, because: why }];
}

/** A model that a newer libvirt's host lists and this map does not have cannot be judged here. */
function unknownModel(cpu: CpuDefinition, host: Host, map: CpuMap): StartProblem[] {
  const { model } = cpu;
  if (model === undefined || !isLookedUp(cpu) || map.modelByName.has(model)) return unknownHostModel(host, map);
  const listed = host.models?.some(({ name }) => name === model) ?? false;
  const message = `Unknown CPU model ${model}`;
  if (!listed) {
    return [{ code: "unknown-model", verdict: "fails", message, because: because("unknownModel", map.release, model) }];
  }
  const why = because("newerModel", model, map.release);
  return [{ code: "model-unknown-here", verdict: "unknown", message, because: why }];
}

function unknownHostModel({ hostModel }: Host, map: CpuMap): StartProblem[] {
  const model = hostModel?.model;
  if (model === undefined || map.modelByName.has(model)) return [];
  const why = because("newerHostModel", model, map.release);
  return [{ code: "model-unknown-here", verdict: "unknown", message: `Unknown CPU model ${model}`, because: why }];
}
