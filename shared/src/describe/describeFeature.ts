import * as l10n from "@vscode/l10n";
import {
  type FeatureEntry,
  includesFeature,
  knows,
  modelsWith,
  otherRelease,
  similarNames,
  textsWhen,
} from "../catalogue/index.js";
import { orList } from "../common/lists.js";
import { type CpuView, effectiveMode } from "../domain/index.js";
import { type CpuMap, type Feature, GIVEN_TO_KVM_GUESTS } from "../engine/internal.js";
import { sinceText } from "./describeRelease.js";
import { codeSpan, escapeMarkdown, featureOnTarget, paragraphs, prose, shortList } from "./onTarget.js";
import type { DescribeContext } from "./subject.js";

const MODELS_SHOWN = 5;

/** Explains a CPU feature, and what its line does in this document. */
export function describeFeature(
  { name, policy }: { readonly name: string; readonly policy?: string },
  context: DescribeContext,
  cpu: CpuView | undefined,
): string | undefined {
  const { map, features, release } = context.catalogue;
  const knowledge = knows(context.catalogue, { feature: name });
  const entry = features.get(name);
  const feature = map?.featureByName.get(name);
  if (map === undefined) return undefined;
  if (entry === undefined || feature === undefined) return describeUnknown(name, map, release, otherRelease(knowledge));
  return paragraphs(
    `**${escapeMarkdown(entry.title)}** · ${codeSpan(name)}`,
    prose(entry.summary),
    onThisModel(feature, { map, cpu, policy }),
    cpu?.isHost ? undefined : policyText(name, policy, context),
    cpu?.isHost ? undefined : featureOnTarget(name, context),
    entry.migratable ? undefined : blocksMigration(name),
    facts(entry, feature, map),
    sinceText(knowledge, release),
  );
}

function blocksMigration(name: string): string {
  return name === "invtsc"
    ? l10n.t(
        "**Blocks migration:** a VM with this feature can be migrated and saved only if `<timer name='tsc'>` has a TSC frequency.",
      )
    : l10n.t("**Blocks migration:** a VM with this feature cannot be migrated or saved.");
}

function describeUnknown(name: string, map: CpuMap, release: string, why: string | undefined): string | undefined {
  if (name === "") return undefined;
  const alias = map.featureByAlias.get(name);
  const likely = alias === undefined ? similarNames(name, map.featureByName.keys(), 2) : [alias.name];
  const hint = why ?? (likely.length > 0 ? l10n.t("Did you mean {0}?", orList(likely.map(codeSpan))) : undefined);
  return paragraphs(l10n.t("libvirt {1} does not support the feature {0}.", codeSpan(name), release), hint);
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
  const name = codeSpan(model.name);
  if (includesFeature(model, feature)) {
    if (policy === undefined) return l10n.t("{0} includes it.", name);
    return takesAway
      ? l10n.t("{0} includes it; this line removes it.", name)
      : l10n.t("{0} already includes it.", name);
  }
  if (policy === undefined) return l10n.t("Not part of {0}.", name);
  return takesAway
    ? l10n.t("Not part of {0}; this line has no effect.", name)
    : l10n.t("Not part of {0}; this line adds it.", name);
}

/** What the policy means in this document. */
function policyText(
  name: string,
  policy: string | undefined,
  { catalogue, situation }: DescribeContext,
): string | undefined {
  if (policy === undefined) return undefined;
  if (situation.type === "kvm" && GIVEN_TO_KVM_GUESTS.has(name) && /^(?:force|require|optional)$/.test(policy)) {
    return l10n.t(
      "QEMU provides it to every KVM VM that requires it, even if the host does not have it. Only check='partial' rejects such a host.",
    );
  }
  const doc = catalogue.grammar.elements["cpu/feature"]?.attributes?.policy?.values?.[policy];
  const texts = textsWhen(doc?.when, situation);
  return texts.length === 0 ? undefined : l10n.t("{0} in this VM: {1}", codeSpan(policy), texts.map(prose).join(" "));
}

function facts(entry: FeatureEntry, feature: Feature, map: CpuMap): string {
  const lines = [
    entry.place,
    entry.aliases.length > 0 ? l10n.t("Also called {0}", entry.aliases.map(codeSpan).join(", ")) : "",
    inModels(modelsWith(feature, map)),
  ];
  return lines.filter((line) => line !== "").join("  \n");
}

/** A model that is another one with some features more or less. */
const VARIANT = /-(?:v\d+|noTSX|IBRS|IBPB)(?:-|$)/;

/** Plain names first: the others are variants of them. */
function inModels(names: readonly string[]): string {
  if (names.length === 0) return l10n.t("Part of no named model");
  const sorted = [...names.filter((name) => !VARIANT.test(name)), ...names.filter((name) => VARIANT.test(name))];
  const count = names.length === 1 ? l10n.t("1 named model") : l10n.t("{0} named models", names.length);
  return l10n.t("Part of {0}: {1}", count, shortList(sorted, MODELS_SHOWN));
}
