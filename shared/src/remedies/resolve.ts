import { modelHas } from "../catalogue/modelFeatures.js";
import type { CpuDefinition, CpuDefinitionFeature, CpuMap } from "../engine/index.js";
import type { HostProblem, Target } from "../hosts/index.js";
import { leastAddressBits } from "./leastAddressBits.js";

/**
 * The definition with a problem out of the way by the least change: what hosts lack is taken out, what they may not
 * have is allowed.
 *
 * @returns undefined where only another model or mode helps
 */
export function resolve(
  { code, features = [] }: HostProblem,
  cpu: CpuDefinition,
  map: CpuMap,
  target: Target,
): CpuDefinition | undefined {
  switch (code) {
    case "missing-features":
    case "invariant-tsc":
    case "unknown-feature":
      return features.length === 0 ? undefined : withoutFeatures(cpu, features, map);
    case "forbidden-feature":
      return { ...cpu, features: cpu.features.map((each) => (features.includes(each.name) ? disabled(each) : each)) };
    case "vendor-differs":
      return withoutVendor(cpu);
    case "extra-features":
      return { ...cpu, match: "exact" };
    case "migratable-not-supported":
      return withoutMigratable(cpu);
    case "specification-differs":
      return { ...cpu, check: "partial" };
    case "address-bits":
      return withAddressBits(cpu, leastAddressBits(target));
    default:
      return undefined;
  }
}

/** Features that the model brings are disabled; those that only the definition asks for go. */
export function withoutFeatures(cpu: CpuDefinition, names: readonly string[], map: CpuMap): CpuDefinition {
  const unwanted = new Set(names);
  const kept = cpu.features.flatMap((feature): CpuDefinitionFeature[] => {
    if (!unwanted.has(feature.name)) return [feature];
    return isInModel(feature.name, cpu, map) ? [disabled(feature)] : [];
  });
  const listed = new Set(cpu.features.map(({ name }) => name));
  const added = names.filter((name) => !listed.has(name) && map.featureByName.has(name));
  return { ...cpu, features: [...kept, ...added.map((name) => disabled({ name }))] };
}

/** Without a model of its own a definition may not list features: libvirt's default is not in the document. */
export function canBeSaid({ mode = "custom", model, features }: CpuDefinition): boolean {
  return mode !== "custom" || model !== undefined || features.length === 0;
}

/** Whether the model brings a feature along. */
export function isInModel(name: string, cpu: CpuDefinition, map: CpuMap): boolean {
  const model = map.modelByName.get(cpu.model ?? "");
  return model !== undefined && modelHas(model, name, map);
}

function disabled({ name }: CpuDefinitionFeature): CpuDefinitionFeature {
  return { name, policy: "disable" };
}

function withAddressBits(cpu: CpuDefinition, bits: number | undefined): CpuDefinition | undefined {
  const { maxPhysAddr } = cpu;
  return bits === undefined || maxPhysAddr === undefined
    ? undefined
    : { ...cpu, maxPhysAddr: { ...maxPhysAddr, bits } };
}

function withoutMigratable({ migratable: _migratable, ...cpu }: CpuDefinition): CpuDefinition {
  return cpu;
}

function withoutVendor({ vendor: _vendor, ...cpu }: CpuDefinition): CpuDefinition {
  return cpu;
}
