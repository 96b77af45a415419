import { type CpuDefinition, readCpu } from "../engine/index.js";
import { type Assessment, certainProblems, groupsText, guestOf } from "../hosts/index.js";
import { cpuEdits, type Remedy, remediesFor } from "../remedies/index.js";
import type { RuleContext } from "../rules/index.js";
import { countFeatures } from "./countFeatures.js";
import type { Rewritten } from "./rewrite.js";

const MOST_REASONS = 3;

/**
 * The smallest change after which a VM starts on every known host of its target: what the hosts lack is taken out, or
 * another model taken, or the baseline of the target. Where nothing helps, it says what stands in the way.
 *
 * @param assessment of the document's VM as it is
 */
export function runOnTarget({ view, document, catalogue }: RuleContext, assessment: Assessment): Rewritten {
  const { guest, target, unknown } = assessment;
  if (view.cpu === undefined) return { error: "This document has no <cpu> to change." };
  if (target.hosts.length === 0) return { error: `Nothing is known of the hosts of ${target.name}.` };
  const problems = certainProblems(assessment);
  if (problems.length === 0) return { error: `This VM starts on every known host of ${target.name} already.` };
  const cpu = readCpu(view.cpu.element, { type: "guest" }, () => {});
  if (guestOf(view, cpu, catalogue.arch) === undefined) return { error: "This <cpu> is no guest's." };
  const remedy = catalogue.map && remediesFor({ ...assessment, guest: { ...guest, cpu } }, catalogue.map)[0];
  if (remedy?.effect !== "all") {
    return {
      error: `No change of the CPU alone makes it run on all of ${target.name}: ${groupsText(problems, MOST_REASONS, "; ")}.`,
    };
  }
  const edits = cpuEdits(document.text, view.cpu, cpu, remedy.cpu);
  if (edits.length === 0) return { error: "There is nothing to change." };
  const rest =
    unknown.length === 0
      ? ""
      : ` Nothing is known of ${unknown
          .map(({ name }) => name)
          .slice(0, 3)
          .join(", ")}.`;
  return { edits, summary: `${summaryOf(remedy, cpu, target.name)}${rest}` };
}

function summaryOf({ kind, cpu }: Remedy, before: CpuDefinition, target: string): string {
  if (kind === "baseline") return `The baseline of ${target}: ${cpu.model} with ${countFeatures(cpu.features.length)}.`;
  const changed = countFeatures(changedFeatures(before, cpu));
  if (kind === "model") return `${before.model} becomes ${cpu.model}, which all of ${target} run; ${changed} changed.`;
  return `It runs on all of ${target} with ${changed} changed.`;
}

function changedFeatures(before: CpuDefinition, after: CpuDefinition): number {
  const lines = (cpu: CpuDefinition) => new Set(cpu.features.map(({ name, policy }) => `${policy} ${name}`));
  const [old, now] = [lines(before), lines(after)];
  const names = [...old, ...now].filter((line) => !(old.has(line) && now.has(line)));
  return new Set(names.map((line) => line.slice(line.indexOf(" ") + 1))).size;
}
