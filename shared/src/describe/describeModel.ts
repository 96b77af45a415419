import * as l10n from "@vscode/l10n";
import { featuresOf, knows, type ModelEntry, modelHas, otherRelease, similarNames } from "../catalogue/index.js";
import { orList } from "../common/lists.js";
import type { CpuView } from "../domain/index.js";
import type { CpuMap, Model } from "../engine/index.js";
import { here } from "./describeGrammar.js";
import { differenceText, sinceText } from "./describeRelease.js";
import { codeSpan, escapeMarkdown, modelOnTarget, paragraphs, prose, shortList } from "./onTarget.js";
import type { DescribeContext } from "./subject.js";

const CHANGES_SHOWN = 8;

/** Explains a CPU model, and whether it has an effect in this document. */
export function describeModel(name: string, context: DescribeContext, cpu: CpuView | undefined): string | undefined {
  const { catalogue, situation } = context;
  const entry = catalogue.models.get(name);
  const model = catalogue.map?.modelByName.get(name);
  const inThisVm = here(catalogue.grammar.elements["cpu/model"]?.when, situation);
  if (entry === undefined) return paragraphs(describeUnknown(name, context), ...inThisVm);
  return paragraphs(
    [`**${escapeMarkdown(name)}**`, headline(entry)].filter((part) => part !== "").join(" · "),
    ...inThisVm,
    cpu?.isHost ? undefined : modelOnTarget(name, context),
    prose(entry.summary),
    entry.deprecated ? l10n.t("**Deprecated:** hypervisors will remove it.") : undefined,
    model && catalogue.map && modelFacts(model, catalogue.map, cpu),
    differenceText(name, catalogue),
    sinceText(knows(catalogue, { model: name }), catalogue.release),
  );
}

function describeUnknown(name: string, { catalogue }: DescribeContext): string | undefined {
  if (name.trim() === "" || catalogue.models.size === 0) return undefined;
  const likely = similarNames(name.trim(), catalogue.models.keys(), 2);
  const meant = likely.length > 0 ? l10n.t("Did you mean {0}?", orList(likely.map(codeSpan))) : undefined;
  const hint = otherRelease(knows(catalogue, { model: name })) ?? meant;
  return paragraphs(l10n.t("libvirt {1} does not support the model {0}.", codeSpan(name), catalogue.release), hint);
}

/** `Intel · Haswell, 2013 · x86-64-v3`. */
export function headline({ vendor, generation, year, abiLevel }: ModelEntry): string {
  const age = [generation, year].filter((part) => part !== undefined).join(", ");
  return [vendor, age, abiLevel].filter((part) => part !== undefined && part !== "").join(" · ");
}

function modelFacts(model: Model, map: CpuMap, cpu: CpuView | undefined): string {
  const features = featuresOf(model, map);
  const lines = [
    features.length === 0
      ? ""
      : model.canonical
        ? l10n.t("{0} features, same as {1}", features.length, codeSpan(model.canonical))
        : l10n.t("{0} features", features.length),
    overAncestor(model, map),
    mitigationLine(model, map, cpu),
  ];
  return lines.filter((line) => line !== "").join("  \n");
}

/** What it has over the model it is made from. */
function overAncestor(model: Model, map: CpuMap): string {
  const ancestor = map.modelByName.get(model.ancestor ?? "");
  if (ancestor === undefined) return "";
  const own = new Set(featuresOf(model, map));
  const before = new Set(featuresOf(ancestor, map));
  const added = [...own].filter((name) => !before.has(name));
  const removed = [...before].filter((name) => !own.has(name));
  if (added.length === 0 && removed.length === 0) return "";
  const parts = [
    added.length > 0 ? l10n.t("adds {0}", shortList(added, CHANGES_SHOWN)) : "",
    removed.length > 0 ? l10n.t("removes {0}", shortList(removed, CHANGES_SHOWN)) : "",
  ];
  return l10n.t("Compared with {0}: {1}", codeSpan(ancestor.name), parts.filter((part) => part !== "").join("; "));
}

function mitigationLine(model: Model, map: CpuMap, cpu: CpuView | undefined): string {
  const mitigations = mitigationsOf(model, map);
  if (mitigations === undefined) return "";
  const wanted = new Set(
    cpu?.features
      .filter(({ policy }) => policy === undefined || ["require", "force"].includes(policy.value))
      .map(({ name }) => name?.value),
  );
  const lists: readonly (readonly [string, readonly string[]])[] = [
    [l10n.t("included"), mitigations.included],
    [l10n.t("added here"), mitigations.missing.filter((name) => wanted.has(name))],
    [l10n.t("missing"), mitigations.missing.filter((name) => !wanted.has(name))],
  ];
  const parts = lists
    .filter(([, names]) => names.length > 0)
    .map(([what, names]) => `${what}: ${names.map(codeSpan).join(", ")}`);
  return l10n.t("Mitigations: {0}", parts.join("; "));
}

/** Features that let a guest use mitigations of CPU flaws, by vendor (QEMU's documentation of x86 CPU models). */
const MITIGATIONS: ReadonlyMap<string, readonly string[]> = new Map([
  ["Intel", ["pcid", "spec-ctrl", "stibp", "ssbd", "md-clear"]],
  ["AMD", ["ibpb", "stibp", "virt-ssbd", "amd-ssbd"]],
  ["Hygon", ["ibpb", "stibp", "virt-ssbd", "amd-ssbd"]],
]);

interface Mitigations {
  readonly included: readonly string[];
  readonly missing: readonly string[];
}

/** Which mitigation features a model has and lacks; undefined for vendors without a list. */
function mitigationsOf(model: Model, map: CpuMap): Mitigations | undefined {
  const names = MITIGATIONS.get(model.vendor ?? "");
  if (names === undefined) return undefined;
  const has = (name: string) => modelHas(model, name, map);
  return { included: names.filter(has), missing: names.filter((name) => !has(name)) };
}
