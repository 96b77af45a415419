import { featuresIn } from "../engine/cpuData.js";
import type { CpuMap, Feature, Model } from "../engine/index.js";
import { hasBits } from "../engine/words.js";

/** Whether a model includes a feature by itself. */
export function includesFeature(model: Model, feature: Feature): boolean {
  return feature.bits.length > 0 && hasBits(model.words, feature.bits);
}

/** The same by the feature's name; false for one that the map does not know. */
export function modelHas(model: Model, name: string, map: CpuMap): boolean {
  const feature = map.featureByName.get(name);
  return feature !== undefined && includesFeature(model, feature);
}

/** The names of the models that include a feature, in the map's order. */
export function modelsWith(feature: Feature, map: CpuMap): string[] {
  return map.models.filter((model) => includesFeature(model, feature)).map(({ name }) => name);
}

/** What a model has, by name, in the map's order. */
export function featuresOf(model: Model, map: CpuMap): string[] {
  return featuresIn(model.words, map).map(({ name }) => name);
}
