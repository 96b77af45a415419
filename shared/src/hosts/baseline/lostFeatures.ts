import type { Baseline, CpuMap } from "../../engine/index.js";

/** A feature that some host has and the baseline lacks. */
export interface LostFeature {
  readonly feature: string;
  /** Names of the hosts that lack it. */
  readonly missingOn: readonly string[];
  /** A VM with it cannot migrate. */
  readonly blocksMigration?: true;
}

/** @param names of the hosts, in the order the baseline was taken of */
export function lostFeatures({ because }: Baseline, names: readonly string[], map: CpuMap): LostFeature[] {
  return [...because].map(([feature, indices]) => ({
    feature,
    missingOn: indices.flatMap((index) => names[index] ?? []),
    ...(map.featureByName.get(feature)?.migratable === false ? { blocksMigration: true } : {}),
  }));
}
