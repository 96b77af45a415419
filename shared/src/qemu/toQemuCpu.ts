import type { CpuDefinition, CpuMap } from "../engine/index.js";
import { takesHostCpu } from "../engine/index.js";
import { qemuFeatureName } from "./qemuElsewhere.js";

/**
 * The `-cpu` argument that says the same (qemuBuildCpuCommandLine, libvirt 12.8): `Haswell-noTSX,vmx=on,hle=off`.
 *
 * @returns the argument, with notes on what it cannot say; or why there is none
 */
export function toQemuCpu(
  cpu: CpuDefinition,
  map: CpuMap,
): { readonly text: string; readonly notes: readonly string[] } | { readonly error: string } {
  const model = modelOf(cpu, map);
  if (typeof model === "object") return model;
  const notes: string[] = [];
  const parts = [
    model,
    ...(cpu.vendorId === undefined ? [] : [`vendor=${cpu.vendorId}`]),
    ...(cpu.migratable === undefined ? [] : [`migratable=${cpu.migratable}`]),
    ...featureParts(cpu, map, notes),
    ...cacheParts(cpu),
    ...addressParts(cpu),
    ...(cpu.check === "full" ? ["enforce"] : []),
    ...(cpu.check === "partial" ? ["check"] : []),
  ];
  return { text: parts.join(","), notes };
}

function modelOf(cpu: CpuDefinition, map: CpuMap): string | { readonly error: string } {
  if (cpu.mode === "host-passthrough") return "host";
  if (cpu.mode === "maximum") return "max";
  if (cpu.mode === "host-model") return { error: "What host-model is depends on the host. Expand it on one first." };
  if (cpu.model === undefined) return { error: "This CPU has no model." };
  if (map.modelByName.has(cpu.model)) return cpu.model;
  return { error: `libvirt ${map.release} does not know a CPU model ${cpu.model}.` };
}

function featureParts({ features }: CpuDefinition, map: CpuMap, notes: string[]): string[] {
  const parts: string[] = [];
  for (const { name, policy = "require" } of features) {
    if (!map.featureByName.has(name)) notes.push(`libvirt ${map.release} does not know a feature ${name}`);
    else if (policy === "optional") notes.push(`${name} is optional: libvirt asks the host, QEMU cannot`);
    else parts.push(`${qemuFeatureName(name)}=${policy === "disable" || policy === "forbid" ? "off" : "on"}`);
  }
  return parts;
}

function cacheParts(cpu: CpuDefinition): string[] {
  const { cache, mode } = cpu;
  if (cache === undefined) return [];
  if (cache.mode === "passthrough") return ["host-cache-info=on", "l3-cache=off"];
  const hostOff = takesHostCpu(mode) ? ["host-cache-info=off"] : [];
  return [...hostOff, cache.mode === "emulate" ? "l3-cache=on" : "l3-cache=off"];
}

function addressParts({ maxPhysAddr }: CpuDefinition): string[] {
  if (maxPhysAddr === undefined) return [];
  const { mode, bits, limit } = maxPhysAddr;
  if (mode === "emulate") return bits === undefined ? [] : [`phys-bits=${bits}`];
  return ["host-phys-bits=on", ...(limit === undefined ? [] : [`host-phys-bits-limit=${limit}`])];
}
