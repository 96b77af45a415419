import {
  childPath,
  type ElementDoc,
  failingCondition,
  isReadBy,
  nameOf,
} from "../../../../shared/src/catalogue/index.js";
import type { CpuView } from "../../../../shared/src/domain/index.js";
import { takesHostCpu } from "../../../../shared/src/engine/index.js";
import { attributeNamed, childNamed, childrenNamed, type XmlElement } from "../../../../shared/src/xml/index.js";
import type { FeatureContext } from "../../context.js";
import { type Candidate, CompletionItemKind, escapeSnippet, rank, stop } from "./candidate.js";
import { formatSpan, nextId, remainingCpus } from "./numaCandidates.js";

export interface ElementPlace {
  /** The element whose child is typed. */
  readonly parent: XmlElement;
  /** The child that is being typed, if the tree has it already. */
  readonly element: XmlElement | undefined;
  readonly cpu: CpuView | undefined;
  /** Only the name is replaced: the element is there already. */
  readonly nameOnly: boolean;
}

/** The elements that may still come here, each with what it needs; without the `<`. */
export function elementCandidates(context: FeatureContext, path: string, place: ElementPlace): Candidate[] {
  const { elements } = context.catalogue.grammar;
  const children = elements[path]?.children ?? [];
  const offers = children.flatMap((name, index) => {
    const at = childPath(path, name);
    const doc = elements[at];
    if (doc === undefined || !mayCome(name, doc, place) || !isRead(doc, path, place, context)) return [];
    return fits(at, context) ? [elementOffer(context, at, { place, index: rankOf(path, name, index) })] : [];
  });
  if (path !== "cpu" || place.nameOnly || !offers.some(({ label }) => label === "numa")) return offers;
  return [...offers, twoCells(context, place)];
}

/** In a domain, the parts that most VMs have come first, behind whole CPUs. */
const USUAL = ["name", "memory", "vcpu", "os", "features", "clock", "cputune", "numatune", "devices"];
const BEHIND_CPUS = 100;

function rankOf(path: string, name: string, index: number): number {
  if (path !== "domain") return index;
  const usual = USUAL.indexOf(name);
  return BEHIND_CPUS + (usual < 0 ? USUAL.length + index : usual);
}

/** Whether the release reads an element at this place; what is not described, and what needs a namespace, is not offered. */
function isRead(doc: ElementDoc, path: string, { parent }: ElementPlace, { catalogue }: FeatureContext): boolean {
  const { grammar, release } = catalogue;
  if (doc.closed === true || !isReadBy(doc, release)) return false;
  return failingCondition(doc.only, parent, grammar.elements[path], release) === undefined;
}

