import type { CpuMap, Host } from "../engine/index.js";
import type { Guest } from "./guestNeeds.js";
import { type HostProblem, vmProblem } from "./hostProblem.js";
import { type Judgement, judge, type Outcome } from "./judge.js";
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
  return runSync(assessing(guest, target));
}

/** What is known of one guest: hosts that are described alike are judged once, and so are those of the next target. */
export type JudgementsByHost = WeakMap<Host, Map<CpuMap, Judgement>>;

/**
 * The same in steps, each of one host: whoever drives it may pause, or stop when the question is stale.
 *
 * @param judged what is known of this guest already; what is found out is added
 */
export function* assessing(
  guest: Guest,
  target: Target,
  judged: JudgementsByHost = new WeakMap(),
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

/**
 * A problem that every host has with a definition that libvirt refuses.
 *
 * @param rule which found it
 * @param message ours
 * @param libvirt its words
 */
export function refusedProblem(rule: string, message: string, libvirt = ""): HostProblem {
  const because = message.replace(/[.。]$/, "");
  return vmProblem("definition-refused", "fails", because, { message: libvirt, subject: rule, at: [] });
}

/** What a definition's own errors mean for its hosts: it starts on none. */
export function withRefusals(assessment: Assessment, refusals: readonly HostProblem[]): Assessment {
  if (refusals.length === 0) return assessment;
  // Hosts that are described alike share their list of problems.
  const lists = new Map<readonly HostProblem[], readonly HostProblem[]>();
  const verdicts = assessment.verdicts.map((verdict): HostVerdict => {
    const problems = lists.get(verdict.problems) ?? [...refusals, ...verdict.problems];
    lists.set(verdict.problems, problems);
    return { ...verdict, outcome: "fails", problems };
  });
  return { ...assessment, verdicts };
}

/** Does a piece of work that could be done in steps without a pause. */
export function runSync<T>(steps: Generator<undefined, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** What a change of a VM does to the hosts it starts on: `all` starts on every known one, `more` on more than before. */
export type Effect = "all" | "more" | "none" | "worse";

/** Whether an outcome may become another: nothing certain gets lost. */
const RANK: Readonly<Record<Outcome, number>> = { fails: 0, unknown: 1, fits: 2, starts: 3 };

/**
 * Judges a changed VM on the hosts of an assessment, and stops at the first on which it is worse off. Hosts that could
 * not be judged before need not be judged now.
 */
export function effectOf(assessment: Assessment, changed: Guest): Effect {
  const judged = new Map<Host, Map<CpuMap, Outcome>>();
  const left = { fails: 0, fewer: 0 };
  for (const { host, outcome: before } of assessment.verdicts) {
    const after = judged.get(host.host)?.get(host.map) ?? judgeOnce(changed, host, judged);
    if (RANK[after] < RANK[before]) return "worse";
    if (after === "fails") left.fails++;
    else if (before === "fails") left.fewer++;
  }
  if (left.fails === 0) return "all";
  return left.fewer > 0 ? "more" : "none";
}

function judgeOnce(guest: Guest, host: PoolHost, judged: Map<Host, Map<CpuMap, Outcome>>): Outcome {
  const { outcome } = judge(guest, host);
  judged.set(host.host, (judged.get(host.host) ?? new Map()).set(host.map, outcome));
  return outcome;
}
