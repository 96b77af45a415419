import * as l10n from "@vscode/l10n";
import { andList } from "../common/lists.js";
import { readTimers } from "../domain/features.js";
import type { DomainView } from "../domain/index.js";
import { removeAttribute } from "../edits/index.js";
import type { CpuDefinition, CpuPolicy } from "../engine/index.js";
import {
  type Assessment,
  certainProblems,
  type Guest,
  groupsText,
  guestOf,
  hostList,
  vendorsText,
} from "../hosts/index.js";
import { cpuEdits, seekTargetFixes, type TargetFix } from "../planning/targetFixes/index.js";
import type { RuleContext } from "../rules/index.js";
import type { XmlAttribute } from "../xml/index.js";
import { countFeatures, type Rewritten } from "./rewrite.js";

const MOST_REASONS = 3;

/**
 * The smallest change after which a VM starts on every known host of its target: what the hosts lack is taken out, or
 * another model taken, or the baseline of the target. Where nothing helps, it says what is in the way. In steps, as
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
  if (target.hosts.length === 0) return { error: l10n.t("There is no data about the hosts of {0}.", target.name) };
  const problems = certainProblems(assessment);
  if (problems.length === 0) return { error: nothingToDo(assessment) };
  const cpu = view.cpu.definition();
  if (guestOf(view, catalogue.arch) === undefined) return { error: l10n.t("This <cpu> is not the CPU of a VM.") };
  // No one frequency suits hosts that differ in it: without one each gives its own.
  const frequencies = problems.some(({ problem }) => problem.code === "tsc-frequency") ? tscFrequencies(view) : [];
  const now = { ...assessment, guest: { ...(frequencies.length === 0 ? guest : withoutFrequency(guest)), cpu } };
  const [fix] = catalogue.map === undefined ? [] : yield* seekTargetFixes(now, catalogue.map);
  if (fix?.effect !== "all") {
    const reasons = groupsText(problems, MOST_REASONS, "; ");
    return { error: l10n.t("No change of the CPU makes the VM start on all hosts of {0}: {1}.", target.name, reasons) };
  }
  const edits = [
    ...cpuEdits(document.text, view.cpu, cpu, fix.cpu),
    ...frequencies.map((attribute) => removeAttribute(document.text, attribute)),
  ];
  if (edits.length === 0) return { error: l10n.t("There is nothing to change.") };
  // libvirt compares features: a CPU may start on hosts of several vendors.
  const caution = vendorsText(target);
  return {
    edits,
    summary: [
      summaryOf(fix, cpu, target.name),
      ...(frequencies.length === 0 ? [] : [l10n.t("The TSC frequency is removed.")]),
    ].join(" "),
    cautions: [
      ...(caution === "" ? [] : [l10n.t("{0}: do not migrate a running VM between them.", caution)]),
      ...(unknown.length === 0
        ? []
        : [l10n.t("There is no data about {0}.", hostList(unknown.map(({ name }) => name)))]),
    ],
  };
}

function tscFrequencies(view: DomainView): XmlAttribute[] {
  return readTimers(view).flatMap(({ name, frequency }) => (name?.value === "tsc" && frequency?.attribute) || []);
}

function withoutFrequency(guest: Guest): Guest {
  if (guest.needs === undefined) return guest;
  const { tscFrequency: _tscFrequency, ...needs } = guest.needs;
  return { ...guest, needs };
}

function nothingToDo({ target, verdicts }: Assessment): string {
  const open = verdicts.filter(({ outcome }) => outcome === "unknown").map(({ host }) => host.name);
  if (open.length === 0) return l10n.t("This VM already starts on every known host of {0}.", target.name);
  return l10n.t(
    "This VM fails on no host of {0}, but there is not enough data about {1}.",
    target.name,
    hostList(open),
  );
}

function summaryOf({ kind, cpu }: TargetFix, before: CpuDefinition, target: string): string {
  if (kind === "baseline")
    return l10n.t("The baseline of {0}: {1} with {2}.", target, cpu.model ?? "", countFeatures(cpu.features.length));
  const changes = changesText(before, cpu);
  const besides = changes === "" ? "" : `, ${changes}`;
  if (kind === "model")
    return l10n.t(
      "{0} becomes {1}, supported on all hosts of {2}{3}.",
      before.model ?? "",
      cpu.model ?? "",
      target,
      besides,
    );
  if (kind === "mode")
    return l10n.t(
      "{0} becomes {1}, supported on all hosts of {2}{3}.",
      before.mode ?? "",
      cpu.mode ?? "",
      target,
      besides,
    );
  return changes === ""
    ? l10n.t("The VM starts on all hosts of {0}.", target)
    : l10n.t("The VM starts on all hosts of {0} {1}.", target, changes);
}

const MOST_NAMED = 2;

/** What differs between two definitions, in few words: "without migratable", "with check='partial' and svm removed". */
function changesText(before: CpuDefinition, after: CpuDefinition): string {
  const names = changedFeatures(before, after);
  const { maxPhysAddr } = after;
  const changed = [
    ...(["match", "check"] as const).flatMap((name) =>
      after[name] === undefined || after[name] === before[name] ? [] : [`${name}='${after[name]}'`],
    ),
    ...(maxPhysAddr?.bits === before.maxPhysAddr?.bits ? [] : [l10n.t("{0} address bits", maxPhysAddr?.bits ?? "")]),
    ...(names.length > MOST_NAMED ? [l10n.t("{0} features changed", names.length)] : featureTexts(names, after)),
  ];
  const gone = [
    ...(before.vendor !== undefined && after.vendor === undefined ? ["<vendor>"] : []),
    ...(before.migratable !== undefined && after.migratable === undefined ? ["migratable"] : []),
  ];
  const parts = [
    ...(changed.length === 0 ? [] : [l10n.t("with {0}", andList(changed))]),
    ...(gone.length === 0 ? [] : [l10n.t("without {0}", andList(gone))]),
  ];
  return parts.join(", ");
}

/** "svm and avx512f removed", "pku disabled". */
function featureTexts(names: readonly string[], { features }: CpuDefinition): string[] {
  const policies = new Map(features.map(({ name, policy }) => [name, policy ?? "require"]));
  const byPolicy = new Map<CpuPolicy | undefined, string[]>();
  for (const name of names) {
    const policy = policies.get(name);
    byPolicy.set(policy, [...(byPolicy.get(policy) ?? []), name]);
  }
  return [...byPolicy].map(([policy, changed]) => changedText(andList(changed), policy));
}

/** @param policy what features have now; undefined where they are gone */
function changedText(names: string, policy: CpuPolicy | undefined): string {
  switch (policy) {
    case "require":
      return l10n.t("{0} required", names);
    case "force":
      return l10n.t("{0} forced", names);
    case "optional":
      return l10n.t("{0} optional", names);
    case "disable":
      return l10n.t("{0} disabled", names);
    case "forbid":
      return l10n.t("{0} forbidden", names);
    case undefined:
      return l10n.t("{0} removed", names);
  }
}

function changedFeatures(before: CpuDefinition, after: CpuDefinition): string[] {
  const [old, now] = [before, after].map(({ features }) => new Map(features.map(({ name, policy }) => [name, policy])));
  if (old === undefined || now === undefined) return [];
  const names = new Set([...old.keys(), ...now.keys()]);
  return [...names].filter((name) => old.has(name) !== now.has(name) || old.get(name) !== now.get(name));
}
