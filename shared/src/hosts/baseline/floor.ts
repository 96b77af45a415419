import { findFeature } from "../../engine/cpuData.js";
import type { CpuDefinition, CpuMap } from "../../engine/index.js";
import { hasBits } from "../../engine/words.js";
import { wordsIn } from "../targetCpus.js";
import type { LostFeature } from "./lostFeatures.js";

/**
 * Why a feature that must stay does not: some hosts lack it, all of them do, it blocks migration, no model that the
 * hypervisors know can have it, or libvirt has no such feature.
 */
export type UnmetReason = "missing" | "nowhere" | "migration" | "hypervisor" | "unknown";

export interface UnmetFeature {
  readonly feature: string;
  readonly reason: UnmetReason;
  /** Names of the hosts that lack it. */
  readonly missingOn: readonly string[];
}

interface Found {
  readonly map: CpuMap;
  readonly cpu: CpuDefinition;
  readonly lost: readonly LostFeature[];
  readonly names: readonly string[];
  readonly migratable: boolean;
}

/** The features that must stay and are not in the baseline. */
export function unmetFeatures(floor: readonly string[], found: Found): UnmetFeature[] {
  const words = wordsIn(found.cpu, found.map);
  const lost = new Map(found.lost.map((each) => [each.feature, each]));
  return [...new Set(floor)].flatMap((feature): UnmetFeature[] => {
    if (!found.map.featureByName.has(feature)) return [{ feature, reason: "unknown", missingOn: [] }];
    if (words !== undefined && hasBits(words, findFeature(feature, found.map).bits)) return [];
    const { missingOn, blocksMigration } = lost.get(feature) ?? { missingOn: found.names };
    if (found.migratable && blocksMigration) return [{ feature, reason: "migration", missingOn }];
    if (missingOn.length === 0) return [{ feature, reason: "hypervisor", missingOn }];
    return [{ feature, reason: missingOn.length === found.names.length ? "nowhere" : "missing", missingOn }];
  });
}

/** The hosts without which all of them could stay; none where that cannot be. */
export function hostsInTheWay(unmet: readonly UnmetFeature[], names: readonly string[]): readonly string[] {
  if (unmet.some(({ reason }) => reason !== "missing")) return [];
  const inTheWay = new Set(unmet.flatMap(({ missingOn }) => missingOn));
  return inTheWay.size === names.length ? [] : names.filter((name) => inTheWay.has(name));
}
