import { sampleHost } from "../../../../scripts/sampleTarget.js";
import { joinHosts, readHost } from "../../../../shared/src/engine/index.js";
import type { PoolHost, UnknownHost } from "../../../../shared/src/hosts/index.js";
import {
  type BaselineChoices,
  type BaselinePlan,
  planBaseline,
  USUAL_CHOICES,
  type VendorPlan,
} from "../../../../shared/src/planning/index.js";
import { makeFleet } from "../../../support/fleet.js";
import { toEnd } from "../../../support/steps.js";

const { map } = sampleHost("node1");

/** What hosts have in common, all steps at once. */
export function plan(
  hosts: readonly PoolHost[],
  choices: Partial<BaselineChoices> = {},
  unknown: readonly UnknownHost[] = [],
): BaselinePlan {
  return toEnd(planBaseline({ hosts, unknown }, { ...USUAL_CHOICES, ...choices }));
}

/** The same for hosts of one vendor. */
export function onlyPlan(hosts: readonly PoolHost[], choices: Partial<BaselineChoices> = {}): VendorPlan {
  const [found, ...others] = plan(hosts, choices).vendors;
  if (found === undefined || others.length > 0) throw new Error(`${others.length + 1} plans`);
  return found;
}

/** A made-up fleet, read. */
export function fleet(count: number, seed: number, vendor: "Intel" | "AMD" = "Intel"): PoolHost[] {
  return [...makeFleet(count, seed, vendor)].map(({ name, domainCapabilities }) => {
    return { name, host: joinHosts([readHost(domainCapabilities, map)]), release: "12.8.0", map };
  });
}

export const samples = (...names: string[]): PoolHost[] => names.map(sampleHost);

/** A host of which the hypervisor says one model, of some architecture. */
export function modelHost(name: string, arch: string, model: string, of = map): PoolHost {
  const hostModel = { type: "guest", mode: "custom", model, fallback: "allow", features: [] } as const;
  return { name, host: { source: "cpu", arch, hostModel, unknownFeatures: [] }, release: "12.8.0", map: of };
}
