import type { CpuMap } from "./cpuMap.js";
import type { CpuDefinition } from "./definition.js";
import type { Host } from "./host.js";

/** Does the map describe CPUs of this architecture (libvirt's name)? */
export function mapCovers(map: CpuMap, arch: string): boolean {
  if (map.arch === "x86") return arch === "x86_64" || arch === "i686";
  if (map.arch === "ppc64") return arch === "ppc64" || arch === "ppc64le";
  return arch === map.arch;
}

export interface KnownPart {
  readonly cpu: CpuDefinition;
  readonly unknownFeatures: readonly string[];
}

/**
 * Parts off the features that the map does not name: a host described by a newer libvirt has more of them, and one
 * unknown name must not make the host useless. Without a map of that architecture, or with one that lists no
 * features, everything stays.
 */
export function withKnownFeatures(cpu: CpuDefinition, map: CpuMap, arch: string): KnownPart {
  if (!mapCovers(map, arch) || map.features.length === 0) return { cpu, unknownFeatures: [] };
  const features = cpu.features.filter(({ name }) => map.featureByName.has(name));
  if (features.length === cpu.features.length) return { cpu, unknownFeatures: [] };
  const unknownFeatures = cpu.features.flatMap(({ name }) => (map.featureByName.has(name) ? [] : [name]));
  return { cpu: { ...cpu, features }, unknownFeatures };
}

/** The host as this map can describe it: it may have been read with the map of a newer release. */
export function hostForMap(host: Host, map: CpuMap): Host {
  const cpu = host.cpu && withKnownFeatures(host.cpu, map, host.arch);
  const given = host.hostModel && withKnownFeatures(host.hostModel, map, host.arch);
  const unknown = [...host.unknownFeatures, ...(cpu?.unknownFeatures ?? []), ...(given?.unknownFeatures ?? [])];
  return {
    ...host,
    ...(cpu === undefined ? {} : { cpu: cpu.cpu }),
    ...(given === undefined ? {} : { hostModel: given.cpu }),
    unknownFeatures: [...new Set(unknown)],
  };
}
