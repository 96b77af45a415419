import { type Baseline, type CpuDefinition, CpuError } from "../../engine/index.js";
import type { PoolHost, UnknownHost } from "../poolHost.js";
import type { BaselineChoices } from "./choices.js";
import { type BaselineBasis, commonBaseline } from "./commonBaseline.js";
import { commonModels, tallyOf } from "./commonModels.js";
import { hostsInTheWay, type UnmetFeature, unmetFeatures } from "./floor.js";
import { type Gain, gainsOf } from "./gains.js";
import { groupByVendor, hasCpu, mapOf, type VendorGroup, withoutCpu } from "./groupHosts.js";
import { type LostFeature, lostFeatures } from "./lostFeatures.js";
import { explainError, whyNoneOn } from "./whyNone.js";

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
