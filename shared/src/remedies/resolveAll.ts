import type { CpuDefinition, CpuMap } from "../engine/index.js";
import { assessing, certainProblems, type Guest, type Target } from "../hosts/index.js";
import { canBeSaid, resolve } from "./resolve.js";

/** One change may bring the next problem to light: libvirt does not look at features before it knows the model. */
const MOST_ROUNDS = 6;

/**
 * The definition after the least changes that let it start on all known hosts of a target.
 *
 * @param map the libvirt release that the definition is written for
 * @returns undefined where there is a problem that only another model or mode takes away
 */
export function* resolveAll(
  guest: Guest,
  target: Target,
  map: CpuMap,
): Generator<undefined, CpuDefinition | undefined> {
  let { cpu } = guest;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const problems = certainProblems(yield* assessing({ ...guest, cpu }, target));
    if (problems.length === 0) return canBeSaid(cpu) ? cpu : undefined;
    // What several hosts lack is taken out once: said again, it would be disabled where it need not be listed.
    const done = new Set<string>();
    for (const { problem } of problems) {
      const { features = [] } = problem;
      const left = features.filter((name) => !done.has(name));
      if (features.length > 0 && left.length === 0) continue;
      const next = resolve({ ...problem, features: left }, cpu, map, target);
      if (next === undefined) return undefined;
      cpu = next;
      if (problem.code !== "specification-differs") for (const name of left) done.add(name);
    }
  }
  return undefined;
}
