import * as l10n from "@vscode/l10n";
import { type Block, heading, list, paragraph, type ReportDocument, strong, type Text, table } from "../document.js";
import { hostCount, hostNames, moreHosts, number, restText } from "../lists.js";
import { unknownBlocks } from "../unknownHosts.js";
import type { CompareClass, ComparedHosts, CompareReport } from "./compareReport.js";
import { definitionTexts, startText } from "./definitionTexts.js";
import { hostTexts } from "./hostTexts.js";
import { type CompareSubject, subjectName } from "./subject.js";

/** Groups told with their features, and groups in the table above them. */
const MOST_DETAILED = 25;
const MOST_ROWS = 60;

/** A comparison as something to read. */
export function compareDocument({ subject, name, groups, unknown }: CompareReport): ReportDocument {
  const own = subjectName(subject);
  const rest = groups.slice(MOST_DETAILED).reduce((sum, { hosts }) => sum + hosts.length, 0);
  return {
    title: l10n.t("{0} compared with {1}", own, name),
    summary: summaryText(subject, groups, unknown.length),
    blocks: [
      ...(groups.length > 1 ? overview(groups, subject) : []),
      ...groups.slice(0, MOST_DETAILED).flatMap((group) => groupBlocks(group, subject)),
      ...(rest === 0 ? [] : [paragraph(l10n.t("{0} of other groups are not told one by one.", moreHosts(rest)))]),
      ...unknownBlocks(unknown),
    ],
  };
}

function summaryText(subject: CompareSubject, groups: readonly ComparedHosts[], unknown: number): string {
  const total = unknown + groups.reduce((sum, { hosts }) => sum + hosts.length, 0);
  if (total === 0) return l10n.t("There are no hosts to compare with.");
  const parts = (["incompatible", "superset", "identical", "takes-host", "unknown"] as const).flatMap((result) => {
    const hosts = groups.filter((group) => group.result === result).reduce((sum, group) => sum + group.hosts.length, 0);
    const count = hosts + (result === "unknown" ? unknown : 0);
    return count === 0 ? [] : [phrase(result, subject, count)];
  });
  return l10n.t("Of {0}: {1}.", hostCount(total), parts.join(", "));
}

/** What a number of hosts does. */
function phrase(result: CompareClass, subject: CompareSubject, count: number): string {
  const own = subjectName(subject);
  const isHost = subject.kind === "host";
  const say = (one: string, several: string): string => (count === 1 ? one : several);
  const n = number(count);
  switch (result) {
    case "identical":
      return isHost
        ? say(l10n.t("{0} has the same as {1}", n, own), l10n.t("{0} have the same as {1}", n, own))
        : say(l10n.t("{0} has exactly what {1} needs", n, own), l10n.t("{0} have exactly what {1} needs", n, own));
    case "superset":
      return isHost
        ? say(
            l10n.t("{0} has all that {1} has, and more", n, own),
            l10n.t("{0} have all that {1} has, and more", n, own),
          )
        : say(
            l10n.t("{0} has all that {1} needs, and more", n, own),
            l10n.t("{0} have all that {1} needs, and more", n, own),
          );
    case "incompatible":
      return isHost
        ? say(l10n.t("{0} lacks what {1} has", n, own), l10n.t("{0} lack what {1} has", n, own))
        : say(l10n.t("{0} is incompatible with {1}", n, own), l10n.t("{0} are incompatible with {1}", n, own));
    case "takes-host":
      return say(l10n.t("{0} gives its own CPU to {1}", n, own), l10n.t("{0} give their own CPU to {1}", n, own));
    case "unknown":
      return l10n.t("{0} cannot be compared", n);
  }
}

function signOf(result: CompareClass): string {
  switch (result) {
    case "identical":
      return l10n.t("✓ identical");
    case "superset":
      return l10n.t("✓ superset");
    case "incompatible":
      return l10n.t("✗ incompatible");
    case "takes-host":
      return l10n.t("✓ host's own CPU");
    case "unknown":
      return l10n.t("? not comparable");
  }
}

function overview(groups: readonly ComparedHosts[], subject: CompareSubject): Block[] {
  const isVm = subject.kind === "guest" && subject.isDomain;
  const rows = groups
    .slice(0, MOST_ROWS)
    .map(({ hosts, result, found }): Text[] => [
      hostNames(hosts),
      signOf(result),
      ...(isVm
        ? [found.kind === "definition" && found.judgement ? startText(found.judgement, hosts.length > 1) : ""]
        : []),
    ]);
  const rest = groups.slice(MOST_ROWS).reduce((sum, { hosts }) => sum + hosts.length, 0);
  return [
    ...table([l10n.t("Hosts"), l10n.t("Comparison"), ...(isVm ? [l10n.t("Start")] : [])], rows),
    ...(rest === 0 ? [] : [paragraph(restText(rest, groups.length - MOST_ROWS))]),
  ];
}

function groupBlocks(group: ComparedHosts, subject: CompareSubject): Block[] {
  const { hosts, found, result } = group;
  const own = subjectName(subject);
  const names = hostNames(hosts);
  const texts =
    found.kind === "host"
      ? hostTexts(found.relation, names, own, hosts.length === 1)
      : definitionTexts(found, names, own, hosts.length === 1);
  return [
    heading(l10n.t("{0}: {1}", names, signOf(result).slice(2))),
    ...(hosts.length > 1 ? [paragraph(strong(hostCount(hosts.length)), ".")] : []),
    ...list(texts),
  ];
}
