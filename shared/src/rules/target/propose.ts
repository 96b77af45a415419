import * as l10n from "@vscode/l10n";
import type { CpuDefinition, CpuMap } from "../../engine/index.js";
import { type Assessment, effectOf, hostsByVendor } from "../../hosts/index.js";
import { baselineOf, withBaseline } from "../../planning/index.js";
import {
  canBeSaid,
  cpuEdits,
  isInModel,
  leastAddressBits,
  type TargetFix,
  targetFixesFor,
  withoutFeatures,
} from "../../planning/targetFixes/index.js";
import type { Fix, MakeFixes } from "../kit.js";
import { assessedGuest } from "./assessment.js";

/** Another model that all hosts run, and the baseline of the target: what helps with most problems. */
export const proposeModels: Propose = ({ assessment, map }) => {
  const fixes = targetFixesFor(assessment, map).filter(({ kind, effect }) => kind !== "features" && effect === "all");
  const model = fixes.find(({ kind }) => kind === "model");
  const baseline = fixes.find(({ kind }) => kind === "baseline");
  return [model, baseline].flatMap((fix) => (fix === undefined ? [] : [proposalOf(fix, assessment.target.name)]));
};

function proposalOf({ kind, cpu }: TargetFix, target: string): Proposal {
  return kind === "model"
    ? { title: l10n.t("Change to {0}, which all hosts of {1} support", cpu.model ?? "", target), cpu }
    : { title: baselineTitle(cpu, target), cpu };
}

function baselineTitle({ model = "", features }: CpuDefinition, target: string): string {
  const count = features.length === 1 ? l10n.t("1 feature") : l10n.t("{0} features", features.length);
  return l10n.t("Use the baseline of {0}: {1} with {2}", target, model, count);
}

/** The baseline alone: for a CPU that follows its host. */
export const proposeBaseline: Propose = ({ assessment: { target }, cpu }) => {
  const baseline = baselineOf(target);
  if (baseline === undefined) return [];
  const after = withBaseline(cpu, baseline);
  return [{ title: baselineTitle(after, target.name), cpu: after }];
};

/** Taking out what the model needs and hosts lack: what these hosts lack, and all that hosts of the target do. */
export const proposeDisabling: Propose = ({ assessment, cpu, map, features: names }) => {
  const title =
    names.length === 1
      ? l10n.t("Disable {0}", names[0] ?? "")
      : l10n.t("Disable the {0} missing features", names.length);
  const here = { title, cpu: withoutFeatures(cpu, names, map) };
  const all = targetFixesFor(assessment, map).find(({ kind, effect }) => kind === "features" && effect === "all");
  const count = all === undefined ? 0 : addedTo(cpu, all.cpu);
  if (all === undefined || count <= names.length) return [here];
  return [
    here,
    { title: l10n.t("Disable the {0} features missing on hosts of {1}", count, assessment.target.name), cpu: all.cpu },
  ];
};

function addedTo(before: CpuDefinition, after: CpuDefinition): number {
  const listed = new Set(before.features.map(({ name, policy }) => `${policy} ${name}`));
  return after.features.filter(({ name, policy }) => policy === "disable" && !listed.has(`${policy} ${name}`)).length;
}

/** The vendor that all hosts have, unless the model is another one's; or none, so that any may run it. */
export const proposeVendor: Propose = ({ assessment: { target }, cpu: { vendor, ...cpu }, map }) => {
  const [actual, ...others] = hostsByVendor(target).keys();
  const without = { title: l10n.t("Remove <vendor>"), cpu };
  const ofModel = map.modelByName.get(cpu.model ?? "")?.vendor ?? actual;
  if (actual === undefined || others.length > 0 || actual === vendor || actual !== ofModel) return [without];
  return [{ title: l10n.t("Change <vendor> to {0}", actual), cpu: { ...cpu, vendor: actual } }, without];
};

/** As many address bits as every host of the target has. */
export const proposeAddressBits: Propose = ({ assessment: { target }, cpu }) => {
  const bits = leastAddressBits(target);
  if (bits === undefined || cpu.maxPhysAddr === undefined) return [];
  return [{ title: l10n.t("Change to {0} bits", bits), cpu: { ...cpu, maxPhysAddr: { ...cpu.maxPhysAddr, bits } } }];
};

