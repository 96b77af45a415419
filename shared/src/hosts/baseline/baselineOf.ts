import { type CpuDefinition, CpuError } from "../../engine/index.js";
import type { Target } from "../poolHost.js";
import { commonMap, givenBy, hostsByVendor } from "../targetCpus.js";
import { commonBaseline, USUAL_CHOICES } from "./commonBaseline.js";

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
  try {
    return commonBaseline(hosts, map, USUAL_CHOICES).cpu;
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
