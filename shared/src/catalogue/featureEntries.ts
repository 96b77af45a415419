import type { CpuMap, Feature } from "../engine/index.js";
import type { FeatureEntry } from "./catalogue.js";
import type { FeatureDoc } from "./featureDocs.js";
import { placeOf } from "./placeOf.js";

/** One entry a feature, in the map's order; none where libvirt has no map. */
export function featureEntries(
  map: CpuMap | undefined,
  docs: ReadonlyMap<string, FeatureDoc>,
): Map<string, FeatureEntry> {
  if (map === undefined) return new Map();
  return new Map(map.features.map((feature) => [feature.name, featureEntry(feature, map, docs.get(feature.name))]));
}

function featureEntry(feature: Feature, map: CpuMap, doc: FeatureDoc | undefined): FeatureEntry {
  const place = placeOf(feature, map);
  return {
    name: feature.name,
    title: doc?.title ?? feature.name,
    summary: doc?.summary ?? (place === "" ? `The CPU feature ${feature.name}.` : `The CPU feature at ${place}.`),
    group: doc?.group ?? "other",
    aliases: feature.aliases,
    place,
    migratable: feature.migratable,
  };
}
