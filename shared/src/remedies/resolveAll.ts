import type { CpuDefinition, CpuMap } from "../engine/index.js";
import { assess, certainProblems, type Guest, type Target } from "../hosts/index.js";
import { resolve } from "./resolve.js";

/** One change may bring the next problem to light: libvirt does not look at features before it knows the model. */
const MOST_ROUNDS = 6;

/**
 * The definition after the least changes that let it start on all known hosts of a target.
 *
 * @param map the libvirt release that the definition is written for
 * @returns undefined where there is a problem that only another model or mode takes away
 */
export function resolveAll(guest: Guest, target: Target, map: CpuMap): CpuDefinition | undefined {
  let { cpu } = guest;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const problems = certainProblems(assess({ ...guest, cpu }, target));
    if (problems.length === 0) return cpu;
    for (const { problem } of problems) {
      const next = resolve(problem, cpu, map);
      if (next === undefined) return undefined;
      cpu = next;
    }
  }
  return undefined;
}
