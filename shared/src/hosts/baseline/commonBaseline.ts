import { withKnownFeatures } from "../../engine/hostFeatures.js";
import { type Baseline, baselineCpu, type CpuDefinition, CpuError, type CpuMap } from "../../engine/index.js";
import type { PoolHost } from "../poolHost.js";
import { givenBy } from "../targetCpus.js";
import { commonModels } from "../targetModels.js";

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
}

export const USUAL_CHOICES: BaselineChoices = { migratable: true, usableModels: true, expand: false, floor: [] };

type Wanted = Pick<BaselineChoices, "migratable" | "usableModels" | "expand">;

/**
 * The best CPU that all hosts can give (see {@link baselineCpu}), out of the models that their hypervisors know.
 *
 * @param hosts of one vendor, each with a CPU
 * @param map what a newer host's libvirt names beyond it is left out
 * @throws CpuError as baselineCpu
 */
export function commonBaseline(hosts: readonly PoolHost[], map: CpuMap, wanted: Wanted): Baseline {
  const cpus = hosts.map((host) => knownPart(host, map));
  const { migratable, expand } = wanted;
  const known = commonModels(hosts);
  const usable = wanted.usableModels ? known?.filter(({ isUsable }) => isUsable) : undefined;
  for (const models of [usable, known]) {
    if (models === undefined || models.length === 0) continue;
    try {
      return baselineCpu(cpus, map, { migratable, expand, models });
    } catch (error) {
      // No usable model fits: one whose missing features are disabled may.
      if (models === known || !(error instanceof CpuError) || error.code !== "no-decodable-model") throw error;
    }
  }
  return baselineCpu(cpus, map, { migratable, expand });
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
