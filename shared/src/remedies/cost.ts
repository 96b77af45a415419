import { wordsOf } from "../engine/cpuData.js";
import { type CpuDefinition, CpuError, type CpuMap } from "../engine/index.js";
import { countBeyond } from "../engine/words.js";

/**
 * What a change costs: one for each line and attribute that it touches, and one for each feature that the guest loses.
 * A model that fits is dear if it takes away more than the hosts lack.
 */
export function costOf(before: CpuDefinition, after: CpuDefinition, map: CpuMap): number {
  const policies = new Map(before.features.map(({ name, policy }) => [name, policy]));
  const left = new Map(policies);
  let cost = 0;
  for (const { name, policy } of after.features) {
    if (!policies.has(name) || policies.get(name) !== policy) cost++;
    left.delete(name);
  }
  cost += left.size;
  for (const key of ["mode", "model", "vendor", "match", "check", "migratable"] as const) {
    if (before[key] !== after[key]) cost++;
  }
  if (before.maxPhysAddr?.bits !== after.maxPhysAddr?.bits) cost++;
  return cost + lostFeatures(before, after, map);
}

/** A CPU that follows its host has no features of its own to lose. */
function lostFeatures(before: CpuDefinition, after: CpuDefinition, map: CpuMap): number {
  if (before.model === undefined || after.model === undefined) return 0;
  try {
    return countBeyond(wordsOf(before, map), wordsOf(after, map));
  } catch (error) {
    if (error instanceof CpuError) return 0;
    throw error;
  }
}
