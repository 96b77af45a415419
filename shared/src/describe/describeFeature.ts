import * as l10n from "@vscode/l10n";
import { type FeatureEntry, includesFeature, modelsWith, similarNames, textsWhen } from "../catalogue/index.js";
import { type CpuView, effectiveMode } from "../domain/index.js";
import type { CpuMap, Feature } from "../engine/index.js";
import type { DescribeContext } from "./context.js";
import { code, escapeMarkdown, paragraphs, prose, shortList } from "./markdown.js";
import { featureOnTarget } from "./onTarget.js";

const MODELS_SHOWN = 5;

/** Explains a CPU feature, and what its line does in this document. */
export function describeFeature(
  { name, policy }: { readonly name: string; readonly policy?: string },
  context: DescribeContext,
  cpu: CpuView | undefined,
): string | undefined {
  const { map, features, release } = context.catalogue;
  const entry = features.get(name);
  const feature = map?.featureByName.get(name);
  if (map === undefined) return undefined;
  if (entry === undefined || feature === undefined) return describeUnknown(name, map, release);
  return paragraphs(
    `**${escapeMarkdown(entry.title)}** · ${code(name)}`,
    prose(entry.summary),
    onThisModel(feature, { map, cpu, policy }),
    cpu?.isHost ? undefined : policyText(policy, context),
    cpu?.isHost ? undefined : featureOnTarget(name, context),
    entry.migratable
      ? undefined
      : l10n.t("**Blocks migration:** a VM with this feature can be neither migrated nor saved."),
    facts(entry, feature, map),
  );
}

function describeUnknown(name: string, map: CpuMap, release: string): string | undefined {
  if (name === "") return undefined;
  const alias = map.featureByAlias.get(name);
  const likely = alias === undefined ? similarNames(name, map.featureByName.keys(), 2) : [alias.name];
  const hint = likely.length > 0 ? l10n.t("Did you mean {0}?", likely.map(code).join(l10n.t(" or "))) : undefined;
  return paragraphs(l10n.t("{0} is not a feature that libvirt {1} knows.", code(name), release), hint);
}

interface Place {
  readonly map: CpuMap;
  readonly cpu: CpuView | undefined;
  readonly policy: string | undefined;
}

/** What the line comes to on the model that it changes. */
function onThisModel(feature: Feature, { map, cpu, policy }: Place): string | undefined {
  const mode = cpu && effectiveMode(cpu);
  const model = map.modelByName.get(cpu?.model?.value.trim() ?? "");
  if (mode !== "custom" || model === undefined) return undefined;
  const takesAway = policy === "disable" || policy === "forbid";
  const name = code(model.name);
  if (includesFeature(model, feature)) {
    if (policy === undefined) return l10n.t("{0} includes it.", name);
    return takesAway
      ? l10n.t("{0} includes it: this line takes it out.", name)
      : l10n.t("{0} includes it already.", name);
  }
  if (policy === undefined) return l10n.t("Not part of {0}.", name);
  return takesAway
    ? l10n.t("Not part of {0}: there is nothing to take out.", name)
    : l10n.t("Not part of {0}: this line adds it.", name);
}

/** What the policy means in this document. */
function policyText(policy: string | undefined, { catalogue, situation }: DescribeContext): string | undefined {
  if (policy === undefined) return undefined;
  const doc = catalogue.grammar.elements["cpu/feature"]?.attributes?.policy?.values?.[policy];
  const texts = textsWhen(doc?.when, situation);
  return texts.length === 0 ? undefined : l10n.t("{0} in this VM: {1}", code(policy), texts.map(prose).join(" "));
}

function facts(entry: FeatureEntry, feature: Feature, map: CpuMap): string {
  const lines = [
    entry.place,
    entry.aliases.length > 0 ? l10n.t("Elsewhere called {0}", entry.aliases.map(code).join(", ")) : "",
    inModels(modelsWith(feature, map)),
  ];
  return lines.filter((line) => line !== "").join("  \n");
}

/** A model that is another one with some features more or less. */
const VARIANT = /-(?:v\d+|noTSX|IBRS|IBPB)(?:-|$)/;

/** Plain names first: the others are variants of them. */
function inModels(names: readonly string[]): string {
  if (names.length === 0) return l10n.t("In no model");
  const sorted = [...names.filter((name) => !VARIANT.test(name)), ...names.filter((name) => VARIANT.test(name))];
  const count = names.length === 1 ? l10n.t("1 model") : l10n.t("{0} models", names.length);
  return l10n.t("In {0}: {1}", count, shortList(sorted, MODELS_SHOWN));
}
