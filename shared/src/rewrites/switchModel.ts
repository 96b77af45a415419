import * as l10n from "@vscode/l10n";
import { andList } from "../common/lists.js";
import { escapeText, setText, writeCpu } from "../edits/index.js";
import {
  type CpuDefinition,
  CpuError,
  type CpuMap,
  difference,
  featureNames,
  translateCpu,
  wordsOf,
} from "../engine/internal.js";
import type { RuleContext } from "../rules/index.js";
import { type CustomCpu, countFeatures, customCpu, type Rewritten } from "./rewrite.js";

/** A model that can replace the document's, and what changes in the definition of the same CPU. */
export interface ModelChoice {
  readonly name: string;
  readonly vendor?: string;
  /** Features the definition lists then: those to add to the model, and those to take from it. */
  readonly required: number;
  readonly disabled: number;
  /** What does not survive: libvirt never counts the broken TSX of the Haswell generation. */
  readonly lost: readonly string[];
}

/**
 * Says the same CPU with another model (virCPUTranslate, libvirt 12.8): what the new model lacks is required, what it
 * has too much is disabled. Only models of the same vendor, or of none, can say it.
 */
export function switchModel(context: RuleContext, name: string): Rewritten {
  const custom = customCpu(context);
  if ("error" in custom) return custom;
  if (name === custom.model.name) return { error: l10n.t("This CPU is already {0}.", name) };
  const translated = translateTo(custom, name, anyModelChosen(custom.map));
  if ("error" in translated) return translated;
  const { text } = context.document;
  const { model: _model, vendorId: _vendorId, ...rest } = asWritten(translated, custom);
  return {
    edits: [...modelEdit(text, custom, name), ...writeCpu(text, custom.view.element, rest)],
    summary: l10n.t("Switched from {0} to {1}: {2}.", custom.model.name, name, costText(costOf(translated, custom))),
  };
}

/** The models that can say the document's CPU: those of its vendor first, the shortest definitions first. */
export function switchChoices(context: RuleContext): readonly ModelChoice[] | { readonly error: string } {
  const custom = customCpu(context);
  if ("error" in custom) return custom;
  const map = anyModelChosen(custom.map);
  const choices = map.models.flatMap(({ name, vendor }): ModelChoice[] => {
    if (name === custom.model.name || map.uncertain.models.has(name)) return [];
    const translated = translateTo(custom, name, map);
    return "error" in translated
      ? []
      : [{ name, ...(vendor === undefined ? {} : { vendor }), ...costOf(translated, custom) }];
  });
  if (choices.length === 0)
    return { error: l10n.t("No model can describe this CPU: libvirt does not support all of its features.") };
  const isForeign = ({ vendor }: ModelChoice) => (vendor === custom.model.vendor ? 0 : 1);
  const lines = ({ required, disabled }: ModelChoice) => required + disabled;
  return choices.sort((a, b) => isForeign(a) - isForeign(b) || lines(a) - lines(b));
}

/** `12 features spelled out, 3 disabled`. */
export function costText({ required, disabled, lost }: Omit<ModelChoice, "name" | "vendor">): string {
  const parts = [l10n.t("{0} listed", countFeatures(required))];
  if (disabled > 0) parts.push(l10n.t("{0} disabled", disabled));
  if (lost.length > 0) parts.push(l10n.t("without {0}", andList(lost)));
  return parts.join(", ");
}

/** libvirt itself never chooses some models (`<decode guest='off'/>`); a definition may name them. */
function anyModelChosen(map: CpuMap): CpuMap {
  return { ...map, models: map.models.map((model) => ({ ...model, decodeGuest: true })) };
}

function translateTo({ cpu, model }: CustomCpu, name: string, map: CpuMap): CpuDefinition | { error: string } {
  const wanted = map.modelByName.get(name);
  if (wanted === undefined)
    return { error: l10n.t("libvirt {0} does not support the CPU model {1}.", map.release, name) };
  if (wanted.vendor !== undefined && model.vendor !== undefined && wanted.vendor !== model.vendor) {
    return {
      error: l10n.t(
        "{0} is a model of {1}, but {2} is a model of {3}. No host supports both.",
        name,
        wanted.vendor,
        model.name,
        model.vendor,
      ),
    };
  }
  try {
    return translateCpu({ ...cpu, fallback: "allow" }, map, [name]);
  } catch (error) {
    if (error instanceof CpuError) return { error: `${error.message}.` };
    throw error;
  }
}

/** Attributes that were left to libvirt's defaults stay so; a check of the very CPU cannot stay. */
function asWritten(translated: CpuDefinition, { view, cpu }: CustomCpu): CpuDefinition {
  const { mode, match, ...rest } = translated;
  return {
    ...rest,
    ...(view.mode === undefined || mode === undefined ? {} : { mode }),
    ...(view.match === undefined || match === undefined ? {} : { match }),
    ...(cpu.check === "full" ? { check: "partial" } : {}),
  };
}

/** Only the name changes: fallback and vendor_id stay as they are typed. */
function modelEdit(text: string, { view }: CustomCpu, name: string) {
  return view.model === undefined ? [] : [setText(text, view.model.element, escapeText(name))];
}

function costOf(translated: CpuDefinition, { cpu, map }: CustomCpu): Omit<ModelChoice, "name" | "vendor"> {
  const { features } = translated;
  const disabled = features.filter(({ policy }) => policy === "disable" || policy === "forbid").length;
  const lost = featureNames(difference(wordsOf(cpu, map), wordsOf(translated, map)), map);
  return { required: features.length - disabled, disabled, lost };
}
