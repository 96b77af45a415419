import * as l10n from "@vscode/l10n";
import type { Assessment, HostVerdict } from "./assess.js";
import type { HostProblem, Outcome } from "./judge.js";
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

/** "node1 and node2 lack avx512f", for the first groups; the hosts of the others are counted. */
export function groupsText(groups: readonly ProblemGroup[], most: number, between: string): string {
  const said = groups.slice(0, most).map(({ problem, hosts }) => {
    const features = groups.length > 1 ? FEATURES_EACH : undefined;
    return `${hostList(hosts)} ${shortReason(problem, hosts.length > 1, features)}`;
  });
  const others = new Set(groups.slice(most).flatMap(({ hosts }) => hosts));
  for (const { hosts } of groups.slice(0, most)) for (const host of hosts) others.delete(host);
  const rest =
    others.size === 0 ? [] : [others.size === 1 ? l10n.t("1 more does not") : l10n.t("{0} more do not", others.size)];
  return [...said, ...rest].join(between);
}
