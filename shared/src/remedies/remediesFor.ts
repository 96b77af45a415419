import type { CpuDefinition, CpuMap } from "../engine/index.js";
import { takesHostCpu } from "../engine/index.js";
import {
  type Assessment,
  atOnce,
  baselineOf,
  type Effect,
  effectOf,
  type Guest,
  type Target,
  withBaseline,
} from "../hosts/index.js";
import { costOf } from "./cost.js";
import { nearestModels } from "./nearestModels.js";
import { resolveAll } from "./resolveAll.js";

/** A definition that starts on more hosts of the target than the present one. */
export interface Remedy {
  readonly kind: "features" | "mode" | "model" | "baseline";
  readonly cpu: CpuDefinition;
  readonly effect: Exclude<Effect, "worse" | "none">;
  /** See costOf. */
  readonly cost: number;
}

/** Several findings of one document have the same. */
const KNOWN = new WeakMap<Assessment, WeakMap<CpuMap, readonly Remedy[]>>();

/**
 * The ways to make a VM run on its whole target, those that run on all of it first, then the smaller change: taking out
 * what hosts lack, another model, or the baseline of the target. Each is tried on every host.
 *
 * @param assessment of the guest as it is
 * @param map the libvirt release that the definition is written for
 */
export function remediesFor(assessment: Assessment, map: CpuMap): readonly Remedy[] {
  const known = KNOWN.get(assessment) ?? new WeakMap<CpuMap, readonly Remedy[]>();
  KNOWN.set(assessment, known);
  const remedies = known.get(map) ?? atOnce(seekRemedies(assessment, map));
  known.set(map, remedies);
  return remedies;
}

/** The same in steps, for many hosts. */
export function* seekRemedies(assessment: Assessment, map: CpuMap): Generator<undefined, Remedy[]> {
  const { guest } = assessment;
  const remedies: Remedy[] = [];
  for (const { kind, cpu } of yield* seekCandidates(assessment, map)) {
    const effect = effectOf(assessment, { ...guest, cpu });
    yield;
    if (effect === "worse" || effect === "none") continue;
    remedies.push({ kind, cpu, effect, cost: costOf(guest.cpu, cpu, map) });
  }
  const rank = ({ effect }: Remedy) => (effect === "all" ? 0 : 1);
  return remedies.sort((a, b) => rank(a) - rank(b) || a.cost - b.cost);
}

type Candidate = Pick<Remedy, "kind" | "cpu">;

function* seekCandidates({ guest, target }: Assessment, map: CpuMap): Generator<undefined, Candidate[]> {
  const { cpu } = guest;
  const found: Candidate[] = [];
  for (const { kind, cpu: start } of [{ kind: "features", cpu } as const, ...(yield* seekStarts(guest, target, map))]) {
    const resolved = yield* resolveAll({ ...guest, cpu: start }, target, map);
    if (resolved !== undefined) found.push({ kind, cpu: resolved });
  }
  const baseline = baselineOf(target);
  if (baseline !== undefined) found.push({ kind: "baseline", cpu: withBaseline(cpu, baseline) });
  return found;
}

/** The definition with another model or mode, from which single problems may still have to be taken. */
function* seekStarts(guest: Guest, target: Target, map: CpuMap): Generator<undefined, Candidate[]> {
  const { cpu } = guest;
  if (takesHostCpu(cpu.mode)) return [{ kind: "mode", cpu: asHostModel(cpu) }];
  if (cpu.mode !== "custom" || cpu.model === undefined) return [];
  const models = yield* nearestModels(cpu, guest, target, map);
  return models.map((model) => ({ kind: "model", cpu: withModel(cpu, model, map) }));
}

/** A vendor that is not the new model's would contradict it. */
function withModel({ vendor, ...cpu }: CpuDefinition, model: string, map: CpuMap): CpuDefinition {
  const own = map.modelByName.get(model)?.vendor;
  const stays = vendor !== undefined && (own === undefined || own === vendor);
  return { ...cpu, model, ...(stays ? { vendor } : {}) };
}

/** Of the modes that follow the host the one that every libvirt has. */
function asHostModel({ migratable: _migratable, ...cpu }: CpuDefinition): CpuDefinition {
  return { ...cpu, mode: "host-model" };
}
