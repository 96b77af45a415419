import {
  type CpuDefinition,
  CpuError,
  type CpuMap,
  countBeyond,
  takesHostCpu,
  wordsOf,
} from "../../engine/internal.js";
import { type Assessment, type Effect, effectOf, type Guest, runSync, type Target } from "../../hosts/index.js";
import { baselineOf, withBaseline } from "../index.js";
import { nearestModels } from "./nearestModels.js";
import { resolveAll } from "./resolve.js";

/** A definition that starts on more hosts of the target than the present one. */
export interface TargetFix {
  readonly kind: "features" | "mode" | "model" | "baseline";
  readonly cpu: CpuDefinition;
  readonly effect: Exclude<Effect, "worse" | "none">;
  /** See costOf. */
  readonly cost: number;
}

/** Several findings of one document have the same. */
const KNOWN = new WeakMap<Assessment, WeakMap<CpuMap, readonly TargetFix[]>>();

/**
 * The ways to make a VM run on its whole target, those that run on all of it first, then the smaller change: taking out
 * what hosts lack, another model, or the baseline of the target. Each is tried on every host.
 *
 * @param assessment of the guest as it is
 * @param map the libvirt release that the definition is written for
 */
export function targetFixesFor(assessment: Assessment, map: CpuMap): readonly TargetFix[] {
  const known = KNOWN.get(assessment) ?? new WeakMap<CpuMap, readonly TargetFix[]>();
  KNOWN.set(assessment, known);
  const fixes = known.get(map) ?? runSync(seekTargetFixes(assessment, map));
  known.set(map, fixes);
  return fixes;
}

/** The same in steps, for many hosts. */
export function* seekTargetFixes(assessment: Assessment, map: CpuMap): Generator<undefined, TargetFix[]> {
  const { guest } = assessment;
  const fixes: TargetFix[] = [];
  for (const { kind, cpu } of yield* seekCandidates(assessment, map)) {
    const effect = effectOf(assessment, { ...guest, cpu });
    yield;
    if (effect === "worse" || effect === "none") continue;
    fixes.push({ kind, cpu, effect, cost: costOf(guest.cpu, cpu, map) });
  }
  const rank = ({ effect }: TargetFix) => (effect === "all" ? 0 : 1);
  return fixes.sort((a, b) => rank(a) - rank(b) || a.cost - b.cost);
}

type Candidate = Pick<TargetFix, "kind" | "cpu">;

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

/**
 * What a change costs: one for each line and attribute that it touches, and one for each feature that the guest loses.
 * A model that fits is dear if it takes away more than the hosts lack.
 */
function costOf(before: CpuDefinition, after: CpuDefinition, map: CpuMap): number {
  const policies = new Map(before.features.map(({ name, policy }) => [name, policy]));
  const left = new Map(policies);
  let cost = 0;
  for (const { name, policy } of after.features) {
    if (!policies.has(name) || policies.get(name) !== policy) cost++;
    left.delete(name);
  }
  cost += left.size;
  for (const key of ["mode", "model", "vendor", "match", "check", "migratable"] as const) {
    if (before[key] !== after[key]) cost++;
  }
  if (before.maxPhysAddr?.bits !== after.maxPhysAddr?.bits) cost++;
  return cost + lostFeatures(before, after, map);
}

/** A CPU that follows its host has no features of its own to lose. */
function lostFeatures(before: CpuDefinition, after: CpuDefinition, map: CpuMap): number {
  if (before.model === undefined || after.model === undefined) return 0;
  try {
    return countBeyond(wordsOf(before, map), wordsOf(after, map));
  } catch (error) {
    if (error instanceof CpuError) return 0;
    throw error;
  }
}
