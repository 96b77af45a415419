import { modelHas } from "../catalogue/modelFeatures.js";
import type { CpuDefinition, CpuMap } from "../engine/index.js";

/** What a definition of mode custom says of a feature: in its list, else by its model. */
export type FeatureState = "on" | "optional" | "off" | "included" | "absent";

/** Answers for any name; one that the map does not know is absent unless it is listed. */
export function featureStates(cpu: CpuDefinition, map: CpuMap): (name: string) => FeatureState {
  const listed = new Map(cpu.features.map(({ name, policy }) => [name, listedState(policy)]));
  const model = map.modelByName.get(cpu.model ?? "");
  return (name) => {
    const included = model !== undefined && modelHas(model, name, map);
    return listed.get(name) ?? (included ? "included" : "absent");
  };
}

function listedState(policy: string | undefined): FeatureState {
  if (policy === "optional") return "optional";
  return policy === "disable" || policy === "forbid" ? "off" : "on";
}
