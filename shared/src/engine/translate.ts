import { findModel, wordsOf } from "./cpuData.js";
import { CpuError } from "./cpuError.js";
import type { CpuMap } from "./cpuMap.js";
import { decode, type ModelList } from "./decode.js";
import type { CpuDefinition } from "./definition.js";
import { FeatureList } from "./update.js";

/**
 * The same CPU said with one of the given models (virCPUTranslate, libvirt 12.8).
 *
 * @param cpu a guest's definition; `fallback` says whether it may change
 * @param map the CPU map to choose a model from
 * @param models what the hypervisor has
 * @returns the definition unchanged when its own model is among them, or it has none
 * @throws CpuError `model-not-supported` when fallback is forbid, `cannot-translate` off x86, `unknown-model`, `no-decodable-model`
 * @example translateCpu(parseCpu("<cpu><model>Westmere</model></cpu>", { type: "guest" }), map, ["Nehalem"]).model // "Nehalem"
 */
export function translateCpu(cpu: CpuDefinition, map: CpuMap, models: ModelList): CpuDefinition {
  const { model } = cpu;
  if (model === undefined || models.some((entry) => (typeof entry === "string" ? entry : entry.name) === model)) {
    return cpu;
  }
  if (cpu.fallback !== "allow") {
    const detail = `CPU model ${model} is not supported by hypervisor`;
    throw new CpuError("model-not-supported", "unsupported configuration", detail, model);
  }
  if (map.arch !== "x86") {
    const detail = `cannot translate CPU model ${model} to a supported model`;
    throw new CpuError("cannot-translate", "this function is not supported by the connection driver", detail, model);
  }
  return translateX86(cpu, map, models);
}

function translateX86(cpu: CpuDefinition, map: CpuMap, models: ModelList): CpuDefinition {
  const own = findModel(cpu.model ?? "", map);
  const words = wordsOf({ ...cpu, features: cpu.features.filter(({ policy }) => policy !== "forbid") }, map);
  const first = own.signatures[0];
  const decoded = decode(
    {
      words,
      ...(own.vendor === undefined ? {} : { vendor: own.vendor }),
      // libvirt makes CPUID data from the model's first signature, so that Haswell loses its broken TSX here too.
      ...(first === undefined
        ? {}
        : { signature: { family: first.family, model: first.model, stepping: first.steppings[0]?.[0] ?? 0 } }),
    },
    map,
    { type: "guest", models },
  );
  const features = new FeatureList();
  for (const { name, policy } of [...decoded.features, ...cpu.features]) features.set(name, policy ?? "require");
  return { ...cpu, ...(decoded.model === undefined ? {} : { model: decoded.model }), features: features.all() };
}
