import type { CpuMap, Host } from "../engine/index.js";
import type { Assessment } from "./assess.js";
import type { Guest } from "./guest.js";
import { judge, type Outcome } from "./judge.js";
import type { PoolHost } from "./poolHost.js";

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