/** Another mode that takes the host's CPU, where all hosts know it. */
export const proposeMode: Propose = ({ assessment, map }) => {
  const fix = targetFixesFor(assessment, map).find(({ kind }) => kind === "mode");
  return fix === undefined ? [] : [{ title: l10n.t("Change mode to host-model"), cpu: fix.cpu }];
};

/** Each host's own CPU instead of a named one: it starts on all, but the hosts may differ. */
export const proposeHostModel: Propose = ({ cpu }) => {
  const { model: _model, vendor: _vendor, vendorId: _vendorId, match: _match, fallback: _fallback, ...rest } = cpu;
  if (cpu.mode !== "custom" || cpu.check === "full") return [];
  const kept = rest.features.filter(({ policy }) => policy === "disable");
  const after: CpuDefinition = { ...rest, mode: "host-model", fallback: "allow", features: kept };
  return [
    { title: l10n.t("Change mode to host-model: the VM uses the CPU of the host that it starts on"), cpu: after },
  ];
};

/** Taking out a feature that the definition lists. */
export const proposeRemoving: Propose = ({ cpu, map, features }) =>
  features.map((name) => {
    const after = withoutFeatures(cpu, [name], map);
    const stays = after.features.some((feature) => feature.name === name);
    return { title: stays ? l10n.t("Disable {0}", name) : l10n.t("Remove {0}", name), cpu: after };
  });

/** Having a feature where the host has it; what the model brings stays a blocker of it. */
export const proposeOptional: Propose = ({ cpu, map, features }) =>
  features
    .filter((name) => !isInModel(name, cpu, map))
    .map((name) => ({
      title: l10n.t("Set policy of {0} to optional: the VM has it only if the host has it", name),
      cpu: withPolicy(cpu, name, "optional"),
    }));

/** Keeping a feature from the guest instead of refusing the host. */
export const proposeDisabled: Propose = ({ cpu, features }) =>
  features.map((name) => ({
    title: l10n.t("Change forbid to disable: the VM does not have {0}", name),
    cpu: withPolicy(cpu, name, "disable"),
  }));

function withPolicy(cpu: CpuDefinition, name: string, policy: "optional" | "disable"): CpuDefinition {
  return { ...cpu, features: cpu.features.map((each) => (each.name === name ? { ...each, policy } : each)) };
}

/** The definition with one thing said otherwise. */
export function proposeChange(title: () => string, after: (cpu: CpuDefinition) => CpuDefinition): Propose {
  return ({ cpu }) => [{ title: title(), cpu: after(cpu) }];
}

/** One after the other. */
export function allOf(...propose: readonly Propose[]): Propose {
  return (situation) => propose.flatMap((each) => each(situation));
}

/** What a fix of these rules is made from. */
interface Situation {
  readonly assessment: Assessment;
  readonly cpu: CpuDefinition;
  readonly map: CpuMap;
  /** Those that the problem is about. */
  readonly features: readonly string[];
}

/** A changed definition with the title of the fix that makes it. */
interface Proposal {
  readonly title: string;
  readonly cpu: CpuDefinition;
}

/** What is proposed for a situation, the smallest change first. */
export type Propose = (situation: Situation) => readonly Proposal[];

/**
 * Fixes that were tried on every host of the target: none after which the VM would start on fewer. Preferred is the first
 * after which it starts on all that are known.
 *
 * @param features those that the problem is about
 */
export function proposals(propose: Propose, features: readonly string[] = []): MakeFixes {
  return (context) => {
    const { catalogue, text, view, cpu } = context;
    const assessed = assessedGuest(context);
    if (view.cpu === undefined || cpu === undefined || catalogue.map === undefined || assessed === undefined) return [];
    const { guest, assessment } = assessed;
    const fixes: Fix[] = [];
    for (const { title, cpu: after } of propose({ assessment, cpu, map: catalogue.map, features })) {
      if (!canBeSaid(after)) continue;
      const effect = effectOf(assessment, { ...guest, cpu: after });
      const edits = effect === "worse" ? [] : cpuEdits(text, view.cpu, cpu, after);
      if (edits.length === 0 || fixes.some((fix) => fix.title === title)) continue;
      const preferred = effect === "all" && !fixes.some((fix) => fix.preferred);
      fixes.push({ title, edits, preferred, safe: false, changesCpu: true });
    }
    return fixes;
  };
}
