import * as l10n from "@vscode/l10n";
import { type Judgement, shortReason } from "../../hosts/index.js";
import {
  type Block,
  code,
  featureSpans,
  fill,
  heading,
  hostCount,
  hostNames,
  libvirtWords,
  list,
  moreHosts,
  number,
  paragraph,
  type ReportDocument,
  restText,
  type Span,
  strong,
  type Text,
  table,
  unknownBlocks,
} from "../document.js";
import {
  type CompareClass,
  type ComparedHosts,
  type CompareReport,
  type CompareSubject,
  type Relation,
  type Side,
  subjectName,
} from "./compareReport.js";
import { hostTexts } from "./hostTexts.js";

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
      ...(rest === 0 ? [] : [paragraph(l10n.t("{0} in other groups are not listed.", moreHosts(rest)))]),
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
        : say(
            l10n.t("{0} has exactly the features of {1}", n, own),
            l10n.t("{0} have exactly the features of {1}", n, own),
          );
    case "superset":
      return isHost
        ? say(
            l10n.t("{0} has all features of {1} and more", n, own),
            l10n.t("{0} have all features of {1} and more", n, own),
          )
        : say(
            l10n.t("{0} has all features of {1} and more", n, own),
            l10n.t("{0} have all features of {1} and more", n, own),
          );
    case "incompatible":
      return isHost
        ? say(l10n.t("{0} is missing features of {1}", n, own), l10n.t("{0} are missing features of {1}", n, own))
        : say(l10n.t("{0} is incompatible with {1}", n, own), l10n.t("{0} are incompatible with {1}", n, own));
    case "takes-host":
      return say(l10n.t("{0} uses its own CPU for {1}", n, own), l10n.t("{0} use their own CPU for {1}", n, own));
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
      ...(isVm ? [found.kind === "definition" && found.judgement ? startText(found.judgement) : ""] : []),
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

const MOST_FEATURES = 24;
type Found = Extract<ComparedHosts["found"], { readonly kind: "definition" }>;

/** How hosts stand to a definition, in libvirt's words and in plain ones. */
function definitionTexts({ relation, judgement }: Found, hosts: string, own: string, isOne: boolean): Text[] {
  return [
    ...relationTexts(relation, hosts, own, isOne),
    ...("side" in relation && relation.side === "given"
      ? [l10n.t("The processor is unknown. This compares the CPU that the hypervisor offers to VMs.")]
      : []),
    ...(judgement === undefined
      ? []
      : [[...fill(l10n.t("As a VM: {0}"), startDetail(judgement, hosts)), ...unlikeComparison(relation, judgement)]]),
  ];
}

/** A VM may start where its CPU is said to be incompatible: who wonders is told why. */
function unlikeComparison({ result }: Relation, { outcome }: Judgement): Span[] {
  if (result !== "incompatible" || outcome !== "starts") return [];
  return [` ${l10n.t("To start a VM, libvirt uses the CPU that the hypervisor reports, not only the processor.")}`];
}

function relationTexts(relation: Relation, hosts: string, own: string, isOne: boolean): Text[] {
  switch (relation.result) {
    case "takes-host":
      return [
        relation.namesFeatures
          ? l10n.t("{0} uses the CPU of the host that it starts on, and the host has all features that it lists.", own)
          : l10n.t("{0} uses the CPU of the host that it starts on, so there is nothing to compare.", own),
      ];
    case "unknown":
      return [l10n.t("Cannot compare: {0}.", relation.reason)];
    case "identical": {
      const has = isOne
        ? l10n.t("{0} has exactly the features of {1}.")
        : l10n.t("{0} have exactly the features of {1}.");
      return [virshAnswer(relation, own), fill(has, hosts, own)];
    }
    case "superset": {
      const has = isOne
        ? l10n.t("{0} has all features of {1}, and also {2}.")
        : l10n.t("{0} have all features of {1}, and also {2}.");
      const beyond = featureSpans(relation.features ?? [], MOST_FEATURES);
      return [virshAnswer(relation, own), fill(has, hosts, own, beyond)];
    }
    case "incompatible": {
      const { reason = "", lists = [], features = [] } = relation;
      const words = libvirtWords({ verdict: "fails", message: reason, lists });
      return [
        virshAnswer(relation, own),
        words,
        ...(features.length === 0 ? [] : [fill(l10n.t("Features: {0}."), featureSpans(features, MOST_FEATURES))]),
      ];
    }
  }
}

/** What virsh prints of a processor, and of what the hypervisor gives. */
function virshAnswer({ side, result }: Extract<Relation, { readonly side: Side }>, own: string): Span[] {
  const isGiven = side === "given";
  const host = isGiven ? "the CPU provided by hypervisor on the host" : "host CPU";
  const answers: Readonly<Record<typeof result, string>> = {
    identical: `CPU described in ${own} is identical to ${host}`,
    superset: `${host[0]?.toUpperCase()}${host.slice(1)} is a superset of CPU described in ${own}`,
    incompatible: `CPU described in ${own} is incompatible with ${host}`,
  };
  const command = code(isGiven ? "virsh hypervisor-cpu-compare" : "virsh cpu-compare");
  return fill(l10n.t("{0} prints: {1}"), command, strong(answers[result]));
}

/** `✓ starts`, `✗ does not start: missing avx512f`: for a table. */
function startText({ outcome, problems }: Judgement): string {
  if (outcome === "starts") return l10n.t("✓ starts");
  if (outcome === "fits") return l10n.t("? fits (hypervisor unknown)");
  const problem = problems.find(({ verdict }) => outcome !== "fails" || verdict === "fails");
  const result = outcome === "fails" ? l10n.t("✗ does not start") : l10n.t("? unknown");
  return problem === undefined ? result : l10n.t("{0}: {1}", result, shortReason(problem));
}

function startDetail(judgement: Judgement, hosts: string): Span[] {
  const { outcome, problems } = judgement;
  if (outcome === "starts") return [l10n.t("it starts on {0}.", hosts)];
  if (outcome === "fits") return [l10n.t("it fits, but the hypervisor is unknown.")];
  const result = outcome === "fails" ? l10n.t("it does not start") : l10n.t("unknown whether it starts");
  const problem = problems.find(({ verdict }) => outcome !== "fails" || verdict === "fails");
  if (problem === undefined) return [l10n.t("{0}.", result)];
  return [l10n.t("{0}: {1}.", result, shortReason(problem))];
}
