import * as l10n from "@vscode/l10n";
import type { Assessment, HostVerdict } from "./assess.js";
import type { HostProblem } from "./hostProblem.js";
import type { Outcome } from "./judge.js";
import { hostsByVendor, type Target } from "./poolHost.js";
import { hostList, shortReason } from "./reasons.js";

/** Hosts that a VM does not start on, or may not, for one and the same reason. */
export interface ReasonGroup {
  readonly outcome: Exclude<Outcome, "starts">;
  /** The first that libvirt reports, or of which it is not known. */
  readonly problem: HostProblem;
  /** Names, in the target's order. */
  readonly hosts: readonly string[];
}

/** Hosts of one target that share a problem. */
export interface ProblemGroup {
  readonly problem: HostProblem;
  readonly hosts: readonly string[];
}

const GROUPS = new WeakMap<Assessment, readonly ReasonGroup[]>();
const PROBLEMS = new WeakMap<Assessment, readonly ProblemGroup[]>();
const ORDER: Readonly<Record<ReasonGroup["outcome"], number>> = { fails: 0, unknown: 1, fits: 2 };

/** Why a VM does not start: hosts with the same reason together, certain reasons first, then those of most hosts. */
export function groupReasons(assessment: Assessment): readonly ReasonGroup[] {
  const known = GROUPS.get(assessment);
  if (known !== undefined) return known;
  const groups = gather(assessment.verdicts, reasonOf).map(({ key, hosts }) => ({ ...key, hosts }));
  groups.sort((a, b) => ORDER[a.outcome] - ORDER[b.outcome] || b.hosts.length - a.hosts.length);
  GROUPS.set(assessment, groups);
  return groups;
}

function reasonOf({ outcome, problems }: HostVerdict): Omit<ReasonGroup, "hosts">[] {
  const problem = problems.find(({ verdict }) => outcome !== "fails" || verdict === "fails");
  return outcome === "starts" || problem === undefined ? [] : [{ outcome, problem }];
}

/** Everything that keeps a VM from starting for certain, each with the hosts on which it does, most hosts first. */
export function certainProblems(assessment: Assessment): readonly ProblemGroup[] {
  const known = PROBLEMS.get(assessment);
  if (known !== undefined) return known;
  const groups = gather(assessment.verdicts, certainOf).map(({ key, hosts }) => ({ problem: key.problem, hosts }));
  groups.sort((a, b) => b.hosts.length - a.hosts.length);
  PROBLEMS.set(assessment, groups);
  return groups;
}

function certainOf({ problems }: HostVerdict): { problem: HostProblem; outcome: string }[] {
  return problems.flatMap((problem) => (problem.verdict === "fails" ? [{ problem, outcome: "fails" }] : []));
}

/** Hosts that are described alike share their list of problems: words are compared only between the others. */
function gather<T extends { problem: HostProblem; outcome: string }>(
  verdicts: readonly HostVerdict[],
  keysOf: (verdict: HostVerdict) => readonly T[],
): { key: T; hosts: string[] }[] {
  const byWords = new Map<string, { key: T; hosts: string[] }>();
  const seen = new Map<readonly HostProblem[], { hosts: string[] }[]>();
  for (const verdict of verdicts) {
    let groups = seen.get(verdict.problems);
    if (groups === undefined) {
      groups = keysOf(verdict).map((key) => {
        const words = `${key.outcome} ${key.problem.code} ${key.problem.message} ${key.problem.features?.join()}`;
        const group = byWords.get(words) ?? { key, hosts: [] };
        byWords.set(words, group);
        return group;
      });
      seen.set(verdict.problems, groups);
    }
    for (const { hosts } of groups) hosts.push(verdict.host.name);
  }
  return [...byWords.values()];
}

/** Features named of each of several groups: the line stays one that is read at a glance. */
const FEATURES_EACH = 3;

/** "node1 and node2: missing avx512f", for the first groups; the hosts of the others are counted. */
export function groupsText(groups: readonly ProblemGroup[], most: number, between: string): string {
  const said = groups.slice(0, most).map(({ problem, hosts }) => {
    const features = groups.length > 1 ? FEATURES_EACH : undefined;
    return l10n.t("{0}: {1}", hostList(hosts), shortReason(problem, features));
  });
  const others = new Set(groups.slice(most).flatMap(({ hosts }) => hosts));
  for (const { hosts } of groups.slice(0, most)) for (const host of hosts) others.delete(host);
  const rest =
    others.size === 0
      ? []
      : [others.size === 1 ? l10n.t("1 other host fails") : l10n.t("{0} other hosts fail", others.size)];
  return [...said, ...rest].join(between);
}

/** Asked for at every key. */
const TEXTS = new WeakMap<Target, string>();

/** "node1 and node2 are Intel, node3 is AMD"; empty where the hosts are not of several vendors. */
export function vendorsText(target: Target): string {
  const text = TEXTS.get(target) ?? compute(target);
  TEXTS.set(target, text);
  return text;
}

function compute(target: Target): string {
  const byVendor = hostsByVendor(target);
  if (byVendor.size < 2) return "";
  const each = [...byVendor].map(([vendor, hosts]) =>
    hosts.length > 1 ? l10n.t("{0} are {1}", hostList(hosts), vendor) : l10n.t("{0} is {1}", hostList(hosts), vendor),
  );
  return each.join(", ");
}

const MOST_GROUPS = 2;

/**
 * Where a VM starts, in one short line: "Starts on 2 of 3 hosts of prod · node3: missing avx512f and pku". Of
 * one host: "Does not start on node1: missing pku".
 */
export function summaryText(assessment: Assessment): string {
  const { target, verdicts, unknown } = assessment;
  const total = verdicts.length + unknown.length;
  if (total === 0) return l10n.t("{0} has no hosts", target.name);
  if (assessment.guest.isTemplate)
    return l10n.t("Unknown whether it starts on {0}: the document is a template", target.name);
  if (!target.isPool) return singleText(assessment);
  const counts = countOutcomes(assessment);
  const groups = groupReasons(assessment).filter(({ outcome }) => outcome === "fails");
  return [
    headOf(counts, total, target.name),
    ...(groups.length === 0 ? [] : [groupsText(groups, MOST_GROUPS, " · ")]),
    ...(counts.unknown === 0 || counts.unknown === total ? [] : [l10n.t("{0} unknown", counts.unknown)]),
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
  if (starts > 0) {
    return fits === 0
      ? l10n.t("Starts on {0}", some(starts))
      : l10n.t("Starts on {0}, fits {1} others (no domain capabilities)", some(starts), fits);
  }
  if (fits > 0) return l10n.t("Fits {0}, not confirmed (no domain capabilities)", some(fits));
  if (fails === total) return l10n.t("Does not start on {0} (0 of {1} hosts)", name, total);
  return fails === 0
    ? l10n.t("Unknown whether it starts on {0}", name)
    : l10n.t("Does not start on any known host of {0}", name);
}

function singleText(assessment: Assessment): string {
  const { target, verdicts } = assessment;
  const name = verdicts[0]?.host.name ?? target.name;
  const [group] = groupReasons(assessment);
  const outcome = verdicts[0]?.outcome ?? "unknown";
  if (outcome === "starts") return l10n.t("Starts on {0}", name);
  if (outcome === "fits") return l10n.t("Fits {0}, not confirmed (no domain capabilities)", name);
  if (outcome === "unknown" || group === undefined) return l10n.t("Unknown whether it starts on {0}", name);
  return l10n.t("Does not start on {0}: {1}", name, shortReason(group.problem));
}
