import { isOlder } from "../../common/releases.js";
import {
  type Baseline,
  baselineCpu,
  type CpuDefinition,
  CpuError,
  type CpuMap,
  DROPPED_AT_START,
  type Host,
  type HypervisorModel,
  withKnownFeatures,
} from "../../engine/internal.js";
import { commonMap, givenBy, hostsByVendor, type PoolHost, type Target } from "../../hosts/index.js";
import type { LostFeature } from "../../messages.js";

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

/** @param names of the hosts, in the order the baseline was taken of */
export function lostFeatures({ because }: Baseline, names: readonly string[], map: CpuMap): LostFeature[] {
  return [...because].map(([feature, indices]) => ({
    feature,
    missingOn: indices.flatMap((index) => names[index] ?? []),
    ...(map.featureByName.get(feature)?.migratable === false ? { blocksMigration: true } : {}),
  }));
}

/** What a baseline is to be like. */
export interface BaselineChoices {
  /** Leave out what blocks migration. */
  readonly migratable: boolean;
  /** Only models that every hypervisor runs as they are, where hypervisors tell. */
  readonly usableModels: boolean;
  /** Every feature spelled out. */
  readonly expand: boolean;
  /** Features that must stay. */
  readonly floor: readonly string[];
  /** Go without the hosts of which not enough is known; else there is no baseline with one among them. */
  readonly leaveOutUnknown: boolean;
}

/**
 * As libvirt itself chooses: a model whose missing features are disabled may be much nearer than an old one that runs as
 * it is, and QEMU's old models lack features that libvirt's map gives them.
 */
export const USUAL_CHOICES: BaselineChoices = {
  migratable: true,
  usableModels: false,
  expand: false,
  floor: [],
  leaveOutUnknown: false,
};

const BASELINES = new WeakMap<Target, CpuDefinition | undefined>();

/**
 * The best CPU that all known hosts of a target can give, without what blocks migration (see {@link baselineCpu}).
 *
 * @returns undefined where there is none: hosts of several vendors, of another architecture, or nothing known of one
 */
export function baselineOf(target: Target): CpuDefinition | undefined {
  if (!BASELINES.has(target)) BASELINES.set(target, compute(target));
  return BASELINES.get(target);
}

function compute(target: Target): CpuDefinition | undefined {
  const map = commonMap(target);
  const hosts = [...new Map(target.hosts.map((host) => [host.host, host])).values()];
  if (map === undefined || hosts.length === 0 || hosts.some((host) => host.map.arch !== "x86")) return undefined;
  if (hosts.some((host) => givenBy(host)?.model === undefined) || hostsByVendor(target).size > 1) return undefined;
  const counting = tallyOf(hosts);
  let step = counting.next();
  while (!step.done) step = counting.next();
  try {
    return commonBaseline(hosts, { map, models: commonModels(step.value) }, USUAL_CHOICES).cpu;
  } catch (error) {
    if (error instanceof CpuError) return undefined;
    throw error;
  }
}

/**
 * A guest's CPU as the baseline, with what the author said about single features: those stay, but for optional ones
 * that the baseline decides.
 */
export function withBaseline(cpu: CpuDefinition, baseline: CpuDefinition): CpuDefinition {
  const features = new Map(baseline.features.map((feature) => [feature.name, feature]));
  for (const feature of cpu.features) {
    if (feature.policy !== "optional" || !features.has(feature.name)) features.set(feature.name, feature);
  }
  const { migratable: _migratable, model: _model, vendor: _vendor, match: _match, check, ...rest } = cpu;
  return {
    ...rest,
    mode: "custom",
    match: "exact",
    ...(check === undefined ? {} : { check: check === "full" ? "partial" : check }),
    ...(baseline.model === undefined ? {} : { model: baseline.model }),
    ...(baseline.vendor === undefined ? {} : { vendor: baseline.vendor }),
    fallback: baseline.fallback,
    features: [...features.values()],
  };
}

/** What a baseline is taken with: a map, and the models to choose among, where hypervisors tell. */
export interface BaselineBasis {
  readonly map: CpuMap;
  readonly models: readonly CommonModel[] | undefined;
}

type Wanted = Pick<BaselineChoices, "migratable" | "usableModels" | "expand">;

/**
 * The best CPU that all hosts can give (see {@link baselineCpu}), out of the models that their hypervisors know.
 *
 * @param hosts of one vendor, each with a CPU; what a newer host's libvirt names beyond the map is left out
 * @throws CpuError as baselineCpu
 */
export function commonBaseline(hosts: readonly PoolHost[], { map, models }: BaselineBasis, wanted: Wanted): Baseline {
  const cpus = hosts.map((host) => knownPart(host, map));
  const { migratable, expand } = wanted;
  const baseline = chooseModels(models, wanted, (chosen) =>
    baselineCpu(cpus, map, { migratable, expand, ...(chosen === undefined ? {} : { models: chosen }) }),
  );
  const byHypervisor = hosts.every(({ host }) => host.hostModel !== undefined);
  return {
    cpu: asDriverSays(baseline.cpu, map, byHypervisor),
    get because() {
      return baseline.because;
    },
  };
}

/** Features of a processor that QEMU has a switch for, and `virsh cpu-baseline` of 12.8 leaves out all the same; 11.3 does not. */
const OF_TOPOLOGY: ReadonlySet<string> = new Set(["ht", "cmp_legacy"]);

/**
 * What libvirt's QEMU driver makes of a baseline (asked of 11.3 and 12.8): it leaves out what QEMU never gives a guest, and
 * says of a baseline of hypervisors that no other model may be taken.
 *
 * @param byHypervisor of domain capabilities (`hypervisor-cpu-baseline`); else of processors (`cpu-baseline`)
 */
export function asDriverSays(cpu: CpuDefinition, map: CpuMap, byHypervisor: boolean): CpuDefinition {
  if (map.arch !== "x86") return cpu;
  const dropsTopology = !byHypervisor && !isOlder(map.release, "12.8.0");
  const features = cpu.features.filter(
    ({ name }) => !DROPPED_AT_START.has(name) && !(dropsTopology && OF_TOPOLOGY.has(name)),
  );
  return { ...cpu, fallback: byHypervisor ? "forbid" : cpu.fallback, features };
}

/** Hosts that are described alike share the definition. */
const PARTS = new WeakMap<CpuMap, WeakMap<CpuDefinition, CpuDefinition>>();

function knownPart(host: PoolHost, map: CpuMap): CpuDefinition {
  const cpu = givenBy(host);
  if (cpu === undefined) throw new CpuError("unknown-host-cpu", "unsupported configuration", "unknown host CPU model");
  const parts = PARTS.get(map) ?? new WeakMap<CpuDefinition, CpuDefinition>();
  PARTS.set(map, parts);
  const part = parts.get(cpu) ?? withKnownFeatures(cpu, map, host.host.arch).cpu;
  parts.set(cpu, part);
  return part;
}