function elementOffer(
  context: FeatureContext,
  path: string,
  { place, index }: { place: ElementPlace; index: number },
): Candidate {
  const name = nameOf(path);
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
function typed(snippet: string): Pick<Candidate, "snippet" | "suggestNext"> {
  return { snippet, suggestNext: /\$\{?1/.test(snippet) };
}

function snippetOf(path: string, context: FeatureContext, place: ElementPlace): string {
  if (path === "cpu/numa") return numaSnippet(context, 1);
  if (path === "cpu/numa/cell") return cellSnippet(context, place);
  return elementSnippet(context, path);
}

function twoCells(context: FeatureContext, { cpu }: ElementPlace): Candidate {
  return {
    label: "numa with two cells",
    kind: CompletionItemKind.Snippet,
    snippet: numaSnippet(context, 2),
    sortText: rank(99),
    subject: { kind: "element", path: cpu === undefined ? "cpu" : "cpu/numa" },
  };
}

function mayCome(name: string, doc: ElementDoc, { parent, element }: ElementPlace): boolean {
  if (name.includes(":")) return hasPrefix(parent, name);
  return doc.repeats === true || childrenNamed(parent, name).every((child) => child === element);
}

/** Whether the prefix of a name is bound; where it is not, libvirt drops the element. */
function hasPrefix(element: XmlElement, name: string): boolean {
  const binding = `xmlns:${name.slice(0, name.indexOf(":"))}`;
  for (let at: XmlElement | undefined = element; at !== undefined; at = at.parent) {
    if (attributeNamed(at, binding) !== undefined) return true;
  }
  return false;
}

/** What libvirt would refuse on this architecture or drop in this mode is not offered. */
function fits(path: string, { situation, catalogue }: FeatureContext): boolean {
  if (path === "cpu/cache" || path === "cpu/maxphysaddr") return catalogue.map?.arch === "x86";
  if (path !== "cpu/model" && path !== "cpu/vendor") return true;
  return !takesHostCpu(situation.mode);
}

/** An element with its required attributes to fill in, without the `<`. */
function elementSnippet(context: FeatureContext, path: string): string {
  const name = nameOf(path);
  const known = knownSnippets(context).get(path);
  if (known !== undefined) return inQuotes(known, context);
  const doc = context.catalogue.grammar.elements[path];
  const attributes = requiredAttributes(doc);
  const text = attributes.map((attribute, index) => ` ${attribute}='$${index + 1}'`).join("");
  return inQuotes(`${name}${text}${ending(name, doc, attributes.length + 1, context)}`, context);
}

function ending(name: string, doc: ElementDoc | undefined, stop: number, { style }: FeatureContext): string {
  if (doc?.text !== undefined) return `>$${stop}</${name}>`;
  return doc?.children === undefined ? "/>" : `>\n${style.indent}$${stop}\n</${name}>`;
}

function requiredAttributes(doc: ElementDoc | undefined): string[] {
  return Object.entries(doc?.attributes ?? {}).flatMap(([name, { required }]) => (required ? [name] : []));
}

/** Elements for which better can be said than which attributes they need. */
function knownSnippets({ view, situation }: FeatureContext): ReadonlyMap<string, string> {
  const passesHost = takesHostCpu(situation.mode);
  const cores = String(view.vcpu?.count ?? 1);
  return new Map([
    ["cpu/model", `model fallback='${stop(2, "forbid")}'>$1</model>`],
    ["cpu/feature", `feature policy='${stop(1, "require")}' name='$2'/>`],
    ["cpu/topology", `topology sockets='${stop(1, "1")}' cores='${stop(2, cores)}' threads='${stop(3, "1")}'/>`],
    ["cpu/cache", passesHost ? `cache mode='${stop(1, "passthrough")}'/>` : "cache mode='emulate' level='3'/>"],
    ["cpu/maxphysaddr", `maxphysaddr mode='${stop(1, "passthrough")}'/>`],
  ]);
}

/** Snippets are written with single quotes, as libvirt prints; the document may use the others. */
export function inQuotes(snippet: string, { style }: FeatureContext): string {
  return style.quote === "'" ? snippet : snippet.replaceAll("'", '"');
}

/** A `<numa>` whose cells share the vCPUs and the memory evenly; without the first `<`. */
function numaSnippet(context: FeatureContext, cells: number): string {
  const { indent } = context.style;
  const lines = cellLines(context, cells).map((line) => `${indent}${line}\n`);
  return inQuotes(`numa>\n${lines.join("")}</numa>`, context);
}

/** `<cell …/>` for each cell, in single quotes. */
export function cellLines({ view }: FeatureContext, cells: number): string[] {
  const count = view.vcpu?.count;
  const memory = memoryOf(view);
  const perCell = count === undefined ? undefined : Math.floor(count / cells);
  return Array.from({ length: cells }, (_, id) => {
    const isLast = id === cells - 1;
    const cpus =
      !count || !perCell ? "" : formatSpan({ first: id * perCell, last: isLast ? count - 1 : (id + 1) * perCell - 1 });
    const share = memory?.number === undefined ? "" : String(Math.floor(memory.number / cells));
    const first = 2 * id + 1;
    return `<cell id='${id}' cpus='${stop(first, cpus)}' memory='${stop(first + 1, share)}' unit='${memory?.unit ?? "KiB"}'/>`;
  });
}

/** The next cell: the next id, the vCPUs that are left, the unit of the others; without the `<`. */
function cellSnippet(context: FeatureContext, { parent, element, cpu }: ElementPlace): string {
  const cpus = remainingCpus(cpu?.numa?.cells ?? [], element, context.view.vcpu?.count);
  const unit = cpu?.numa?.cells.flatMap((cell) => cell.unit?.value ?? []).at(-1) ?? "KiB";
  const snippet = `cell id='${nextId(parent, element, "cell")}' cpus='${stop(1, cpus)}' memory='$2' unit='${escapeSnippet(unit)}'/>`;
  return inQuotes(snippet, context);
}

/** The domain's memory, where it is a plain number. */
function memoryOf({ domain }: FeatureContext["view"]): { number: number | undefined; unit: string } | undefined {
  const element = childNamed(domain, "memory");
  if (element === undefined) return undefined;
  const text = element.text.trim();
  const unit = element.attributes.find(({ name }) => name === "unit")?.value ?? "KiB";
  return { number: /^[0-9]{1,15}$/.test(text) ? Number(text) : undefined, unit: /^\w{1,8}$/.test(unit) ? unit : "KiB" };
}
