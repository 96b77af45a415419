import {
  addHost,
  addSum,
  type BaselineSum,
  baselineOfSum,
  type CpuDefinition,
  type CpuMap,
  emptySum,
  expandCpu,
  findFeature,
  hasBits,
  hostWordsOf,
  withKnownFeatures,
  wordsOf,
} from "../../engine/internal.js";
import { givenBy, type PoolHost, vendorOf } from "../../hosts/index.js";
import {
  addModels,
  addTally,
  asDriverSays,
  type BaselineChoices,
  chooseModels,
  commonModels,
  type ModelTally,
} from "../baseline/common.js";

/** Of the hosts that lack a feature so many are named. */
const MOST_NAMED = 3;

/** How many hosts have a feature, and the first of those that have not. */
export interface FeatureCount {
  having: number;
  readonly lacking: string[];
}

/**
 * What a baseline needs to know of a fleet and what tells why it is what it is, in a size that does not grow with it.
 *
 * The sum of a list of hosts is the sum of its parts added in their order, wherever it is cut:
 * `sum(A ++ B) = add(sum(A), sum(B))`. So parts may be summed up elsewhere and merged in any grouping. Their order
 * counts, as it does for libvirt, which believes the first host's vendor.
 */
export interface FleetSum {
  /** libvirt's name of the hosts' architecture; of the first one. */
  arch?: string;
  readonly baseline: BaselineSum;
  /** Names of the first hosts. */
  readonly names: string[];
  readonly models: ModelTally;
  /** By name, in the map's order. */
  readonly features: Map<string, FeatureCount>;
  /** How many hosts of each vendor, "" for those that tell none. */
  readonly vendors: Map<string, number>;
}

/** @param map of the libvirt release that the whole fleet is judged by */
export function emptyFleet(map: CpuMap): FleetSum {
  const features = new Map<string, FeatureCount>(map.features.map(({ name }) => [name, { having: 0, lacking: [] }]));
  return {
    baseline: emptySum(),
    names: [],
    models: { lists: 0, models: new Map() },
    features,
    vendors: new Map(),
  };
}

/**
 * Adds a host; what its libvirt names beyond the map is left out.
 *
 * @returns why it cannot be added, as the end of a sentence
 */
export function addToFleet(fleet: FleetSum, host: PoolHost, map: CpuMap): string | undefined {
  const given = givenBy(host);
  if (given?.model === undefined) return "it does not tell which CPU it has.";
  const { arch } = host.host;
  fleet.arch ??= arch;
  if (fleet.arch !== arch) return `it is ${arch}, the hosts before it are ${fleet.arch}.`;
  const cpu = withKnownFeatures(given, map, arch).cpu;
  if (!map.modelByName.has(given.model)) {
    return `it is described with a model that libvirt ${map.release} does not know: ${given.model}.`;
  }
  addHost(fleet.baseline, cpu, map);
  addModels(fleet.models, host.host);
  const vendor = vendorOf(host) ?? "";
  fleet.vendors.set(vendor, (fleet.vendors.get(vendor) ?? 0) + 1);
  if (fleet.names.length < MOST_NAMED) fleet.names.push(host.name);
  countFeatures(fleet, cpu, host.name, map);
  return undefined;
}

/**
 * Adds the sum of hosts that come behind.
 *
 * @returns why it cannot be added, as the end of a sentence
 */
export function addFleet(fleet: FleetSum, behind: FleetSum, map: CpuMap): string | undefined {
  if (behind.arch !== undefined) fleet.arch ??= behind.arch;
  if (behind.arch !== undefined && fleet.arch !== behind.arch) {
    return `it is of ${behind.arch} hosts, those before it are ${fleet.arch}.`;
  }
  addSum(fleet.baseline, behind.baseline, map);
  addTally(fleet.models, behind.models);
  fleet.names.push(...behind.names.slice(0, MOST_NAMED - fleet.names.length));
  for (const [vendor, count] of behind.vendors) fleet.vendors.set(vendor, (fleet.vendors.get(vendor) ?? 0) + count);
  for (const [name, { having, lacking }] of behind.features) {
    const own = fleet.features.get(name);
    if (own === undefined) continue;
    own.having += having;
    own.lacking.push(...lacking.slice(0, MOST_NAMED - own.lacking.length));
  }
  return undefined;
}

function countFeatures(fleet: FleetSum, cpu: CpuDefinition, name: string, map: CpuMap): void {
  if (map.arch !== "x86") return;
  const words = hostWordsOf(cpu, map);
  for (const feature of map.features) {
    const count = fleet.features.get(feature.name);
    if (count === undefined) continue;
    if (hasBits(words, feature.bits)) count.having++;
    else if (count.lacking.length < MOST_NAMED) count.lacking.push(name);
  }
}

/** A feature that some host has and the baseline lacks. */
export interface LostInFleet {
  readonly feature: string;
  /** How many hosts lack it, and the first of them; none where it only blocks migration. */
  readonly lackedBy: number;
  readonly hosts: readonly string[];
  readonly blocksMigration: boolean;
}

export interface FleetBaseline {
  readonly cpu: CpuDefinition;
  /** Those that fewest hosts lack first. */
  readonly lost: readonly LostInFleet[];
}

type Wanted = Pick<BaselineChoices, "migratable" | "usableModels" | "expand">;

/**
 * The baseline of a fleet, out of the models that its hypervisors know.
 *
 * @throws CpuError as baselineCpu
 */
export function fleetBaseline(fleet: FleetSum, map: CpuMap, wanted: Wanted): FleetBaseline {
  const { migratable, expand } = wanted;
  const known = commonModels(fleet.models);
  const cpu = chooseModels(known, wanted, (models) =>
    baselineOfSum(fleet.baseline, map, { migratable, ...(models === undefined ? {} : { models }) }),
  );
  const byHypervisor = fleet.models.lists === fleet.baseline.count;
  const said = asDriverSays(expand ? expandCpu(cpu, map) : cpu, map, byHypervisor);
  return { cpu: said, lost: lostOf(fleet, cpu, map) };
}

function lostOf({ features, baseline: { count } }: FleetSum, cpu: CpuDefinition, map: CpuMap): LostInFleet[] {
  if (map.arch !== "x86") return [];
  const words = wordsOf(cpu, map);
  const lost = [...features].flatMap(([feature, { having, lacking }]): LostInFleet[] => {
    const { bits, migratable } = findFeature(feature, map);
    if (having === 0 || hasBits(words, bits)) return [];
    return [{ feature, lackedBy: count - having, hosts: lacking, blocksMigration: !migratable }];
  });
  return lost.sort((a, b) => a.lackedBy - b.lackedBy);
}
