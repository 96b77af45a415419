import * as l10n from "@vscode/l10n";
import { featuresOf, type ModelEntry, similarNames } from "../catalogue/index.js";
import type { CpuView } from "../domain/index.js";
import type { CpuMap, Model } from "../engine/index.js";
import type { DescribeContext } from "./context.js";
import { here } from "./describeGrammar.js";
import { code, escapeMarkdown, paragraphs, prose, shortList } from "./markdown.js";
import { mitigationsOf } from "./mitigations.js";
import { modelOnTarget } from "./onTarget.js";

const CHANGES_SHOWN = 8;

/** Explains a CPU model, and whether it counts in this document. */
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
    entry.deprecated ? l10n.t("**Deprecated:** hypervisors announce that they will drop it.") : undefined,
    model && catalogue.map && modelFacts(model, catalogue.map, cpu),
  );
}

function describeUnknown(name: string, { catalogue }: DescribeContext): string | undefined {
  if (name.trim() === "" || catalogue.models.size === 0) return undefined;
  const likely = similarNames(name.trim(), catalogue.models.keys(), 2);
  const hint = likely.length > 0 ? l10n.t("Did you mean {0}?", likely.map(code).join(l10n.t(" or "))) : undefined;
  return paragraphs(l10n.t("{0} is not a model that libvirt {1} knows.", code(name), catalogue.release), hint);
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
      : l10n.t(
          "{0} features{1}",
          features.length,
          model.canonical ? l10n.t(", same as {0}", code(model.canonical)) : "",
        ),
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
    removed.length > 0 ? l10n.t("lacks {0}", shortList(removed, CHANGES_SHOWN)) : "",
  ];
  return l10n.t("Over {0} it {1}", code(ancestor.name), parts.filter((part) => part !== "").join("; "));
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
    [l10n.t("in it"), mitigations.included],
    [l10n.t("added here"), mitigations.missing.filter((name) => wanted.has(name))],
    [l10n.t("missing"), mitigations.missing.filter((name) => !wanted.has(name))],
  ];
  const parts = lists
    .filter(([, names]) => names.length > 0)
    .map(([what, names]) => `${what}: ${names.map(code).join(", ")}`);
  return l10n.t("Mitigations {0}", parts.join("; "));
}
