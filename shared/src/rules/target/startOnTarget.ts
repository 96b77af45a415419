import * as l10n from "@vscode/l10n";
import { type Assessment, certainProblems, hostList } from "../../hosts/index.js";
import type { Check, CheckContext, Report, Severity } from "../kit.js";
import { assessmentOf } from "./assessment.js";
import { type ProblemPlace, problemPlaces } from "./places.js";

/** A model that hosts lack for many reasons is told with the reasons of most hosts. */
const MOST_AT_A_PLACE = 3;

/**
 * Why the VM does not start on hosts of its target, as libvirt would say it there at start. An error where it starts on
 * none of those that are known, else a warning.
 */
export const startOnTarget: Check = function* (context) {
  const assessment = assessmentOf(context);
  if (assessment === undefined) return;
  const severity = severityOf(assessment);
  for (const { place, hosts, message, others } of toldPlaces(assessment, context)) {
    const more =
      others === 0
        ? ""
        : others === 1
          ? ` ${l10n.t("It cannot start on 1 other host either.")}`
          : ` ${l10n.t("It cannot start on {0} other hosts either.", others)}`;
    const { rule, range, data, fixes } = place;
    const report: Report = {
      rule,
      range,
      severity: place.severity ?? severity,
      data: { hosts: hostsText([...hosts], assessment), ...data, more },
      ...(fixes === undefined ? {} : { fixes }),
    };
    yield message === "" ? report : { ...report, libvirt: message };
  }
};

function severityOf({ verdicts }: Assessment): Severity {
  const known = verdicts.filter(({ outcome }) => outcome !== "unknown");
  return known.every(({ outcome }) => outcome === "fails") ? "error" : "warning";
}

interface Told {
  readonly place: ProblemPlace;
  readonly hosts: Set<string>;
  /** libvirt's, where it says the same on all of the hosts. */
  message: string;
  /** Hosts that have another reason at this place which is not told. */
  others: number;
}

/** What several groups of hosts have in common is told once, with all of their names. */
function toldPlaces(assessment: Assessment, context: CheckContext): Told[] {
  const byPlace = new Map<string, Map<string, Told>>();
  for (const { problem, hosts } of certainProblems(assessment)) {
    for (const place of problemPlaces(problem, context)) {
      const at = `${place.rule} ${place.range.start}`;
      const told = byPlace.get(at) ?? new Map<string, Told>();
      byPlace.set(at, told);
      const key = JSON.stringify([place.data, place.about]);
      const known = told.get(key);
      if (known === undefined) told.set(key, { place, hosts: new Set(hosts), message: problem.message, others: 0 });
      else {
        for (const host of hosts) known.hosts.add(host);
        if (known.message !== problem.message) known.message = "";
      }
    }
  }
  return [...byPlace.values()].flatMap((told) => cut([...told.values()]));
}

function cut(all: readonly Told[]): Told[] {
  const told = all.slice(0, MOST_AT_A_PLACE);
  const named = new Set(told.flatMap(({ hosts }) => [...hosts]));
  const others = new Set(
    all.slice(MOST_AT_A_PLACE).flatMap(({ hosts }) => [...hosts].filter((name) => !named.has(name))),
  );
  const last = told.at(-1);
  if (last !== undefined) last.others = others.size;
  return told;
}

/** `node2`, `node1 and node3`, `all 4 hosts of lab`. */
function hostsText(names: readonly string[], { target, verdicts, unknown }: Assessment): string {
  const total = verdicts.length + unknown.length;
  if (!target.isPool || names.length !== total || total < 2) return hostList(names);
  return total === 2 ? l10n.t("both hosts of {0}", target.name) : l10n.t("all {0} hosts of {1}", total, target.name);
}
