import type { BlockedHosts } from "../../modelUse.js";

/** One level of a ladder, and the hosts that reach it. */
export interface Rung {
  readonly name: string;
  /** The model that most hosts run; of an x86-64 level, and of a level that libvirt has no model for, undefined. */
  readonly model?: string;
  /** False where libvirt has no model, so that nothing can be said of hosts. */
  readonly isKnown: boolean;
  readonly note?: string;
  readonly usable: readonly string[];
  /** Most hosts first. */
  readonly blocked: readonly BlockedHosts[];
  /** Hosts whose documents do not tell. */
  readonly unknown: readonly string[];
}

/** Levels, the lowest first, and how far all hosts get. */
export interface LadderUse {
  /** `Intel`, or `x86-64`. */
  readonly name: string;
  readonly hosts: readonly string[];
  readonly rungs: readonly Rung[];
}

/** The highest level that every host is known to reach; undefined where there is none. */
export function highestRung({ rungs }: Pick<LadderUse, "rungs">): Rung | undefined {
  return rungs.findLast(isReached);
}

/** Whether every host is known to reach a level. */
export function isReached({ isKnown, usable, blocked, unknown }: Rung): boolean {
  return isKnown && usable.length > 0 && blocked.length === 0 && unknown.length === 0;
}
