import { featureNames } from "../../engine/cpuData.js";
import { type CpuDefinition, CpuError } from "../../engine/index.js";
import { difference } from "../../engine/words.js";
import type { PoolHost } from "../poolHost.js";
import { wordsIn } from "../targetCpus.js";
import type { BaselineChoices } from "./choices.js";
import { type BaselineBasis, commonBaseline } from "./commonBaseline.js";
import { commonModels, type ModelTally, tallyOf } from "./commonModels.js";
import type { LostFeature } from "./lostFeatures.js";

/** What the baseline would win without some hosts. */
export interface Gain {
  /** Hosts that lack the same: dropping some of them wins less. */
  readonly hosts: readonly string[];
  /** Features that come back, in the map's order. */
  readonly features: readonly string[];
  /** The model then. */
  readonly model: string;
}

/** Baselines are tried without these many sets of hosts: those that win the most for a host. */
const MOST = 8;

export interface Found {
  readonly hosts: readonly PoolHost[];
  readonly basis: BaselineBasis;
  readonly tally: ModelTally;
  readonly choices: BaselineChoices;
  readonly cpu: CpuDefinition;
  readonly lost: readonly LostFeature[];
}

/**
 * What going without hosts would win, by taking the baseline of the others. A feature comes back only when all hosts
 * that lack it go: no other sets of hosts are tried.
 */
export function* gainsOf(found: Found): Generator<undefined, Gain[]> {
  const gains: Gain[] = [];
  for (const names of worthTrying(found)) {
    const dropped = new Set(names);
    const others = found.hosts.filter(({ name }) => !dropped.has(name));
    const models = yield* modelsOf(others, found);
    const gain = gainWith(others, models, found);
    if (gain !== undefined && gain.features.length > 0) gains.push({ ...gain, hosts: names });
    yield;
  }
  return gains.sort((a, b) => b.features.length / b.hosts.length - a.features.length / a.hosts.length);
}

function worthTrying({ lost, choices, hosts }: Found): (readonly string[])[] {
  const sets = new Map<string, { readonly names: readonly string[]; count: number }>();
  for (const { missingOn, blocksMigration } of lost) {
    const comesBack = !(choices.migratable && blocksMigration);
    if (!comesBack || missingOn.length === 0 || missingOn.length === hosts.length) continue;
    const key = JSON.stringify(missingOn);
    const known = sets.get(key);
    if (known === undefined) sets.set(key, { names: missingOn, count: 1 });
    else known.count++;
  }
  const worth = ({ names, count }: { names: readonly string[]; count: number }): number => count / names.length;
  const dearest = [...sets.values()].sort((a, b) => worth(b) - worth(a));
  return dearest.slice(0, MOST).map(({ names }) => names);
}

function gainWith(
  others: readonly PoolHost[],
  models: BaselineBasis["models"],
  { basis: { map }, choices, cpu }: Found,
): Omit<Gain, "hosts"> | undefined {
  try {
    const better = commonBaseline(others, { map, models }, choices).cpu;
    const [now, then] = [wordsIn(cpu, map), wordsIn(better, map)];
    if (now === undefined || then === undefined) return undefined;
    return { features: featureNames(difference(then, now), map), model: better.model ?? "" };
  } catch (error) {
    if (error instanceof CpuError) return undefined;
    throw error;
  }
}

/** A few hosts that go are quicker to count out than the others to count. */
function* modelsOf(
  others: readonly PoolHost[],
  { hosts, tally }: Found,
): Generator<undefined, BaselineBasis["models"]> {
  if (others.length * 2 < hosts.length) return commonModels(yield* tallyOf(others));
  const staying = new Set(others.map(({ host }) => host));
  return commonModels(tally, yield* tallyOf(hosts.filter(({ host }) => !staying.has(host))));
}
