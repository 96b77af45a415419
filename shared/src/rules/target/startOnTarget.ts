import * as l10n from "@vscode/l10n";
import { type Assessment, certainProblems } from "../../hosts/index.js";
import type { Check, CheckContext, Report, Severity } from "../rule.js";
import { assessmentOf } from "./assessmentOf.js";
import { hostWords } from "./hostWords.js";
import { type Place, placesOf } from "./places.js";

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
          ? l10n.t(" 1 more host does not run it either.")
          : l10n.t(" {0} more hosts do not run it either.", others);
    const { rule, range, data } = place;
    const report: Report = {
      rule,
      range,
      severity: place.severity ?? severity,
      data: { ...hostWords([...hosts], assessment), ...data, more },
    };
    yield message === "" ? report : { ...report, libvirt: message };
  }
};

function severityOf({ verdicts }: Assessment): Severity {
  const known = verdicts.filter(({ outcome }) => outcome !== "unknown");
  return known.every(({ outcome }) => outcome === "fails") ? "error" : "warning";
}

interface Told {
  readonly place: Place;
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
    for (const place of placesOf(problem, context)) {
      const at = `${place.rule} ${place.range.start}`;
      const told = byPlace.get(at) ?? new Map<string, Told>();
      byPlace.set(at, told);
      const key = JSON.stringify(place.data);
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
