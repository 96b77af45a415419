import * as l10n from "@vscode/l10n";
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
  if (view.cpu === undefined) return { error: l10n.t("This document has no <cpu> to change.") };
  if (target.hosts.length === 0) return { error: l10n.t("Nothing is known of the hosts of {0}.", target.name) };
  const problems = certainProblems(assessment);
  if (problems.length === 0) return { error: nothingToDo(assessment) };
  const cpu = readCpu(view.cpu.element, { type: "guest" }, () => {});
  if (guestOf(view, cpu, catalogue.arch) === undefined) return { error: l10n.t("This <cpu> is no guest's.") };
  const now = { ...assessment, guest: { ...guest, cpu } };
  const [remedy] = catalogue.map === undefined ? [] : yield* seekRemedies(now, catalogue.map);
  if (remedy?.effect !== "all") {
    const reasons = groupsText(problems, MOST_REASONS, "; ");
    return { error: l10n.t("No change of the CPU alone makes it run on all of {0}: {1}.", target.name, reasons) };
  }
  const edits = cpuEdits(document.text, view.cpu, cpu, remedy.cpu);
  if (edits.length === 0) return { error: l10n.t("There is nothing to change.") };
  // libvirt compares features: a CPU may start on hosts of several vendors.
  const caution = vendorsText(target);
  return {
    edits,
    summary: [
      summaryOf(remedy, cpu, target.name),
      ...(caution === "" ? [] : [l10n.t("{0}: a running VM should not migrate between them.", caution)]),
      ...(unknown.length === 0 ? [] : [l10n.t("Nothing is known of {0}.", hostList(unknown.map(({ name }) => name)))]),
    ].join(" "),
  };
}

function nothingToDo({ target, verdicts }: Assessment): string {
  const open = verdicts.filter(({ outcome }) => outcome === "unknown").map(({ host }) => host.name);
  if (open.length === 0) return l10n.t("This VM runs on every known host of {0} already.", target.name);
  return l10n.t(
    "No host of {0} is known to refuse this VM; too little is known of {1} to tell.",
    target.name,
    hostList(open),
  );
}

function summaryOf({ kind, cpu }: Remedy, before: CpuDefinition, target: string): string {
  if (kind === "baseline")
    return l10n.t("The baseline of {0}: {1} with {2}.", target, cpu.model ?? "", countFeatures(cpu.features.length));
  const changes = changesText(before, cpu);
  const besides = changes === "" ? "" : `, ${changes}`;
  if (kind === "model")
    return l10n.t("{0} becomes {1}, which all of {2} run{3}.", before.model ?? "", cpu.model ?? "", target, besides);
  if (kind === "mode")
    return l10n.t("{0} becomes {1}, which all of {2} run{3}.", before.mode ?? "", cpu.mode ?? "", target, besides);
  return l10n.t("It runs on all of {0} {1}.", target, changes);
}
