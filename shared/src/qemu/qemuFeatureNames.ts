import type { CpuMap, Feature } from "../engine/index.js";

/** QEMU's own names where they are neither libvirt's nor libvirt's with hyphens. */
const QEMU_NAMES: ReadonlyMap<string, string> = new Map([
  ["pclmuldq", "pclmulqdq"],
  ["vmx-invvpid-single-context-noglobals", "vmx-invept-single-context-noglobals"],
]);

/** What QEMU calls a feature: its names have hyphens where libvirt's have underscores. */
export function qemuFeatureName(name: string): string {
  return QEMU_NAMES.get(name) ?? name.replaceAll("_", "-");
}

/** Finds the feature of a QEMU property; `_` and `-` mean the same to QEMU. */
export function featureFinder(map: CpuMap): (property: string) => Feature | undefined {
  const features = new Map<string, Feature>();
  for (const feature of map.features) features.set(qemuFeatureName(feature.name), feature);
  for (const [alias, feature] of map.featureByAlias) {
    const name = qemuFeatureName(alias);
    // A feature's own name goes before another's alias.
    if (!features.has(name)) features.set(name, feature);
  }
  return (property) => map.featureByName.get(property) ?? features.get(qemuFeatureName(property));
}
