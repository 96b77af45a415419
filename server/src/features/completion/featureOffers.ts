import * as l10n from "@vscode/l10n";
import { includesFeature } from "../../../../shared/src/catalogue/index.js";
import { type CpuView, effectiveMode } from "../../../../shared/src/domain/index.js";
import { DROPPED_AT_START, type Feature, type Model } from "../../../../shared/src/engine/index.js";
import { featureUse } from "../../../../shared/src/hosts/index.js";
import { attributeNamed, type XmlElement } from "../../../../shared/src/xml/index.js";
import type { FeatureContext } from "../../context.js";
import { CompletionItemKind, type Offer } from "./offer.js";

/** The features that the CPU does not list yet: those whose line would change something first. */
export function featureOffers(context: FeatureContext, cpu: CpuView | undefined, element: XmlElement): Offer[] {
  const { map, features } = context.catalogue;
  if (map === undefined) return [];
  const listed = new Set(cpu?.features.filter((feature) => feature.element !== element).map(({ name }) => name?.value));
  const model = baseModel(cpu, context);
  const policy = attributeNamed(element, "policy")?.value;
  return map.features
    .filter(({ name }) => !listed.has(name))
    .map((feature) => {
      const entry = features.get(feature.name);
      const included = model !== undefined && includesFeature(model, feature);
      const note = included
        ? l10n.t("in {0}", model.name)
        : (hostNote(feature.name, context) ?? (entry?.migratable === false ? l10n.t("blocks migration") : undefined));
      return {
        label: feature.name,
        kind: CompletionItemKind.Property,
        ...(entry === undefined ? {} : { detail: entry.title }),
        ...(note === undefined ? {} : { description: note }),
        sortText: sortText(feature, { model, included, policy }),
        filterText: [feature.name, ...feature.aliases].join(" "),
        subject: { kind: "feature", name: feature.name, ...(policy === undefined ? {} : { policy }) },
      };
    });
}

/** How many hosts of the target have a feature, where not all do. */
function hostNote(name: string, { target }: FeatureContext): string | undefined {
  if (target === undefined || target.hosts.length === 0) return undefined;
  const { gives, processor, lacks, unknown } = featureUse(name, target);
  const total = gives.length + processor.length + lacks.length + unknown.length;
  if (lacks.length === 0) return undefined;
  return lacks.length === total ? l10n.t("on no host") : l10n.t("on {0} of {1} hosts", total - lacks.length, total);
}

/** The model that feature lines change, where the document names it. */
function baseModel(cpu: CpuView | undefined, { catalogue }: FeatureContext): Model | undefined {
  if (cpu === undefined || effectiveMode(cpu) !== "custom") return undefined;
  return catalogue.map?.modelByName.get(cpu.model?.value.trim() ?? "");
}

interface Place {
  readonly model: Model | undefined;
  readonly included: boolean;
  readonly policy: string | undefined;
}

function sortText({ name }: Feature, { model, included, policy }: Place): string {
  if (DROPPED_AT_START.has(name)) return `3${name}`;
  // Details of nested virtualisation: many, and rarely touched.
  if (name.startsWith("vmx-")) return `2${name}`;
  if (model === undefined) return `0${name}`;
  const takesAway = policy === "disable" || policy === "forbid";
  return `${included === takesAway ? 0 : 1}${name}`;
}
