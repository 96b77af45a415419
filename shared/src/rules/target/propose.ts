import type { CpuDefinition } from "../../engine/index.js";
import { baselineOf, withBaseline } from "../../hosts/index.js";
import { type Remedy, remediesFor, withoutFeatures } from "../../remedies/index.js";
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
    ? { title: `Change to ${cpu.model}, which all of ${target} run`, cpu }
    : { title: baselineTitle(cpu, target), cpu };
}

function baselineTitle({ model = "", features }: CpuDefinition, target: string): string {
  const count = features.length === 1 ? "1 feature" : `${features.length} features`;
  return `Take the baseline of ${target}: ${model} with ${count}`;
}

/** The baseline alone: for a CPU that follows its host. */
export const proposeBaseline: Propose = ({ assessment: { target }, cpu }) => {
  const baseline = baselineOf(target);
  if (baseline === undefined) return [];
  const after = withBaseline(cpu, baseline);
  return [{ title: baselineTitle(after, target.name), cpu: after }];
};

/** Taking out what the model needs and hosts lack. */
export const proposeDisabling: Propose = (situation) => {
  const names = featuresOf(situation);
  const title = names.length === 1 ? `Disable ${names[0]}` : `Disable the ${names.length} features that are missing`;
  return [{ title, cpu: withoutFeatures(situation.cpu, names, situation.map) }];
};

/** Taking out a feature that the definition lists. */
export const proposeRemoving: Propose = (situation) => {
  const { cpu, map } = situation;
  return featuresOf(situation).map((name) => {
    const after = withoutFeatures(cpu, [name], map);
    const stays = after.features.some((feature) => feature.name === name);
    return { title: stays ? `Disable ${name}` : `Remove ${name}`, cpu: after };
  });
};

/** Having a feature where the host has it. */
export const proposeOptional: Propose = (situation) =>
  featuresOf(situation).map((name) => ({
    title: `Make ${name} optional: the guest has it where the host has it`,
    cpu: withPolicy(situation.cpu, name, "optional"),
  }));

/** Keeping a feature from the guest instead of refusing the host. */
export const proposeDisabled: Propose = (situation) =>
  featuresOf(situation).map((name) => ({
    title: `Change forbid to disable: the guest goes without ${name}`,
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
