import { withKnownFeatures } from "../../engine/hostFeatures.js";
import { type Baseline, baselineCpu, type CpuDefinition, CpuError, type CpuMap } from "../../engine/index.js";
import type { PoolHost } from "../poolHost.js";
import { givenBy } from "../targetCpus.js";
import type { BaselineChoices } from "./choices.js";
import { type CommonModel, chooseModels } from "./commonModels.js";

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
  return chooseModels(models, wanted, (chosen) =>
    baselineCpu(cpus, map, { migratable, expand, ...(chosen === undefined ? {} : { models: chosen }) }),
  );
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
