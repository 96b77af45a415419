import * as l10n from "@vscode/l10n";
import { type Catalogue, isReadBy, similarNames } from "../catalogue/index.js";
import { orList } from "../common/lists.js";
import { maxVcpus, parseCount, readText } from "../domain/index.js";
import { removeAttribute, setAttribute, setAttributes, setValue } from "../edits/index.js";
import { reads } from "../engine/internal.js";
import { attributeNamed, pathOf, type Range, type XmlAttribute, type XmlElement } from "../xml/index.js";
import { offer, removeWhole } from "./fix.js";
import type { CheckContext, Fix, MakeFixes, Report, Rule } from "./rule.js";

/** What an attribute may hold: one of some words, or a whole number where no words are given. */
export interface AttributeTest {
  readonly required?: boolean;
  readonly nonZero?: boolean;
  readonly words?: readonly string[];
  /** Reads the number where it is not one of 32 bits in decimal; undefined for what libvirt does not read. */
  readonly read?: (value: string) => number | bigint | undefined;
  /** What a fix writes where nothing else is likely. */
  readonly suggested?: string;
}

/**
 * What libvirt's readers of numbers and words (virXMLPropUInt, virXMLPropEnum, virXMLPropTristateBool; 11.3) refuse about
 * an attribute, as reports of the rules `attribute-value` and `attribute-missing`.
 */
export function* wrongAttribute(element: XmlElement, name: string, test: AttributeTest = {}): Iterable<Report> {
  const attribute = attributeNamed(element, name);
  if (attribute === undefined) {
    if (test.required !== true) return;
    const libvirt = `XML error: Missing required attribute '${name}' in element '${element.name}'`;
    yield { ...missingAttribute(element, name, test), libvirt };
    return;
  }
  const problem = problemOf(attribute.value, test);
  if (problem === undefined) return;
  yield {
    rule: "attribute-value",
    range: valueRange(attribute),
    data: { value: attribute.value, attribute: name, expected: expected(test) },
    libvirt: `XML error: Invalid value for attribute '${name}' in element '${element.name}': ${problem}`,
    fixes: otherValue(element, attribute, test),
  };
}

/** An attribute that an element must have, as a report of `attribute-missing`. */
export function missingAttribute(element: XmlElement, name: string, test: AttributeTest): Report {
  return {
    rule: "attribute-missing",
    range: element.nameRange,
    data: { attribute: name, element: `<${element.name}>` },
    fixes: (context) => addValue(element, name, test, context),
  };
}

/** The attribute's value where there is one, else the attribute. */
export function valueRange(attribute: XmlAttribute): Range {
  const { valueRange: range } = attribute;
  return range === undefined || range.start === range.end ? attribute : range;
}

/** Where an element's text stands; the element's name where there is none. */
export function textPlace(element: XmlElement): Range {
  const range = readText(element)?.range;
  return range === undefined || range.start === range.end ? element.nameRange : range;
}

function problemOf(value: string, { words, nonZero, read = parseCount }: AttributeTest): string | undefined {
  if (words !== undefined) return words.includes(value) ? undefined : `'${value}'.`;
  const number = read(value);
  if (number === undefined) return `'${value}'. Expected non-negative integer value`;
  return Number(number) === 0 && nonZero === true ? "Zero is not permitted" : undefined;
}

function expected({ words, nonZero }: AttributeTest): string {
  if (words !== undefined) return l10n.t("Use {0}.", orList(words));
  return nonZero === true ? l10n.t("Use a whole number of at least 1.") : l10n.t("Use a whole number.");
}

/** Says which values an attribute takes, as a sentence; "" where the grammar does not tell. */
export function expectation(catalogue: Catalogue, path: string, attribute: string): string {
  const values = allowedValues(catalogue, path, attribute);
  if (values.length > 0) return l10n.t("Use {0}.", orList(values));
  const text = catalogue.grammar.elements[path]?.attributes?.[attribute]?.text;
  if (text === "count") return l10n.t("Use a whole number of at least 1.");
  return text === undefined ? "" : l10n.t("Use a whole number.");
}

/** The words an attribute takes in the release, in the grammar's order; none where it takes free text or numbers. */
export function allowedValues({ grammar, release }: Catalogue, path: string, attribute: string): string[] {
  const values = Object.entries(grammar.elements[path]?.attributes?.[attribute]?.values ?? {});
  return values.flatMap(([value, doc]) => (isReadBy(doc, release) ? [value] : []));
}

/** Another value for an attribute, the most likely first; then what is left: removing it, or its element. */
export function otherValue(element: XmlElement, attribute: XmlAttribute, test: AttributeTest): MakeFixes {
  return (context) => {
    const { text } = context;
    const { likely, others } = valuesFor(element, attribute, test, context);
    const change = (value: string) => offer(l10n.t("Change to {0}", value), setValue(text, attribute, value));
    const remove = offer(l10n.t("Remove the attribute {0}", attribute.name), removeAttribute(text, attribute));
    return [
      ...likely.map(change),
      ...(test.required === true ? [] : [remove]),
      ...others.map(change),
      ...removal(element, context),
    ];
  };
}

/** The values that are likely meant, the most likely first, and the others that the attribute may have. */
export function valuesFor(
  element: XmlElement,
  attribute: XmlAttribute,
  test: AttributeTest,
  context: CheckContext,
): { readonly likely: readonly string[]; readonly others: readonly string[] } {
  const allowed = wordsOf(element, attribute.name, test, context);
  const meant = likelyValue(attribute.value, allowed);
  const suggested = suggestedValues(element, attribute.name, test, context);
  const [near, far] = allowed.length > 0 ? [[], allowed] : [suggested, []];
  const likely = unique([...(meant === undefined ? [] : [meant]), ...near]).filter(
    (value) => value !== attribute.value,
  );
  const others = unique([...suggested, ...far]).filter(
    (value) => !likely.includes(value) && (allowed.length === 0 || allowed.includes(value)),
  );
  return { likely, others };
}

