import { featuresIn, findFeature, findModel } from "./cpuData.js";
import type { CpuMap } from "./cpuMap.js";
import type { CpuDefinition, CpuPolicy } from "./definition.js";

/**
 * Spells out every feature of a definition (virCPUExpandFeatures, libvirt 12.8): the model's as `require`, over them
 * the definition's own `require` and `disable`, last the features its model once had as `disable`. The policies
 * force, optional and forbid do not survive. Sorted by name, byte by byte.
 *
 * @param cpu a guest's or a host's definition
 * @param map the CPU map that knows what a model means
 * @returns the definition with all its features
 * @throws CpuError `unknown-model`, `unknown-feature`
 * @example expandCpu(parseCpu("<cpu><model>486</model></cpu>", { type: "guest" }), map).features[0]?.name // "fpu"
 */
export function expandCpu(cpu: CpuDefinition, map: CpuMap): CpuDefinition {
  // Only libvirt's x86 driver has an expansion; the others leave the definition as it is.
  if (map.arch !== "x86") return cpu;
  const model = cpu.model === undefined ? undefined : findModel(cpu.model, map);
  const policies = new Map<string, CpuPolicy | undefined>();
  const required = cpu.type === "host" ? undefined : "require";
  if (model !== undefined) for (const { name } of featuresIn(model.words, map)) policies.set(name, required);
  for (const { name, policy } of cpu.features) {
    findFeature(name, map);
    if (policy === undefined || policy === "require" || policy === "disable") policies.set(name, policy ?? required);
  }
  for (const name of model?.removed ?? []) if (!policies.has(name)) policies.set(name, "disable");
  const features = [...policies]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, policy]) => (policy === undefined ? { name } : { name, policy }));
  return { ...cpu, features };
}
