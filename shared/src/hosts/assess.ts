import type { CpuMap, Host } from "../engine/index.js";
import { atOnce } from "./atOnce.js";
import type { Guest } from "./guest.js";
import { type Judgement, judge } from "./judge.js";
import type { PoolHost, Target, UnknownHost } from "./poolHost.js";

/** What was found for one host. */
export interface HostVerdict extends Judgement {
  readonly host: PoolHost;
}

/** On which hosts of its target a VM starts, and why not on the others. */
export interface Assessment {
  readonly target: Target;
  readonly guest: Guest;
  /** In the target's order. */
  readonly verdicts: readonly HostVerdict[];
  readonly unknown: readonly UnknownHost[];
}

/** Judges a VM on every host of a target. For a long list see {@link assessing}. */
export function assess(guest: Guest, target: Target): Assessment {
  return atOnce(assessing(guest, target));
}

/** What is known of one guest: hosts that are described alike are judged once, and so are those of the next target. */
export type Judged = WeakMap<Host, Map<CpuMap, Judgement>>;

/**
 * The same in steps, each of one host: whoever drives it may pause, or stop when the question is stale.
 *
 * @param judged what is known of this guest already; what is found out is added
 */
export function* assessing(
  guest: Guest,
  target: Target,
  judged: Judged = new WeakMap(),
): Generator<undefined, Assessment> {
  const verdicts: HostVerdict[] = [];
  for (const host of target.hosts) {
    const ofHost = judged.get(host.host) ?? new Map<CpuMap, Judgement>();
    const known = ofHost.get(host.map);
    const judgement = known ?? judge(guest, host);
    if (known === undefined) {
      judged.set(host.host, ofHost.set(host.map, judgement));
      yield;
    }
    verdicts.push({ host, ...judgement });
  }
  return { target, guest, verdicts, unknown: target.unknown };
}
