import { type CpuDefinition, CpuError, type CpuMap } from "../../engine/index.js";
import type { PoolHost, UnknownHost } from "../poolHost.js";
import { commonMap, givenBy, vendorOf } from "../targetCpus.js";
import { type BaselineChoices, commonBaseline } from "./commonBaseline.js";
import { type Gain, gainsOf } from "./gains.js";

/** A feature that some host has and the baseline lacks. */
export interface LostFeature {
  readonly feature: string;
  /** Names of the hosts that lack it; none where it blocks migration. */
  readonly missingOn: readonly string[];
}

/** The baseline of the hosts of one vendor, and what it costs. */
export interface VendorPlan {
  readonly vendor?: string;
  readonly hosts: readonly string[];
  /** Undefined where there is none; then `problem` says why. */
  readonly cpu?: CpuDefinition;
  readonly problem?: string;
  readonly lost: readonly LostFeature[];
  /** What going without a host would win, the most first. */
  readonly gains: readonly Gain[];
  /** Features that must stay, with the hosts that lack them. */
  readonly unmet: readonly LostFeature[];
}

/** What hosts have in common. Between vendors nothing migrates, so each has a plan of its own. */
export interface BaselinePlan {
  /** The plan of most hosts first. */
  readonly vendors: readonly VendorPlan[];
  /** Hosts that cannot take part. */
  readonly unknown: readonly UnknownHost[];
}

/** Finds the baselines of hosts in steps, so that whoever drives it may pause or stop. */
export function* planBaseline(
  hosts: readonly PoolHost[],
  choices: BaselineChoices,
): Generator<undefined, BaselinePlan> {
  const unknown = hosts.flatMap((host) => {
    return givenBy(host)?.model === undefined
      ? [{ name: host.name, reason: "It does not tell which CPU it has." }]
      : [];
  });
  const byVendor = new Map<string, PoolHost[]>();
  for (const host of hosts) {
    if (givenBy(host)?.model === undefined) continue;
    const key = `${vendorOf(host) ?? ""} ${host.map.arch} ${host.host.arch}`;
    const group = byVendor.get(key);
    if (group === undefined) byVendor.set(key, [host]);
    else group.push(host);
    yield;
  }
  const vendors: VendorPlan[] = [];
  for (const group of byVendor.values()) vendors.push(yield* planVendor(group, choices));
  return { vendors: vendors.sort((a, b) => b.hosts.length - a.hosts.length), unknown };
}

function* planVendor(hosts: readonly PoolHost[], choices: BaselineChoices): Generator<undefined, VendorPlan> {
  const [first] = hosts;
  const names = hosts.map(({ name }) => name);
  const vendor = first && vendorOf(first);
  const about = { ...(vendor === undefined ? {} : { vendor }), hosts: names };
  const map = commonMap({ name: "", isPool: true, hosts, unknown: [] }) ?? first?.map;
  if (first === undefined || map === undefined || !covers(map, first)) {
    const arch = first?.host.arch ?? "";
    const problem = `libvirt leaves the CPU models of ${arch} to QEMU: there is no baseline to compute.`;
    return { ...about, problem, lost: [], gains: [], unmet: [] };
  }
  try {
    const { cpu, because } = commonBaseline(hosts, map, choices);
    yield;
    const lost = [...because].map(([feature, indices]) => ({
      feature,
      missingOn: indices.flatMap((index) => names[index] ?? []),
    }));
    const unmet = lost.filter(({ feature, missingOn }) => choices.floor.includes(feature) && missingOn.length > 0);
    const gains = yield* gainsOf({ hosts, map, choices, cpu, lost });
    return { ...about, cpu, lost, gains, unmet };
  } catch (error) {
    if (!(error instanceof CpuError)) throw error;
    return { ...about, problem: explain(error), lost: [], gains: [], unmet: [] };
  }
}

/** The map of x86 stands in for architectures that have none. */
function covers(map: CpuMap, { host }: PoolHost): boolean {
  return map.arch !== "x86" || host.arch === "x86_64" || host.arch === "i686";
}

function explain(error: CpuError): string {
  switch (error.code) {
    case "empty-baseline":
      return "These hosts have no feature in common.";
    case "no-decodable-model":
      return "No CPU model that all these hypervisors know fits these hosts.";
    case "unknown-model":
      return `A host is described with a model that the oldest libvirt among them does not know: ${error.subject ?? ""}.`;
    default:
      return error.message;
  }
}
