import { CpuError, type Host, type HypervisorModel } from "../../engine/index.js";
import type { PoolHost } from "../poolHost.js";
import type { BaselineChoices } from "./choices.js";

/** A model that every hypervisor knows. */
export interface CommonModel extends HypervisorModel {
  /** No hypervisor says that it cannot run it. */
  readonly isUsable: boolean;
}

/** How many of the hosts that tell know each model, with what blocks it: from it the models without some follow. */
export interface ModelTally {
  lists: number;
  readonly models: Map<string, { known: number; unusable: number; readonly blockers: Map<string, number> }>;
}

const NOTHING: ModelTally = { lists: 0, models: new Map() };

/** Counts hosts in steps, each description once: hosts with equal documents share it. */
export function* tallyOf(hosts: Iterable<PoolHost>): Generator<undefined, ModelTally> {
  const tally = { lists: 0, models: new Map() };
  for (const host of new Set([...hosts].map((each) => each.host))) {
    addModels(tally, host);
    yield;
  }
  return tally;
}

/** Counts a host in. */
export function addModels(tally: ModelTally, { models }: Pick<Host, "models">): void {
  if (models === undefined) return;
  tally.lists++;
  for (const { name, blockers, usable } of models) {
    const entry = tally.models.get(name) ?? { known: 0, unusable: 0, blockers: new Map<string, number>() };
    tally.models.set(name, entry);
    entry.known++;
    if (usable === "no") entry.unusable++;
    for (const blocker of blockers) entry.blockers.set(blocker, (entry.blockers.get(blocker) ?? 0) + 1);
  }
}

/** Counts in all that another tally has counted. */
export function addTally(tally: ModelTally, other: ModelTally): void {
  tally.lists += other.lists;
  for (const [name, { known, unusable, blockers }] of other.models) {
    const entry = tally.models.get(name) ?? { known: 0, unusable: 0, blockers: new Map<string, number>() };
    tally.models.set(name, entry);
    entry.known += known;
    entry.unusable += unusable;
    for (const [blocker, count] of blockers) entry.blockers.set(blocker, (entry.blockers.get(blocker) ?? 0) + count);
  }
}

/**
 * The models that every hypervisor has, with what blocks them anywhere; undefined where no host tells. A baseline made
 * of another model would not start.
 *
 * @param less hosts that were counted in and are not to count
 */
export function commonModels(tally: ModelTally, less: ModelTally = NOTHING): CommonModel[] | undefined {
  const lists = tally.lists - less.lists;
  if (lists === 0) return undefined;
  const found: CommonModel[] = [];
  for (const [name, { known, unusable, blockers }] of tally.models) {
    const minus = less.models.get(name);
    if (known - (minus?.known ?? 0) !== lists) continue;
    const left = [...blockers].filter(([blocker, count]) => count > (minus?.blockers.get(blocker) ?? 0));
    found.push({ name, isUsable: unusable === (minus?.unusable ?? 0), blockers: left.map(([blocker]) => blocker) });
  }
  return found;
}

/** Usable models where they are wanted and one fits; else all that the hypervisors know. */
export function chooseModels<T>(
  known: readonly CommonModel[] | undefined,
  { usableModels }: Pick<BaselineChoices, "usableModels">,
  take: (models: readonly CommonModel[] | undefined) => T,
): T {
  const usable = usableModels ? known?.filter(({ isUsable }) => isUsable) : undefined;
  if (usable !== undefined && usable.length > 0) {
    try {
      return take(usable);
    } catch (error) {
      // No usable model fits: one whose missing features are disabled may.
      if (!(error instanceof CpuError) || error.code !== "no-decodable-model") throw error;
    }
  }
  return take(known);
}
