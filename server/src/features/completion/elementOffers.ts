import type { ElementDoc } from "../../../../shared/src/catalogue/index.js";
import type { CpuView } from "../../../../shared/src/domain/index.js";
import { takesHostCpu } from "../../../../shared/src/engine/index.js";
import { childrenNamed, type XmlElement } from "../../../../shared/src/xml/index.js";
import type { FeatureContext } from "../../context.js";
import { elementSnippet } from "./elementSnippet.js";
import { cellSnippet, numaSnippet } from "./numaSnippets.js";
import { CompletionItemKind, type Offer, rank } from "./offer.js";

export interface ElementPlace {
  /** The element whose child is typed. */
  readonly parent: XmlElement;
  /** The child that is being typed, if the tree has it already. */
  readonly element: XmlElement | undefined;
  readonly cpu: CpuView | undefined;
  /** Only the name is replaced: the element stands there already. */
  readonly nameOnly: boolean;
}

/** The elements that may still come here, each with what it needs; without the `<`. */
export function elementOffers(context: FeatureContext, path: string, place: ElementPlace): Offer[] {
  const { elements } = context.catalogue.grammar;
  const children = elements[path]?.children ?? [];
  const offers = children.flatMap((name, index) => {
    const doc = elements[`${path}/${name}`];
    if (doc === undefined || !mayCome(name, doc, place) || !fits(`${path}/${name}`, context)) return [];
    return [elementOffer(context, `${path}/${name}`, { place, index })];
  });
  if (path !== "cpu" || place.nameOnly || !offers.some(({ label }) => label === "numa")) return offers;
  return [...offers, twoCells(context, place)];
}

function elementOffer(
  context: FeatureContext,
  path: string,
  { place, index }: { place: ElementPlace; index: number },
): Offer {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const doc = context.catalogue.grammar.elements[path];
  const needs = Object.entries(doc?.attributes ?? {}).flatMap(([attribute, { required }]) =>
    required ? [attribute] : [],
  );
  return {
    label: name,
    kind: CompletionItemKind.Struct,
    ...(place.nameOnly ? {} : typed(snippetOf(path, context, place))),
    ...(needs.length > 0 ? { detail: `<${name} ${needs.map((each) => `${each}=…`).join(" ")}>` } : {}),
    sortText: rank(index),
    subject: { kind: "element", path },
  };
}

/** A snippet, with the list for what is typed next where it has a place for that. */
function typed(snippet: string): Pick<Offer, "snippet" | "suggestNext"> {
  return { snippet, suggestNext: /\$\{?1/.test(snippet) };
}

function snippetOf(path: string, context: FeatureContext, place: ElementPlace): string {
  if (path === "cpu/numa") return numaSnippet(context, 1);
  if (path === "cpu/numa/cell") return cellSnippet(context, place);
  return elementSnippet(context, path);
}

function twoCells(context: FeatureContext, { cpu }: ElementPlace): Offer {
  return {
    label: "numa with two cells",
    kind: CompletionItemKind.Snippet,
    snippet: numaSnippet(context, 2),
    sortText: rank(99),
    subject: { kind: "element", path: cpu === undefined ? "cpu" : "cpu/numa" },
  };
}

function mayCome(name: string, doc: ElementDoc, { parent, element }: ElementPlace): boolean {
  return doc.repeats === true || childrenNamed(parent, name).every((child) => child === element);
}

/** What libvirt would refuse on this architecture or drop in this mode is not offered. */
function fits(path: string, { situation, catalogue }: FeatureContext): boolean {
  if (path === "cpu/cache" || path === "cpu/maxphysaddr") return catalogue.map?.arch === "x86";
  if (path !== "cpu/model" && path !== "cpu/vendor") return true;
  return !takesHostCpu(situation.mode);
}
