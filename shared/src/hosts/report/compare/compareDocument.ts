import * as l10n from "@vscode/l10n";
import { type Block, heading, list, paragraph, type ReportDocument, strong, type Text, table } from "../document.js";
import { count, hostNames } from "../lists.js";
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
      ...(rest === 0
        ? []
        : [paragraph(l10n.t("{0} of other groups are not told one by one.", count(rest, l10n.t("more host"))))]),
      ...unknownBlocks(unknown),
    ],
  };
}

function summaryText(subject: CompareSubject, groups: readonly ComparedHosts[], unknown: number): string {
  const total = unknown + groups.reduce((sum, { hosts }) => sum + hosts.length, 0);
  if (total === 0) return l10n.t("There are no hosts to compare with.");
  const parts = (["incompatible", "superset", "identical", "takes-host", "unknown"] as const).flatMap((result) => {
    const hosts = groups.filter((group) => group.result === result).reduce((sum, group) => sum + group.hosts.length, 0);
    const number = hosts + (result === "unknown" ? unknown : 0);
    return number === 0 ? [] : [`${number.toLocaleString("en")} ${phrase(result, subject, number === 1)}`];
  });
  return l10n.t("Of {0}: {1}.", count(total, "host"), parts.join(", "));
}

/** What hosts do, after their names or number. */
function phrase(result: CompareClass, subject: CompareSubject, isOne: boolean): string {
  const own = subjectName(subject);
  const has = isOne ? "has" : "have";
  switch (result) {
    case "identical":
      return subject.kind === "host"
        ? l10n.t("{0} the same as {1}", has, own)
        : l10n.t("{0} exactly what {1} needs", has, own);
    case "superset":
      return subject.kind === "host"
        ? l10n.t("{0} all that {1} has, and more", has, own)
        : l10n.t("{0} all that {1} needs, and more", has, own);
    case "incompatible":
      if (subject.kind === "host") return l10n.t("{0} what {1} has", isOne ? "lacks" : "lack", own);
      return l10n.t("{0} incompatible with {1}", isOne ? "is" : "are", own);
    case "takes-host":
      return l10n.t("{0} own CPU to {1}", isOne ? l10n.t("gives its") : l10n.t("give their"), own);
    case "unknown":
      return l10n.t("cannot be compared");
  }
}

const SIGNS: Readonly<Record<CompareClass, string>> = {
  identical: "✓ identical",
  superset: "✓ superset",
  incompatible: "✗ incompatible",
  "takes-host": "✓ host's own CPU",
  unknown: "? not comparable",
};

function overview(groups: readonly ComparedHosts[], subject: CompareSubject): Block[] {
  const isVm = subject.kind === "guest" && subject.isDomain;
  const rows = groups
    .slice(0, MOST_ROWS)
    .map(({ hosts, result, found }): Text[] => [
      hostNames(hosts),
      SIGNS[result],
      ...(isVm
        ? [found.kind === "definition" && found.judgement ? startText(found.judgement, hosts.length > 1) : ""]
        : []),
    ]);
  const rest = groups.slice(MOST_ROWS).reduce((sum, { hosts }) => sum + hosts.length, 0);
  return [
    ...table(["Hosts", "Comparison", ...(isVm ? ["Start"] : [])], rows),
    ...(rest === 0
      ? []
      : [
          paragraph(l10n.t("{0} in {1}.", count(rest, l10n.t("more host")), count(groups.length - MOST_ROWS, "group"))),
        ]),
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
    heading(`${names}: ${SIGNS[result].slice(2)}`),
    ...(hosts.length > 1 ? [paragraph(strong(count(hosts.length, "host")), ".")] : []),
    ...list(texts),
  ];
}
