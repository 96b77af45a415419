import * as l10n from "@vscode/l10n";
import type { CpuDefinition } from "../../engine/index.js";
import { baselineOf, hostsByVendor, withBaseline } from "../../hosts/index.js";
import { isInModel, leastAddressBits, type Remedy, remediesFor, withoutFeatures } from "../../remedies/index.js";
import type { Proposal, Propose, Situation } from "./proposals.js";

/** Another model that all hosts run, and the baseline of the target: what helps with most problems. */
export const proposeModels: Propose = ({ assessment, map }) => {
  const remedies = remediesFor(assessment, map).filter(({ kind, effect }) => kind !== "features" && effect === "all");
  const model = remedies.find(({ kind }) => kind === "model");
  const baseline = remedies.find(({ kind }) => kind === "baseline");
  return [model, baseline].flatMap((remedy) =>
    remedy === undefined ? [] : [proposalOf(remedy, assessment.target.name)],
  );
};

function proposalOf({ kind, cpu }: Remedy, target: string): Proposal {
  return kind === "model"
    ? { title: l10n.t("Change to {0}, which all of {1} run", cpu.model ?? "", target), cpu }
    : { title: baselineTitle(cpu, target), cpu };
}

function baselineTitle({ model = "", features }: CpuDefinition, target: string): string {
  const count = features.length === 1 ? l10n.t("1 feature") : l10n.t("{0} features", features.length);
  return l10n.t("Take the baseline of {0}: {1} with {2}", target, model, count);
}

/** The baseline alone: for a CPU that follows its host. */
export const proposeBaseline: Propose = ({ assessment: { target }, cpu }) => {
  const baseline = baselineOf(target);
  if (baseline === undefined) return [];
  const after = withBaseline(cpu, baseline);
  return [{ title: baselineTitle(after, target.name), cpu: after }];
};

/** Taking out what the model needs and hosts lack: what these hosts lack, and all that hosts of the target do. */
export const proposeDisabling: Propose = (situation) => {
  const { assessment, cpu, map } = situation;
  const names = featuresOf(situation);
  const title =
    names.length === 1
      ? l10n.t("Disable {0}", names[0] ?? "")
      : l10n.t("Disable the {0} features that are missing", names.length);
  const here = { title, cpu: withoutFeatures(cpu, names, map) };
  const all = remediesFor(assessment, map).find(({ kind, effect }) => kind === "features" && effect === "all");
  const count = all === undefined ? 0 : addedTo(cpu, all.cpu);
  if (all === undefined || count <= names.length) return [here];
  return [
    here,
    { title: l10n.t("Disable the {0} features that hosts of {1} lack", count, assessment.target.name), cpu: all.cpu },
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
  const remedy = remediesFor(assessment, map).find(({ kind }) => kind === "mode");
  return remedy === undefined ? [] : [{ title: l10n.t("Change mode to host-model"), cpu: remedy.cpu }];
};

/** Each host's own CPU instead of a named one: it starts on all, but the hosts may differ. */
export const proposeHostModel: Propose = ({ cpu }) => {
  const { model: _model, vendor: _vendor, vendorId: _vendorId, match: _match, fallback: _fallback, ...rest } = cpu;
  if (cpu.mode !== "custom" || cpu.check === "full") return [];
  const kept = rest.features.filter(({ policy }) => policy === "disable");
  const after: CpuDefinition = { ...rest, mode: "host-model", fallback: "allow", features: kept };
  return [{ title: l10n.t("Change mode to host-model: the guest has the CPU of the host it starts on"), cpu: after }];
};

/** Taking out a feature that the definition lists. */
export const proposeRemoving: Propose = (situation) => {
  const { cpu, map } = situation;
  return featuresOf(situation).map((name) => {
    const after = withoutFeatures(cpu, [name], map);
    const stays = after.features.some((feature) => feature.name === name);
    return { title: stays ? l10n.t("Disable {0}", name) : l10n.t("Remove {0}", name), cpu: after };
  });
};

/** Having a feature where the host has it; what the model brings stays a blocker of it. */
export const proposeOptional: Propose = (situation) => {
  const { cpu, map } = situation;
  const names = featuresOf(situation).filter((name) => !isInModel(name, cpu, map));
  return names.map((name) => ({
    title: l10n.t("Make {0} optional: the guest has it where the host has it", name),
    cpu: withPolicy(cpu, name, "optional"),
  }));
};

/** Keeping a feature from the guest instead of refusing the host. */
export const proposeDisabled: Propose = (situation) =>
  featuresOf(situation).map((name) => ({
    title: l10n.t("Change forbid to disable: the guest goes without {0}", name),
    cpu: withPolicy(situation.cpu, name, "disable"),
  }));

function withPolicy(cpu: CpuDefinition, name: string, policy: "optional" | "disable"): CpuDefinition {
  return { ...cpu, features: cpu.features.map((each) => (each.name === name ? { ...each, policy } : each)) };
}

function featuresOf({ finding }: Situation): string[] {
  return (finding.data.features ?? "").split(",").filter((name) => name !== "");
}

/** One after the other. */
export function allOf(...propose: readonly Propose[]): Propose {
  return (situation) => propose.flatMap((each) => each(situation));
}
