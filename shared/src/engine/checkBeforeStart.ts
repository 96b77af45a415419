import { because } from "./because.js";
import type { CpuMap } from "./cpuMap.js";
import type { CpuDefinition } from "./definition.js";
import type { Host } from "./host.js";
import { mapCovers } from "./hostFeatures.js";
import type { StartProblem } from "./startProblem.js";

/** What is refused before the host's CPU is looked at: unknown names, unsupported modes, a too wide address. */
export function checkBeforeStart(cpu: CpuDefinition, host: Host, map: CpuMap): StartProblem[] {
  return [
    ...addressBits(cpu, host),
    ...migratable(cpu, host),
    ...(mapCovers(map, host.arch) ? unknownFeatures(cpu, host, map) : []),
    ...modeSupported(cpu, host),
    ...(mapCovers(map, host.arch) ? unknownModel(cpu, host, map) : []),
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
  const message = `CPU mode '${mode}' for ${host.arch} ${virtType} domain on ${host.arch} host is not supported by hypervisor`;
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

/** host-model replaces the model, but a partial check looks at it before. */
function isLookedUp({ mode, check }: CpuDefinition): boolean {
  return mode === "custom" || (mode === "host-model" && check === "partial");
}

function unknownHostModel({ hostModel }: Host, map: CpuMap): StartProblem[] {
  const model = hostModel?.model;
  if (model === undefined || map.modelByName.has(model)) return [];
  const why = because("newerHostModel", model, map.release);
  return [{ code: "model-unknown-here", verdict: "unknown", message: `Unknown CPU model ${model}`, because: why }];
}
