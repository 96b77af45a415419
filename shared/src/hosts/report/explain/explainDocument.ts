import * as l10n from "@vscode/l10n";
import type { Outcome } from "../../judge.js";
import { shortReason } from "../../reasons.js";
import { summaryText } from "../../reasonsSummary.js";
import {
  type Block,
  fill,
  heading,
  list,
  paragraph,
  type ReportDocument,
  type Span,
  strong,
  type Text,
  table,
} from "../document.js";
import { libvirtWords } from "../libvirtWords.js";
import { featureSpans, hostCount, hostNames, restText } from "../lists.js";
import { unknownBlocks } from "../unknownHosts.js";
import { type ExplainedHosts, type ExplainReport, MOST_DETAILED } from "./explainReport.js";
import { decisiveStep, type Step, type StepState, stepName } from "./step.js";

/** Groups in the table above those that are told step by step. */
const MOST_ROWS = 60;

function stateText(state: StepState): string {
  switch (state) {
    case "passes":
      return l10n.t("✓ passes");
    case "fails":
      return l10n.t("✗ fails");
    case "unknown":
      return l10n.t("? not known");
    case "not-reached":
      return l10n.t("– not reached");
  }
}

/** Why a VM starts or not on the hosts of its target, as something to read. */
export function explainDocument({ name, assessment, groups }: ExplainReport): ReportDocument {
  const { target, unknown } = assessment;
  const detailed = groups.slice(0, MOST_DETAILED);
  const rest = groups.length - detailed.length;
  return {
    title: l10n.t("Start of {0} on {1}", name, target.name),
    summary: l10n.t("{0}.", summaryText(assessment)),
    blocks: [
      ...(groups.length > 1 ? overview(groups) : []),
      ...(groups.some(({ outcome }) => outcome === "fails") ? [commandHint(target.isPool)] : []),
      ...detailed.flatMap((group) => groupBlocks(group, groups.length > 1)),
      ...(rest === 0 ? [] : [paragraph(restGroups(rest))]),
      ...unknownBlocks(unknown),
    ],
  };
}

function overview(groups: readonly ExplainedHosts[]): Block[] {
  const shown = groups.slice(0, MOST_ROWS);
  const rest = groups.slice(MOST_ROWS).reduce((sum, { hosts }) => sum + hosts.length, 0);
  return [
    ...table(
      [l10n.t("Hosts"), l10n.t("Starts"), l10n.t("Why")],
      shown.map((group) => [hostNames(group.hosts), resultOf(group.outcome), whyText(group)]),
    ),
    ...(rest === 0 ? [] : [paragraph(restText(rest, groups.length - MOST_ROWS))]),
  ];
}

function restGroups(rest: number): string {
  return rest === 1
    ? l10n.t("1 more group of hosts is not told step by step.")
    : l10n.t("{0} more groups of hosts are not told step by step.", rest);
}

/** Short, so that it stands in one line. */
function resultOf(outcome: Outcome): string {
  switch (outcome) {
    case "starts":
      return l10n.t("✓ yes");
    case "fits":
      return l10n.t("? fits");
    case "unknown":
      return l10n.t("? not known");
    case "fails":
      return l10n.t("✗ no");
  }
}

function whyText({ outcome, steps, hosts, given }: ExplainedHosts): Text {
  if (outcome === "starts") return given.length === 0 ? "" : given;
  if (outcome === "fits") return l10n.t("the processor has what it needs; the hypervisor is not known");
  const problem = decisiveStep(steps)?.problem;
  return problem === undefined ? "" : shortReason(problem, hosts.length > 1);
}

function groupBlocks({ hosts, steps, given, outcome, mends }: ExplainedHosts, isBrief: boolean): Block[] {
  return [
    heading(l10n.t("{0}: {1}", hostNames(hosts), titleOf(outcome))),
    ...(hosts.length > 1 ? [paragraph(l10n.t("{0}.", hostCount(hosts.length)))] : []),
    ...reasonBlocks(steps),
    ...(given.length === 0 ? [] : [paragraph(...given)]),
    ...(outcome === "fails" ? mendBlocks(mends) : []),
    ...(outcome === "starts" && isBrief ? [paragraph(`✓ ${briefText(steps)}`)] : stepTable(steps, hosts)),
  ];
}

function briefText(steps: readonly Step[]): string {
  return l10n.t("All steps pass: {0}.", steps.map(({ id }) => stepName(id)).join(", "));
}

function stepTable(steps: readonly Step[], hosts: readonly string[]): Block[] {
  const rows = steps.map(({ id, state, found }): Text[] => [
    state === "fails" ? strong(stepName(id)) : stepName(id),
    stateText(state),
    found,
  ]);
  const where = hosts.length > 1 ? [paragraph(l10n.t("Step by step, on {0}:", hosts[0] ?? ""))] : [];
  return [...where, ...table([l10n.t("Step"), l10n.t("Result"), l10n.t("What was found")], rows)];
}

function titleOf(outcome: Outcome): string {
  switch (outcome) {
    case "starts":
      return l10n.t("it starts");
    case "fits":
      return l10n.t("it fits, as far as is known");
    case "unknown":
      return l10n.t("not known whether it starts");
    case "fails":
      return l10n.t("it does not start");
  }
}

/** Where it stops, with the features that decide and libvirt's words. */
function reasonBlocks(steps: readonly Step[]): Block[] {
  const step = decisiveStep(steps);
  if (step?.problem === undefined) return [];
  const { because, features = [] } = step.problem;
  const stops = step.state === "fails" ? l10n.t("It stops at {0}: {1}.") : l10n.t("It is open at {0}: {1}.");
  const what: Span[] = [
    ...fill(stops, strong(stepName(step.id)), because),
    ...(features.length === 0 ? [] : [" ", ...fill(l10n.t("These decide: {0}."), featureSpans(features, 24))]),
  ];
  const words = libvirtWords(step.problem);
  return [paragraph(...what), ...(words.length === 0 ? [] : [paragraph(...words)])];
}

function mendBlocks(mends: readonly Text[]): Block[] {
  if (mends.length === 0) return [paragraph(l10n.t("No single change of the CPU makes it start there."))];
  return [
    paragraph(mends.length === 1 ? l10n.t("What would mend it there:") : l10n.t("Any of these would mend it there:")),
    ...list(mends),
  ];
}

function commandHint(isPool: boolean): Block {
  const hint = isPool
    ? l10n.t(
        "The command {0} looks for the smallest change after which it starts on all of these hosts, and shows it before anything is changed.",
      )
    : l10n.t(
        "The command {0} looks for the smallest change after which it starts there, and shows it before anything is changed.",
      );
  return paragraph(...fill(hint, strong(l10n.t("Make This VM Run on Its Whole Target…"))));
}
