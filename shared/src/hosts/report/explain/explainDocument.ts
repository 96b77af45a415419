import type { Outcome } from "../../judge.js";
import { shortReason } from "../../reasons.js";
import { summaryText } from "../../reasonsSummary.js";
import {
  type Block,
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
import { count, featureSpans, hostNames } from "../lists.js";
import { unknownBlocks } from "../unknownHosts.js";
import { type ExplainedHosts, type ExplainReport, MOST_DETAILED } from "./explainReport.js";
import { decisiveStep, STEP_NAMES, type Step, type StepState } from "./step.js";

/** Groups in the table above those that are told step by step. */
const MOST_ROWS = 60;
const STATES: Readonly<Record<StepState, string>> = {
  passes: "✓ passes",
  fails: "✗ fails",
  unknown: "? not known",
  "not-reached": "– not reached",
};

/** Why a VM starts or not on the hosts of its target, as something to read. */
export function explainDocument({ name, assessment, groups }: ExplainReport): ReportDocument {
  const { target, unknown } = assessment;
  const detailed = groups.slice(0, MOST_DETAILED);
  const rest = groups.length - detailed.length;
  return {
    title: `Start of ${name} on ${target.name}`,
    summary: `${summaryText(assessment)}.`,
    blocks: [
      ...(groups.length > 1 ? overview(groups) : []),
      ...(groups.some(({ outcome }) => outcome === "fails") ? [commandHint(target.isPool)] : []),
      ...detailed.flatMap((group) => groupBlocks(group, groups.length > 1)),
      ...(rest === 0 ? [] : [paragraph(`${count(rest, "more group")} of hosts are not told step by step.`)]),
      ...unknownBlocks(unknown),
    ],
  };
}

function overview(groups: readonly ExplainedHosts[]): Block[] {
  const shown = groups.slice(0, MOST_ROWS);
  const rest = groups.slice(MOST_ROWS).reduce((sum, { hosts }) => sum + hosts.length, 0);
  return [
    ...table(
      ["Hosts", "Starts", "Why"],
      shown.map((group) => [hostNames(group.hosts), RESULTS[group.outcome], whyText(group)]),
    ),
    ...(rest === 0 ? [] : [paragraph(`${count(rest, "more host")} in ${count(groups.length - MOST_ROWS, "group")}.`)]),
  ];
}

/** Short, so that it stands in one line. */
const RESULTS: Readonly<Record<Outcome, string>> = {
  starts: "✓ yes",
  fits: "? fits",
  unknown: "? not known",
  fails: "✗ no",
};

function whyText({ outcome, steps, hosts, given }: ExplainedHosts): Text {
  if (outcome === "starts") return given.length === 0 ? "" : given;
  if (outcome === "fits") return "the processor has what it needs; the hypervisor is not known";
  const problem = decisiveStep(steps)?.problem;
  return problem === undefined ? "" : shortReason(problem, hosts.length > 1);
}

function groupBlocks({ hosts, steps, given, outcome, mends }: ExplainedHosts, isBrief: boolean): Block[] {
  return [
    heading(`${hostNames(hosts)}: ${titleOf(outcome)}`),
    ...(hosts.length > 1 ? [paragraph(`${count(hosts.length, "host")}.`)] : []),
    ...reasonBlocks(steps),
    ...(given.length === 0 ? [] : [paragraph(...given)]),
    ...(outcome === "fails" ? mendBlocks(mends) : []),
    ...(outcome === "starts" && isBrief ? [paragraph(`✓ ${briefText(steps)}`)] : stepTable(steps, hosts)),
  ];
}

function briefText(steps: readonly Step[]): string {
  return `All steps pass: ${steps.map(({ id }) => STEP_NAMES[id]).join(", ")}.`;
}

function stepTable(steps: readonly Step[], hosts: readonly string[]): Block[] {
  const rows = steps.map(({ id, state, found }): Text[] => [
    state === "fails" ? strong(STEP_NAMES[id]) : STEP_NAMES[id],
    STATES[state],
    found,
  ]);
  const where = hosts.length > 1 ? [paragraph(`Step by step, on ${hosts[0]}:`)] : [];
  return [...where, ...table(["Step", "Result", "What was found"], rows)];
}

function titleOf(outcome: Outcome): string {
  return {
    starts: "it starts",
    fits: "it fits, as far as is known",
    unknown: "not known whether it starts",
    fails: "it does not start",
  }[outcome];
}

/** Where it stops, with the features that decide and libvirt's words. */
function reasonBlocks(steps: readonly Step[]): Block[] {
  const step = decisiveStep(steps);
  if (step?.problem === undefined) return [];
  const { because, features = [] } = step.problem;
  const what: Span[] = [
    step.state === "fails" ? "It stops at " : "It is open at ",
    strong(STEP_NAMES[step.id]),
    `: ${because}.`,
    ...(features.length === 0 ? [] : [" These decide: ", ...featureSpans(features, 24), "."]),
  ];
  const words = libvirtWords(step.problem);
  return [paragraph(...what), ...(words.length === 0 ? [] : [paragraph(...words)])];
}

function mendBlocks(mends: readonly Text[]): Block[] {
  if (mends.length === 0) return [paragraph("No single change of the CPU makes it start there.")];
  return [
    paragraph(mends.length === 1 ? "What would mend it there:" : "Any of these would mend it there:"),
    ...list(mends),
  ];
}

function commandHint(isPool: boolean): Block {
  return paragraph(
    "The command ",
    strong("Make This VM Run on Its Whole Target…"),
    ` looks for the smallest change after which it starts ${isPool ? "on all of these hosts" : "there"}, and shows it before anything is changed.`,
  );
}
