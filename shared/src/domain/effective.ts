import type { CpuView, FeatureView } from "./cpuView.js";

export const cpuModes = ["custom", "host-model", "host-passthrough", "maximum"] as const;
export type CpuMode = (typeof cpuModes)[number];

export const featurePolicies = ["force", "require", "optional", "disable", "forbid"] as const;
export type FeaturePolicy = (typeof featurePolicies)[number];

/** The mode libvirt goes by: custom where none is given; undefined for a value it refuses (virCPUDefParseXML, 11.3). */
export function effectiveMode(cpu: CpuView): CpuMode | undefined {
  return cpu.mode === undefined ? "custom" : cpuModes.find((mode) => mode === cpu.mode?.value);
}

/** The policy libvirt goes by: require where none is given; undefined for a refused value. */
export function effectivePolicy(feature: FeatureView): FeaturePolicy | undefined {
  return feature.policy === undefined ? "require" : featurePolicies.find((policy) => policy === feature.policy?.value);
}

/** Does the mode make libvirt pass over `<model>` with its text and attributes? */
export function ignoresModel(cpu: CpuView): boolean {
  const mode = effectiveMode(cpu);
  return mode === "host-passthrough" || mode === "maximum";
}

/** The model's name where libvirt reads one: an empty `<model/>` is as good as none, and some modes read none. */
export function modelName(cpu: CpuView): string | undefined {
  return ignoresModel(cpu) || cpu.model === undefined || cpu.model.value === "" ? undefined : cpu.model.value;
}

/** The definition's feature with that name, if any: the first, names taken as they stand. */
export function featureNamed(cpu: CpuView, name: string): FeatureView | undefined {
  return cpu.features.find((feature) => feature.name?.value === name);
}
