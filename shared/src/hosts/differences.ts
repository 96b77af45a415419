import { featureNames } from "../engine/cpuData.js";
import type { CpuMap } from "../engine/index.js";
import { addWords, difference, type Words } from "../engine/words.js";
import type { PoolHost, Target } from "./poolHost.js";
import { commonMap, givenBy, wordsIn } from "./targetCpus.js";

/** What hosts of a target lack that others of it have. */
export interface Lack {
  readonly hosts: readonly string[];
  /** In the map's order. */
  readonly features: readonly string[];
}

/** How the hosts of a target differ. */
export interface Differences {
  /** Those with the fewest differences first. */
  readonly lacks: readonly Lack[];
}

/** What is looked at of a host: what its hypervisor gives to guests, or the processor itself. */
export type Side = "given" | "processor";

const KNOWN: Readonly<Record<Side, WeakMap<Target, Differences>>> = {
  given: new WeakMap(),
  processor: new WeakMap(),
};

/** How the hosts of a target differ; hosts of which nothing is known are left out. */
export function differencesOf(target: Target, side: Side): Differences {
  const found = KNOWN[side].get(target) ?? compute(target, side);
  KNOWN[side].set(target, found);
  return found;
}

function compute(target: Target, side: Side): Differences {
  const map = commonMap(target);
  const lacks = map === undefined ? [] : lacksOf(target, side, map);
  return { lacks };
}

function lacksOf({ hosts }: Target, side: Side, map: CpuMap): Lack[] {
  const known = hosts.flatMap((host) => {
    const cpu = side === "processor" ? (host.host.cpu ?? givenBy(host)) : givenBy(host);
    const words = cpu && wordsIn(cpu, map);
    return words === undefined ? [] : [{ host, words }];
  });
  const union = new Uint32Array(map.registers.length);
  for (const { words } of known) addWords(union, words);
  const groups = groupByLack(known, union);
  return groups
    .map(({ lacking, names }): Lack => ({ hosts: names, features: featureNames(lacking, map) }))
    .filter(({ features }) => features.length > 0)
    .sort((a, b) => a.features.length - b.features.length || b.hosts.length - a.hosts.length);
}

interface Known {
  readonly host: PoolHost;
  readonly words: Words;
}

function groupByLack(known: readonly Known[], union: Words): { lacking: Words; names: string[] }[] {
  const groups = new Map<string, { lacking: Words; names: string[] }>();
  for (const { host, words } of known) {
    const lacking = difference(union, words);
    const key = lacking.join();
    const group = groups.get(key) ?? { lacking, names: [] };
    group.names.push(host.name);
    groups.set(key, group);
  }
  return [...groups.values()];
}
