import { because } from "./because.js";
import { emptyWords, featureNames, findFeature, wordsOf } from "./cpuData.js";
import type { CpuMap } from "./cpuMap.js";
import type { CpuDefinition } from "./definition.js";
import { DROPPED_AT_START } from "./droppedAtStart.js";
import type { Host } from "./host.js";
import type { StartProblem } from "./startProblem.js";
import { addBits, difference, hasBits, subtractBits, type Words } from "./words.js";

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
  if (host.virtType === "qemu") setArchCapabilities(given, 0xffffffff, map);
  else if (goesWithoutArchCapabilities(cpu, takesAll, map)) setArchCapabilities(given, 0, map);
  const missing = featureNames(difference(expectedOf(cpu, takesAll, map), given), map);
  // Of a CPU that is handed through only the features named in the definition count.
  const extra = takesAll ? [] : addedByQemu(cpu, given, host, map);
  if (missing.length > 0 || extra.length > 0) return [differs(extra, missing)];
  if (takesAll || describesHostModel(cpu, hostModel, map)) return [];
  const why = because("fullOfModel", cpu.model);
  return [{ code: "specification-differs", verdict: "unknown", message: "", because: why }];
}

/**
 * The bits of IA32_ARCH_CAPABILITIES: QEMU's emulation takes every one for given, though its host-model lists none; KVM
 * gives none to a guest that goes without the register.
 */
function setArchCapabilities(given: Words, bits: number, map: CpuMap): void {
  map.registers.forEach(({ kind, index }, word) => {
    if (kind === "msr" && index === 0x10a) given[word] = bits;
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
  const parts = [
    ...(extra.length > 0 ? [`extra features: ${extra.join(",")}`] : []),
    ...(missing.length > 0 ? [`missing features: ${missing.join(",")}`] : []),
  ];
  return {
    code: "specification-differs",
    verdict: "fails",
    message: `guest CPU doesn't match specification: ${parts.join(", ")}`,
    features: [...extra, ...missing],
    because: because("full"),
  };
}
