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
    title: `${own} compared with ${name}`,
    summary: summaryText(subject, groups, unknown.length),
    blocks: [
      ...(groups.length > 1 ? overview(groups, subject) : []),
      ...groups.slice(0, MOST_DETAILED).flatMap((group) => groupBlocks(group, subject)),
      ...(rest === 0 ? [] : [paragraph(`${count(rest, "more host")} of other groups are not told one by one.`)]),
      ...unknownBlocks(unknown),
    ],
  };
}

function summaryText(subject: CompareSubject, groups: readonly ComparedHosts[], unknown: number): string {
  const total = unknown + groups.reduce((sum, { hosts }) => sum + hosts.length, 0);
  if (total === 0) return "There are no hosts to compare with.";
  const parts = (["incompatible", "superset", "identical", "takes-host", "unknown"] as const).flatMap((result) => {
    const hosts = groups.filter((group) => group.result === result).reduce((sum, group) => sum + group.hosts.length, 0);
    const number = hosts + (result === "unknown" ? unknown : 0);
    return number === 0 ? [] : [`${number.toLocaleString("en")} ${phrase(result, subject, number === 1)}`];
  });
  return `Of ${count(total, "host")}: ${parts.join(", ")}.`;
}

/** What hosts do, after their names or number. */
function phrase(result: CompareClass, subject: CompareSubject, isOne: boolean): string {
  const own = subjectName(subject);
  const has = isOne ? "has" : "have";
  switch (result) {
    case "identical":
      return subject.kind === "host" ? `${has} the same as ${own}` : `${has} exactly what ${own} needs`;
    case "superset":
      return subject.kind === "host"
        ? `${has} all that ${own} has, and more`
        : `${has} all that ${own} needs, and more`;
    case "incompatible":
      if (subject.kind === "host") return `${isOne ? "lacks" : "lack"} what ${own} has`;
      return `${isOne ? "is" : "are"} incompatible with ${own}`;
    case "takes-host":
      return `${isOne ? "gives its" : "give their"} own CPU to ${own}`;
    case "unknown":
      return "cannot be compared";
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
    ...(rest === 0 ? [] : [paragraph(`${count(rest, "more host")} in ${count(groups.length - MOST_ROWS, "group")}.`)]),
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
