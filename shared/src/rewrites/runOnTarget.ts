import { type CpuDefinition, readCpu } from "../engine/index.js";
import { type Assessment, certainProblems, groupsText, guestOf, hostList, vendorsText } from "../hosts/index.js";
import { cpuEdits, type Remedy, seekRemedies } from "../remedies/index.js";
import type { RuleContext } from "../rules/index.js";
import { changesText } from "./changesText.js";
import { countFeatures } from "./countFeatures.js";
import type { Rewritten } from "./rewrite.js";

const MOST_REASONS = 3;

/**
 * The smallest change after which a VM starts on every known host of its target: what the hosts lack is taken out, or
 * another model taken, or the baseline of the target. Where nothing helps, it says what stands in the way. In steps, as
 * many hosts take long.
 *
 * @param assessment of the document's VM as it is
 */
export function* runOnTarget(
  { view, document, catalogue }: RuleContext,
  assessment: Assessment,
): Generator<undefined, Rewritten> {
  const { guest, target, unknown } = assessment;
  if (view.cpu === undefined) return { error: "This document has no <cpu> to change." };
  if (target.hosts.length === 0) return { error: `Nothing is known of the hosts of ${target.name}.` };
  const problems = certainProblems(assessment);
  if (problems.length === 0) return { error: nothingToDo(assessment) };
  const cpu = readCpu(view.cpu.element, { type: "guest" }, () => {});
  if (guestOf(view, cpu, catalogue.arch) === undefined) return { error: "This <cpu> is no guest's." };
  const now = { ...assessment, guest: { ...guest, cpu } };
  const [remedy] = catalogue.map === undefined ? [] : yield* seekRemedies(now, catalogue.map);
  if (remedy?.effect !== "all") {
    const reasons = groupsText(problems, MOST_REASONS, "; ");
    return { error: `No change of the CPU alone makes it run on all of ${target.name}: ${reasons}.` };
  }
  const edits = cpuEdits(document.text, view.cpu, cpu, remedy.cpu);
  if (edits.length === 0) return { error: "There is nothing to change." };
  // libvirt compares features: a CPU may start on hosts of several vendors.
  const caution = vendorsText(target);
  return {
    edits,
    summary: [
      summaryOf(remedy, cpu, target.name),
      ...(caution === "" ? [] : [`${caution}: a running VM should not migrate between them.`]),
      ...(unknown.length === 0 ? [] : [`Nothing is known of ${hostList(unknown.map(({ name }) => name))}.`]),
    ].join(" "),
  };
}

function nothingToDo({ target, verdicts }: Assessment): string {
  const open = verdicts.filter(({ outcome }) => outcome === "unknown").map(({ host }) => host.name);
  if (open.length === 0) return `This VM runs on every known host of ${target.name} already.`;
  return `No host of ${target.name} is known to refuse this VM; too little is known of ${hostList(open)} to tell.`;
}

function summaryOf({ kind, cpu }: Remedy, before: CpuDefinition, target: string): string {
  if (kind === "baseline") return `The baseline of ${target}: ${cpu.model} with ${countFeatures(cpu.features.length)}.`;
  const changes = changesText(before, cpu);
  const besides = changes === "" ? "" : `, ${changes}`;
  if (kind === "model") return `${before.model} becomes ${cpu.model}, which all of ${target} run${besides}.`;
  if (kind === "mode") return `${before.mode} becomes ${cpu.mode}, which all of ${target} run${besides}.`;
  return `It runs on all of ${target} ${changes}.`;
}
