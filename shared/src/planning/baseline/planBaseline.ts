import * as l10n from "@vscode/l10n";
import {
  type Baseline,
  type CpuDefinition,
  CpuError,
  type CpuMap,
  findFeature,
  hasBits,
  mapCovers,
} from "../../engine/internal.js";
import { commonMap, givenBy, type PoolHost, type UnknownHost, vendorOf, wordsIn } from "../../hosts/index.js";
import type { LostFeature } from "../../messages.js";
import {
  type BaselineBasis,
  type BaselineChoices,
  commonBaseline,
  commonModels,
  lostFeatures,
  tallyOf,
} from "./common.js";
import { explainError, type Gain, gainsOf, whyNoneOn } from "./gains.js";

/** The baseline of the hosts of one vendor, and what it costs. */
export interface VendorPlan {
  readonly vendor?: string;
  readonly hosts: readonly string[];
  /** Undefined where there is none: `problem` says why, or a feature that must stay is unmet. */
  readonly cpu?: CpuDefinition;
  readonly problem?: string;
  readonly lost: readonly LostFeature[];
  /** What going without hosts would win, the most for a host first. */
  readonly gains: readonly Gain[];
  /** Features that must stay and cannot. */
  readonly unmet: readonly UnmetFeature[];
  /** Hosts without which all of them could stay. */
  readonly inTheWay: readonly string[];
}

/** What hosts have in common. Between vendors nothing migrates, so each has a plan of its own. */
export interface BaselinePlan {
  /** The plan of most hosts first; none while hosts are unknown and not left out. */
  readonly vendors: readonly VendorPlan[];
  /** Hosts that cannot take part. */
  readonly unknown: readonly UnknownHost[];
}

/**
 * Finds the baselines of hosts in steps, so that whoever drives it may pause or stop.
 *
 * @param asked hosts, and those of which nothing is known at all
 */
export function* planBaseline(
  asked: { readonly hosts: readonly PoolHost[]; readonly unknown: readonly UnknownHost[] },
  choices: BaselineChoices,
): Generator<undefined, BaselinePlan> {
  const unknown = [...asked.unknown, ...withoutCpu(asked.hosts)];
  if (unknown.length > 0 && !choices.leaveOutUnknown) return { vendors: [], unknown };
  const vendors: VendorPlan[] = [];
  for (const group of groupByVendor(asked.hosts.filter(hasCpu))) vendors.push(yield* planVendor(group, choices));
  return { vendors, unknown };
}

function* planVendor(group: VendorGroup, choices: BaselineChoices): Generator<undefined, VendorPlan> {
  const { hosts, vendor } = group;
  const about = {
    ...(vendor === undefined ? {} : { vendor }),
    hosts: hosts.map(({ name }) => name),
    ...{ lost: [], gains: [], unmet: [], inTheWay: [] },
  };
  const map = mapOf(hosts);
  const problem = whyNoneOn(hosts[0]?.host.arch ?? "", hosts, map !== undefined);
  if (map === undefined || problem !== undefined) return { ...about, problem: problem ?? "" };
  const tally = yield* tallyOf(hosts);
  try {
    const basis = { map, models: commonModels(tally) };
    yield;
    const baseline = commonBaseline(hosts, basis, choices);
    yield;
    const found = describe(baseline, about.hosts, basis, choices);
    yield;
    if (found.unmet.length > 0) return { ...about, ...found };
    const { cpu } = baseline;
    const gains = yield* gainsOf({ hosts, basis, tally, choices, cpu, lost: found.lost });
    return { ...about, ...found, cpu, gains };
  } catch (error) {
    if (!(error instanceof CpuError)) throw error;
    return { ...about, problem: explainError(error) };
  }
}

function describe(baseline: Baseline, names: readonly string[], { map }: BaselineBasis, choices: BaselineChoices) {
  const lost = lostFeatures(baseline, names, map);
  const { floor, migratable } = choices;
  const unmet = unmetFeatures(floor, { map, cpu: baseline.cpu, lost, names, migratable });
  return { lost, unmet, inTheWay: hostsInTheWay(unmet, names) };
}

/**
 * Why a feature that must stay does not: some hosts lack it, all of them do, it blocks migration, no model that the
 * hypervisors know can have it, or libvirt has no such feature.
 */
type UnmetReason = "missing" | "nowhere" | "migration" | "hypervisor" | "unknown";

interface UnmetFeature {
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
function unmetFeatures(floor: readonly string[], found: Found): UnmetFeature[] {
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
function hostsInTheWay(unmet: readonly UnmetFeature[], names: readonly string[]): readonly string[] {
  if (unmet.some(({ reason }) => reason !== "missing")) return [];
  const inTheWay = new Set(unmet.flatMap(({ missingOn }) => missingOn));
  return inTheWay.size === names.length ? [] : names.filter((name) => inTheWay.has(name));
}

/** Hosts between which a VM might migrate: of one architecture and vendor. */
interface VendorGroup {
  readonly vendor?: string;
  readonly hosts: readonly PoolHost[];
}

/** Parts hosts by vendor, the largest group first; a host that tells no vendor goes with the only vendor there is. */
function groupByVendor(hosts: readonly PoolHost[]): VendorGroup[] {
  const groups = new Map<string, { vendor: string | undefined; arch: string; hosts: PoolHost[] }>();
  for (const host of hosts) {
    const vendor = vendorOf(host);
    const { arch } = host.host;
    const key = `${arch} ${vendor ?? ""}`;
    const group = groups.get(key) ?? { vendor, arch, hosts: [] };
    groups.set(key, group);
    group.hosts.push(host);
  }
  for (const [key, { vendor, arch, hosts: without }] of groups) {
    const others = [...groups.values()].filter((group) => group.arch === arch && group.vendor !== undefined);
    const [only] = others;
    if (vendor !== undefined || others.length !== 1 || only === undefined) continue;
    only.hosts.push(...without);
    groups.delete(key);
  }
  const found = [...groups.values()].map(({ vendor, hosts: all }) => ({ ...(vendor && { vendor }), hosts: all }));
  return found.sort((a, b) => b.hosts.length - a.hosts.length);
}

/** Hosts that do not tell which CPU they have. */
function withoutCpu(hosts: readonly PoolHost[]): UnknownHost[] {
  const unknown = hosts.filter((host) => !hasCpu(host));
  return unknown.map(({ name }) => ({ name, reason: l10n.t("Its CPU is unknown.") }));
}

function hasCpu(host: PoolHost): boolean {
  return givenBy(host)?.model !== undefined;
}

/** The map that all hosts of a group can be described with; undefined where libvirt leaves its models to QEMU. */
function mapOf(hosts: readonly PoolHost[]): CpuMap | undefined {
  const [first] = hosts;
  const map = commonMap({ hosts }) ?? first?.map;
  return map !== undefined && first !== undefined && mapCovers(map, first.host.arch) ? map : undefined;
}
