import type { CpuView, DomainView, FeatureView, TopologyView } from "./views.js";

export const cpuModes = ["custom", "host-model", "host-passthrough", "maximum"] as const;
export type EffectiveMode = (typeof cpuModes)[number];

export const featurePolicies = ["force", "require", "optional", "disable", "forbid"] as const;
export type FeaturePolicy = (typeof featurePolicies)[number];

/** The mode libvirt goes by: custom where none is given; undefined for a value it refuses (virCPUDefParseXML, 11.3). */
export function effectiveMode(cpu: CpuView): EffectiveMode | undefined {
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

/** A level of a topology that is worth telling, and how many there are. */
interface TopologyFactor {
  readonly name: "sockets" | "dies" | "clusters" | "cores" | "threads";
  readonly number: number;
}

/** The levels from the outermost in, without what is one by itself: a die in each socket is what everybody expects. */
export function topologyFactors(topology: TopologyView): TopologyFactor[] {
  return (["sockets", "dies", "clusters", "cores", "threads"] as const).flatMap((name) => {
    const number = topology[name]?.number;
    return number === undefined || (number === 1 && (name === "dies" || name === "clusters")) ? [] : [{ name, number }];
  });
}

/** How many vCPUs there are in all; a domain without `<vcpu>` has one. Undefined where libvirt would read no number. */
export function maxVcpus({ vcpu }: DomainView): number | undefined {
  return vcpu === undefined ? 1 : vcpu.count;
}
