import type { CpuDefinition, CpuMap } from "../engine/index.js";
import { type Assessment, baselineOf, type Effect, effectOf, type Guest, withBaseline } from "../hosts/index.js";
import { costOf } from "./cost.js";
import { nearestModels } from "./nearestModels.js";
import { resolveAll } from "./resolveAll.js";

/** A definition that starts on more hosts of the target than the present one. */
export interface Remedy {
  readonly kind: "features" | "model" | "baseline";
  readonly cpu: CpuDefinition;
  readonly effect: Exclude<Effect, "worse" | "none">;
  /** See costOf. */
  readonly cost: number;
}

/**
 * The ways to make a VM run on its whole target, those that run on all of it first, then the smaller change: taking out
 * what hosts lack, another model, or the baseline of the target. Each is tried on every host.
 *
 * @param assessment of the guest as it is
 * @param map the libvirt release that the definition is written for
 */
export function remediesFor({ guest, target, ...rest }: Assessment, map: CpuMap): Remedy[] {
  const assessment = { guest, target, ...rest };
  const candidates = [...candidatesFor(guest, assessment, map)];
  const remedies = candidates.flatMap(({ kind, cpu }): Remedy[] => {
    const effect = effectOf(assessment, { ...guest, cpu });
    return effect === "worse" || effect === "none" ? [] : [{ kind, cpu, effect, cost: costOf(guest.cpu, cpu, map) }];
  });
  const rank = ({ effect }: Remedy) => (effect === "all" ? 0 : 1);
  return remedies.sort((a, b) => rank(a) - rank(b) || a.cost - b.cost);
}

function* candidatesFor(
  guest: Guest,
  { target }: Assessment,
  map: CpuMap,
): Iterable<{ readonly kind: Remedy["kind"]; readonly cpu: CpuDefinition }> {
  const least = resolveAll(guest, target, map);
  if (least !== undefined) yield { kind: "features", cpu: least };
  if (guest.cpu.mode === "custom" && guest.cpu.model !== undefined) {
    for (const model of nearestModels(guest.cpu, guest, target, map)) {
      const cpu = resolveAll({ ...guest, cpu: { ...guest.cpu, model } }, target, map);
      if (cpu !== undefined) yield { kind: "model", cpu };
    }
  }
  const baseline = baselineOf(target);
  if (baseline !== undefined) yield { kind: "baseline", cpu: withBaseline(guest.cpu, baseline) };
}