/** The attribute that is missing: with a value that the rest of the document allows, if there is one. */
function addValue(element: XmlElement, name: string, test: AttributeTest, context: CheckContext): Fix[] {
  const { text } = context;
  const allowed = wordsOf(element, name, test, context);
  const suggested = suggestedValues(element, name, test, context);
  const values = unique([...suggested, ...(allowed.length > 0 ? allowed : ["1"])]);
  return [
    ...values.map((value) => offer(l10n.t("Add {0}='{1}'", name, value), setAttribute(text, element, name, value))),
    ...withLevel(text, element, name),
    ...removal(element, context),
  ];
}

/** An emulated cache has a level too. */
function withLevel(text: string, element: XmlElement, name: string): Fix[] {
  if (name !== "mode" || element.name !== "cache") return [];
  const edits = setAttributes(text, element, [
    ["mode", "emulate"],
    ["level", "3"],
  ]);
  return [offer(l10n.t("Add mode='emulate' and level='3'"), ...edits)];
}

/** Parts of a domain that nobody wants to lose for one attribute. */
const MAIN_PARTS: ReadonlySet<string> = new Set(["domain", "cpu", "vcpu", "cpus", "inactiveDomain"]);

function removal(element: XmlElement, { text }: CheckContext): Fix[] {
  const { name, parent } = element;
  if (parent === undefined || (MAIN_PARTS.has(name) && parent.name !== "vcpus")) return [];
  // Of most children of <cpu> libvirt reads the first: without it the next one is read.
  const isFirstRead = parent.name === "cpu" && name !== "feature";
  if (isFirstRead && parent.elements.some((each) => each !== element && each.name === name)) return [];
  return [removeWhole(text, element, offer)];
}

/** Words that people use for libvirt's. */
const MEANT: ReadonlyMap<string, string> = new Map([
  ["passthrough", "host-passthrough"],
  ["host", "host-passthrough"],
  ["max", "maximum"],
  ["hostmodel", "host-model"],
  ["yes", "on"],
  ["true", "on"],
  ["1", "on"],
  ["no", "off"],
  ["false", "off"],
  ["0", "off"],
  ["min", "minimum"],
  ["best", "exact"],
]);

/** The same for attributes that say yes or no. */
const YES_OR_NO: ReadonlyMap<string, string> = new Map([
  ["on", "yes"],
  ["true", "yes"],
  ["1", "yes"],
  ["off", "no"],
  ["false", "no"],
  ["0", "no"],
]);

/** The word or number that is most likely meant. */
export function likelyValue(value: string, allowed: readonly string[]): string | undefined {
  const typed = value.trim().toLowerCase();
  if (allowed.length === 0) return /[0-9]+/.exec(typed)?.[0].replace(/^0+(?=.)/, "");
  const meant = [typed, MEANT.get(typed), YES_OR_NO.get(typed)];
  return allowed.find((word) => meant.includes(word)) ?? similarNames(typed, allowed, 1)[0];
}

/** What the check suggests, or what the rest of the document asks for. */
function suggestedValues(
  element: XmlElement,
  name: string,
  { suggested }: AttributeTest,
  context: CheckContext,
): readonly string[] {
  const level = topologyLevel(element, name, context);
  return [...(suggested === undefined ? [] : [suggested]), ...(level === undefined ? [] : [level])];
}

/** The number with which a topology makes as many vCPUs as there are; undefined where no number does. */
function topologyLevel(element: XmlElement, name: string, { view, catalogue }: CheckContext): string | undefined {
  const topology = view.cpu?.topology;
  const vcpus = maxVcpus(view);
  if (topology?.element !== element || vcpus === undefined) return undefined;
  const { sockets, dies, clusters, cores, threads } = topology;
  const read = { sockets, dies, cores, threads, ...(reads("clusters", catalogue.release) ? { clusters } : {}) };
  const others = Object.entries(read).reduce(
    (all, [each, level]) => (each === name ? all : all * (level?.number || 1)),
    1,
  );
  return vcpus > 0 && vcpus % others === 0 ? String(vcpus / others) : undefined;
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}

/** The words an attribute takes: those the check knows, else those of the grammar. */
function wordsOf(
  element: XmlElement,
  name: string,
  { words }: AttributeTest,
  { catalogue }: CheckContext,
): readonly string[] {
  return words ?? allowedValues(catalogue, cpuPath(pathOf(element)), name);
}

/** `domain/cpu/cache` -> `cpu/cache`, as the grammar names it. */
function cpuPath(path: string): string {
  const at = path.lastIndexOf("cpu/numa") >= 0 ? path.indexOf("cpu/numa") : path.lastIndexOf("cpu");
  return at < 0 ? path : path.slice(at);
}

/** Attributes that take a number or one of a few words. */
export const attributeRules: readonly Rule[] = [
  {
    id: "attribute-value",
    stage: "define",
    severity: "error",
    message: "'{value}' is not valid for {attribute}. {expected}",
    reason: "text",
    codes: ["invalid-attribute"],
    fixesOf: ({ element, attribute }, context) => (attribute ? otherValue(element, attribute, {})(context) : []),
    vetted: true,
  },
  {
    id: "attribute-missing",
    stage: "define",
    severity: "error",
    message: "{element} must have the attribute {attribute}.",
    reason: "text",
    codes: ["missing-attribute"],
    fixesOf: ({ error, element }, context) => addValue(element, error.place.attribute ?? "", {}, context),
    vetted: true,
  },
];
