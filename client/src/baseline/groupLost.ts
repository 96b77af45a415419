import type { LostFeature } from "../../../shared/src/messages.js";

/** The features that the same hosts lack. */
export interface LostGroup {
  readonly missingOn: readonly string[];
  readonly features: readonly string[];
  /** No host lacks them: with them a VM cannot migrate. */
  readonly blocksMigration: boolean;
}

/**
 * Puts together what the same hosts cost.
 *
 * @returns first what a single host costs, the most expensive first: without it the features would come back;
 *   then what several cost together; last what no host lacks
 */
export function groupLost(lost: readonly LostFeature[]): LostGroup[] {
  const groups = new Map<string, LostGroup & { features: string[] }>();
  for (const { feature, missingOn, blocksMigration = false } of lost) {
    const hosts = [...missingOn].sort();
    const blocks = blocksMigration && hosts.length === 0;
    const key = JSON.stringify([blocks, ...hosts]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { missingOn: hosts, features: [feature], blocksMigration: blocks });
    else group.features.push(feature);
  }
  return [...groups.values()].sort(
    (one, other) =>
      rank(one) - rank(other) ||
      other.features.length - one.features.length ||
      one.missingOn.join().localeCompare(other.missingOn.join(), "en", { numeric: true }),
  );
}

/**
 * @returns how many of the features each host lacks, the most expensive host first
 */
export function costs(lost: readonly LostFeature[]): { readonly host: string; readonly count: number }[] {
  const counts = new Map<string, number>();
  for (const { missingOn } of lost) {
    for (const host of new Set(missingOn)) counts.set(host, (counts.get(host) ?? 0) + 1);
  }
  return [...counts]
    .map(([host, count]) => ({ host, count }))
    .sort((one, other) => other.count - one.count || one.host.localeCompare(other.host, "en", { numeric: true }));
}

function rank(group: LostGroup): number {
  return group.missingOn.length === 0 ? Number.POSITIVE_INFINITY : group.missingOn.length;
}
