import * as l10n from "@vscode/l10n";
import { localReason, type Outcome, shortReason, summaryText } from "../../hosts/index.js";
import {
  type Block,
  featureSpans,
  fill,
  heading,
  hostCount,
  hostNames,
  libvirtWords,
  list,
  paragraph,
  type ReportDocument,
  restText,
  type Span,
  strong,
  type Text,
  table,
  unknownBlocks,
} from "../document.js";
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
      return l10n.t("? unknown");
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
    ? l10n.t("1 other group of hosts is not listed.")
    : l10n.t("{0} other groups of hosts are not listed.", rest);
}

/** Short, so that it is in one line. */
function resultOf(outcome: Outcome): string {
  switch (outcome) {
    case "starts":
      return l10n.t("✓ yes");
    case "fits":
      return l10n.t("? fits");
    case "unknown":
      return l10n.t("? unknown");
    case "fails":
      return l10n.t("✗ no");
  }
}

function whyText({ outcome, steps, given }: ExplainedHosts): Text {
  if (outcome === "starts") return given.length === 0 ? "" : given;
  if (outcome === "fits") return l10n.t("the processor has all features; the hypervisor is unknown");
  const problem = decisiveStep(steps)?.problem;
  return problem === undefined ? "" : shortReason(problem);
}

function groupBlocks({ hosts, steps, given, outcome, fixes }: ExplainedHosts, isBrief: boolean): Block[] {
  return [
    heading(l10n.t("{0}: {1}", hostNames(hosts), titleOf(outcome))),
    ...(hosts.length > 1 ? [paragraph(l10n.t("{0}.", hostCount(hosts.length)))] : []),
    ...reasonBlocks(steps),
    ...(given.length === 0 ? [] : [paragraph(...given)]),
    ...(outcome === "fails" ? fixBlocks(fixes) : []),
    ...(outcome === "starts" && isBrief ? [paragraph(`✓ ${briefText(steps)}`)] : stepTable(steps, hosts)),
  ];
}

function briefText(steps: readonly Step[]): string {
  return l10n.t(
    "All checks pass: {0}.",
    steps
      .filter(({ id }) => id !== "live")
      .map(({ id }) => stepName(id))
      .join(", "),
  );
}

function stepTable(steps: readonly Step[], hosts: readonly string[]): Block[] {
  const rows = steps.map(({ id, state, found }): Text[] => [
    state === "fails" ? strong(stepName(id)) : stepName(id),
    stateText(state),
    found,
  ]);
  const where = hosts.length > 1 ? [paragraph(l10n.t("All steps, on {0}:", hosts[0] ?? ""))] : [];
  return [...where, ...table([l10n.t("Step"), l10n.t("Result"), l10n.t("Details")], rows)];
}

function titleOf(outcome: Outcome): string {
  switch (outcome) {
    case "starts":
      return l10n.t("it starts");
    case "fits":
      return l10n.t("it fits, but the hypervisor is unknown");
    case "unknown":
      return l10n.t("unknown whether it starts");
    case "fails":
      return l10n.t("it does not start");
  }
}

/** Where it stops, with the features that decide and libvirt's words. */
function reasonBlocks(steps: readonly Step[]): Block[] {
  const step = decisiveStep(steps);
  if (step?.problem === undefined) return [];
  const { because, features = [] } = step.problem;
  const stops = step.state === "fails" ? l10n.t("Fails at step {0}: {1}.") : l10n.t("Unknown at step {0}: {1}.");
  const what: Span[] = [
    ...fill(stops, strong(stepName(step.id)), localReason(because)),
    ...(features.length === 0 ? [] : [" ", ...fill(l10n.t("Features: {0}."), featureSpans(features, 24))]),
  ];
  const words = libvirtWords(step.problem);
  return [paragraph(...what), ...(words.length === 0 ? [] : [paragraph(...words)])];
}

function fixBlocks(fixes: readonly Text[]): Block[] {
  if (fixes.length === 0) return [paragraph(l10n.t("No single change of the CPU fixes this."))];
  return [paragraph(fixes.length === 1 ? l10n.t("Possible fix:") : l10n.t("Possible fixes:")), ...list(fixes)];
}

function commandHint(isPool: boolean): Block {
  const hint = isPool
    ? l10n.t(
        "The command {0} finds the smallest change that makes it start on all of these hosts, and shows it before it changes anything.",
      )
    : l10n.t(
        "The command {0} finds the smallest change that makes it start there, and shows it before it changes anything.",
      );
  return paragraph(...fill(hint, strong(l10n.t("Fix CPU to Run on All Target Hosts…"))));
}
