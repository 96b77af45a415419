import { featureNames } from "../../engine/cpuData.js";
import { type CpuDefinition, CpuError, type CpuMap, type Host } from "../../engine/index.js";
import { difference } from "../../engine/words.js";
import type { PoolHost } from "../poolHost.js";
import { wordsIn } from "../targetCpus.js";
import { type BaselineChoices, commonBaseline } from "./commonBaseline.js";
import type { LostFeature } from "./planBaseline.js";

/** What the baseline would win without some hosts. */
export interface Gain {
  /** Hosts that are described alike: dropping one of them wins nothing. */
  readonly hosts: readonly string[];
  /** Features that come back, in the map's order. */
  readonly features: readonly string[];
  /** The model then. */
  readonly model: string;
}

/** Baselines are tried without these many groups of hosts: those that alone cost the most. */
const MOST = 8;

interface Found {
  readonly hosts: readonly PoolHost[];
  readonly map: CpuMap;
  readonly choices: BaselineChoices;
  readonly cpu: CpuDefinition;
  readonly lost: readonly LostFeature[];
}

/**
 * What going without a host would win, by taking the baseline of the others. Only a host that alone lacks something can
 * win anything.
 */
export function* gainsOf(found: Found): Generator<undefined, Gain[]> {
  const groups = groupHosts(found.hosts);
  if (groups.length < 2) return [];
  const costs = costsAlone(groups, found.lost);
  const dearest = [...costs].sort((a, b) => b[1] - a[1]).slice(0, MOST);
  const gains: Gain[] = [];
  for (const [group] of dearest) {
    const gain = gainWithout(group, found);
    if (gain !== undefined && gain.features.length > 0) gains.push(gain);
    yield;
  }
  return gains.sort((a, b) => b.features.length - a.features.length);
}

type Group = readonly PoolHost[];

function groupHosts(hosts: readonly PoolHost[]): Group[] {
  const groups = new Map<Host, PoolHost[]>();
  for (const host of hosts) {
    const known = groups.get(host.host);
    if (known === undefined) groups.set(host.host, [host]);
    else known.push(host);
  }
  return [...groups.values()];
}

/** How many features each group alone costs. */
function costsAlone(groups: readonly Group[], lost: readonly LostFeature[]): Map<Group, number> {
  const groupOf = new Map(groups.flatMap((group) => group.map(({ name }) => [name, group] as const)));
  const costs = new Map<Group, number>();
  for (const { missingOn } of lost) {
    const [first, ...others] = new Set(missingOn.map((name) => groupOf.get(name)));
    if (first !== undefined && others.length === 0) costs.set(first, (costs.get(first) ?? 0) + 1);
  }
  return costs;
}

function gainWithout(group: Group, { hosts, map, choices, cpu }: Found): Gain | undefined {
  const dropped = new Set(group);
  const others = hosts.filter((host) => !dropped.has(host));
  try {
    const better = commonBaseline(others, map, choices).cpu;
    const [now, then] = [wordsIn(cpu, map), wordsIn(better, map)];
    if (now === undefined || then === undefined) return undefined;
    const features = featureNames(difference(then, now), map);
    return { hosts: group.map(({ name }) => name), features, model: better.model ?? "" };
  } catch (error) {
    if (error instanceof CpuError) return undefined;
    throw error;
  }
}
