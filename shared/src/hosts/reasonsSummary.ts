import * as l10n from "@vscode/l10n";
import type { Assessment } from "./assess.js";
import type { Outcome } from "./judge.js";
import { shortReason } from "./reasons.js";
import { groupReasons, groupsText } from "./reasonsGrouped.js";

const MOST_GROUPS = 2;

/**
 * Where a VM starts, in one short line: "Starts on 2 of 3 hosts of prod · node3 lacks avx512f and pku". Of one host:
 * "Does not start on node1: it lacks pku".
 */
export function summaryText(assessment: Assessment): string {
  const { target, verdicts, unknown } = assessment;
  const total = verdicts.length + unknown.length;
  if (total === 0) return l10n.t("{0} has no hosts", target.name);
  if (!target.isPool) return singleText(assessment);
  const counts = countOutcomes(assessment);
  const groups = groupReasons(assessment).filter(({ outcome }) => outcome === "fails");
  return [
    headOf(counts, total, target.name),
    ...(groups.length === 0 ? [] : [groupsText(groups, MOST_GROUPS, " · ")]),
    ...(counts.unknown === 0 || counts.unknown === total ? [] : [l10n.t("{0} not known", counts.unknown)]),
  ].join(" · ");
}

/** How many hosts there are of each outcome; those of which nothing is known count as unknown. */
export function countOutcomes({ verdicts, unknown }: Assessment): Readonly<Record<Outcome, number>> {
  const counts = { starts: 0, fits: 0, unknown: unknown.length, fails: 0 };
  for (const { outcome } of verdicts) counts[outcome]++;
  return counts;
}

function headOf(counts: Readonly<Record<Outcome, number>>, total: number, name: string): string {
  const { starts, fits, fails } = counts;
  const all = total === 2 ? l10n.t("both hosts of {0}", name) : l10n.t("all {0} hosts of {1}", total, name);
  const some = (count: number) => (count === total ? all : l10n.t("{0} of {1} hosts of {2}", count, total, name));
  if (starts > 0) return l10n.t("Starts on {0}{1}", some(starts), fits === 0 ? "" : l10n.t(", fits {0} more", fits));
  if (fits > 0) return l10n.t("Fits {0}; what the hypervisor gives there is not known", some(fits));
  if (fails === total) return l10n.t("Starts on none of the {0} hosts of {1}", total, name);
  return fails === 0
    ? l10n.t("Not known whether it starts on {0}", name)
    : l10n.t("Starts on no known host of {0}", name);
}

function singleText(assessment: Assessment): string {
  const { target, verdicts } = assessment;
  const name = verdicts[0]?.host.name ?? target.name;
  const [group] = groupReasons(assessment);
  const outcome = verdicts[0]?.outcome ?? "unknown";
  if (outcome === "starts") return l10n.t("Starts on {0}", name);
  if (outcome === "fits") return l10n.t("Fits {0}; what the hypervisor gives there is not known", name);
  if (outcome === "unknown" || group === undefined) return l10n.t("Not known whether it starts on {0}", name);
  return l10n.t("Does not start on {0}: it {1}", name, shortReason(group.problem));
}
