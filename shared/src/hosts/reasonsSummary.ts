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
  if (total === 0) return `${target.name} has no hosts`;
  if (!target.isPool) return singleText(assessment);
  const counts = countOutcomes(assessment);
  const groups = groupReasons(assessment).filter(({ outcome }) => outcome === "fails");
  return [
    headOf(counts, total, target.name),
    ...(groups.length === 0 ? [] : [groupsText(groups, MOST_GROUPS, " · ")]),
    ...(counts.unknown === 0 || counts.unknown === total ? [] : [`${counts.unknown} not known`]),
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
  const all = total === 2 ? `both hosts of ${name}` : `all ${total} hosts of ${name}`;
  const some = (count: number) => (count === total ? all : `${count} of ${total} hosts of ${name}`);
  if (starts > 0) return `Starts on ${some(starts)}${fits === 0 ? "" : `, fits ${fits} more`}`;
  if (fits > 0) return `Fits ${some(fits)}; what the hypervisor gives there is not known`;
  if (fails === total) return `Starts on none of the ${total} hosts of ${name}`;
  return fails === 0 ? `Not known whether it starts on ${name}` : `Starts on no known host of ${name}`;
}

function singleText(assessment: Assessment): string {
  const { target, verdicts } = assessment;
  const name = verdicts[0]?.host.name ?? target.name;
  const [group] = groupReasons(assessment);
  const outcome = verdicts[0]?.outcome ?? "unknown";
  if (outcome === "starts") return `Starts on ${name}`;
  if (outcome === "fits") return `Fits ${name}; what the hypervisor gives there is not known`;
  if (outcome === "unknown" || group === undefined) return `Not known whether it starts on ${name}`;
  return `Does not start on ${name}: it ${shortReason(group.problem)}`;
}
