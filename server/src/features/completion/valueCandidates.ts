import * as l10n from "@vscode/l10n";
import { includesFeature, isReadBy } from "../../../../shared/src/catalogue/index.js";
import { type CpuView, effectiveMode } from "../../../../shared/src/domain/index.js";
import { DROPPED_AT_START, type Feature, type Model } from "../../../../shared/src/engine/index.js";
import { featureUse } from "../../../../shared/src/hosts/index.js";
import { attributeNamed, type XmlAttribute, type XmlElement } from "../../../../shared/src/xml/index.js";
import type { FeatureContext } from "../../context.js";
import { type Candidate, CompletionItemKind, rank } from "./candidate.js";
import { numaCandidates } from "./numaCandidates.js";

/** Widths of physical addresses that real CPUs have. */
const ADDRESS_BITS = ["52", "48", "46", "45", "43", "42", "40", "39", "36"];

export interface ValuePlace {
  readonly path: string;
  readonly element: XmlElement;
  readonly attribute: XmlAttribute;
  readonly cpu: CpuView | undefined;
}

/** What an attribute may be. */
export function valueCandidates(context: FeatureContext, place: ValuePlace): Candidate[] {
  const { path, element, attribute, cpu } = place;
  const doc = context.catalogue.grammar.elements[path]?.attributes?.[attribute.name];
  if (doc === undefined) return [];
  if (doc.values !== undefined) return wordOffers(path, attribute.name, doc, context);
  if (doc.text === "feature") return featureOffers(context, cpu, element);
  if (path === "cpu/topology") return topologyOffers(context, cpu, attribute.name);
  if (attribute.name === "vendor_id") return vendorStringOffers(context);
  if (doc.text === "bits") return ADDRESS_BITS.map((bits, index) => number(bits, index, place));
  return numaCandidates(context, place);
}

type Doc = NonNullable<NonNullable<FeatureContext["catalogue"]["grammar"]["elements"][string]["attributes"]>[string]>;

/** The grammar's words, in its order, what libvirt takes by itself first. */
function wordOffers(path: string, attribute: string, doc: Doc, context: FeatureContext): Candidate[] {
  return Object.entries(doc.values ?? {})
    .filter(([, value]) => isReadBy(value, context.catalogue.release))
    .map(([value]) => value)
    .filter((value) => isPossible(path, attribute, value, context))
    .sort((a, b) => Number(b === doc.default) - Number(a === doc.default))
    .map((value, index) => ({
      label: value,
      kind: CompletionItemKind.EnumMember,
      ...(value === doc.default ? { description: l10n.t("default") } : {}),
      sortText: rank(index),
      subject: { kind: "value", path, attribute, value },
    }));
}

/** An emulated guest has no host CPU to pass through; libvirt refuses to start it. */
function isPossible(path: string, attribute: string, value: string, { situation }: FeatureContext): boolean {
  return !(path === "cpu" && attribute === "mode" && value === "host-passthrough" && situation.type === "qemu");
}

function number(value: string, index: number, { path, attribute }: ValuePlace): Candidate {
  const subject = { kind: "attribute", path, attribute: attribute.name } as const;
  return { label: value, kind: CompletionItemKind.Value, sortText: rank(index), subject };
}

function vendorStringOffers({ catalogue }: FeatureContext): Candidate[] {
  const subject = { kind: "attribute", path: "cpu/model", attribute: "vendor_id" } as const;
  return [...(catalogue.map?.vendors.values() ?? [])].flatMap(({ name, string }) =>
    string === undefined ? [] : [{ label: string, kind: CompletionItemKind.Value, detail: name, subject }],
  );
}

/** The features that the CPU does not list yet: those whose line would change something first. */
function featureOffers(context: FeatureContext, cpu: CpuView | undefined, element: XmlElement): Candidate[] {
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
        : (hostNote(feature.name, context) ??
          (entry?.isUncertain ? l10n.t("possibly not supported") : undefined) ??
          (entry?.migratable === false ? l10n.t("blocks migration") : undefined));
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
  // Of the others it is not known whether they have it.
  if (unknown.length > 0) return l10n.t("missing on {0} of {1} hosts", lacks.length, total);
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

const LEVELS = ["sockets", "dies", "clusters", "cores", "threads"] as const;

/** Without a vCPU count to divide. */
const USUAL = [1, 2, 4, 8, 16, 32];

/** More than this, and divisors are no help. */
const MAX_COUNT = 16384;

/** Numbers for one level: the one that makes the product the vCPU count first, then what divides the count. */
function topologyOffers(context: FeatureContext, cpu: CpuView | undefined, attribute: string): Candidate[] {
  const count = context.view.vcpu?.count;
  const usable = count !== undefined && count > 0 && count <= MAX_COUNT;
  const fitting = usable ? fittingNumber(cpu, attribute, count) : undefined;
  const numbers = usable ? divisors(count) : USUAL;
  return numbers.map((number) => ({
    label: String(number),
    kind: CompletionItemKind.Value,
    sortText: `${number === fitting ? 0 : 1}${rank(number)}`,
    ...(number === fitting ? { preselect: true, description: l10n.t("gives {0} vCPUs", count ?? "") } : {}),
    subject: { kind: "attribute", path: "cpu/topology", attribute },
  }));
}

/** What is left for this level when the others are as they are; undefined where nothing whole is. */
function fittingNumber(cpu: CpuView | undefined, attribute: string, count: number): number | undefined {
  const others = LEVELS.filter((level) => level !== attribute).map((level) => cpu?.topology?.[level]?.number ?? 1);
  const rest = count / others.reduce((product, number) => product * number, 1);
  return Number.isInteger(rest) ? rest : undefined;
}

function divisors(count: number): number[] {
  const found: number[] = [];
  for (let number = 1; number <= count; number++) if (count % number === 0) found.push(number);
  return found;
}
