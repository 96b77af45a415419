import * as l10n from "@vscode/l10n";
import type { CompletionList } from "vscode-languageserver";
import { type AttributeDoc, failingCondition, grammarPath, isReadBy } from "../../../shared/src/catalogue/index.js";
import type { CpuView } from "../../../shared/src/domain/index.js";
import { takesHostCpu } from "../../../shared/src/engine/index.js";
import {
  attributeNamed,
  childNamed,
  type Location,
  locate,
  type Range,
  type XmlAttribute,
  type XmlElement,
} from "../../../shared/src/xml/index.js";
import type { FeatureContext } from "../context.js";
import { type Candidate, type CandidatePlace, CompletionItemKind, rank, toList } from "./completion/candidate.js";
import { cpuBlocks, profileBlocks } from "./completion/cpuBlocks.js";
import { elementCandidates } from "./completion/elementCandidates.js";
import { textCandidates } from "./completion/textCandidates.js";
import { valueCandidates } from "./completion/valueCandidates.js";
import { cpuOf } from "./hover.js";

/**
 * What can be typed at the cursor.
 *
 * @param trigger the character that made the editor ask by itself, if one did
 */
export function completion(context: FeatureContext, offset: number, trigger?: string): CompletionList | null {
  const location = locate(context.document, offset);
  if (trigger !== undefined && isUnasked(location, trigger)) return null;
  const found = offersAt(context, location, offset);
  if (found === undefined || replacesMark(found.target, context)) return null;
  return toList(found.offers, found.target, context);
}

/** Between tags a space only indents, and a `>` mostly ends a line; behind that of `<model>` a name is to come. */
function isUnasked({ kind, element }: Location, trigger: string): boolean {
  if (kind !== "text" || trigger === "<") return false;
  return (
    trigger !== ">" || element?.name === "cpu" || element?.children.some((child) => child.kind === "element") === true
  );
}

/** A placeholder of a template is not typed over. Beside one something new can be typed. */
function replacesMark({ range, offset }: CandidatePlace, { document: { template } }: FeatureContext): boolean {
  if (template === undefined) return false;
  return template.marks.some(
    ({ start, end }) => (start < range.end && range.start < end) || (start < offset && offset < end),
  );
}

interface Found {
  readonly offers: readonly Candidate[];
  readonly target: CandidatePlace;
}

function offersAt(context: FeatureContext, location: Location, offset: number): Found | undefined {
  switch (location.kind) {
    case "text":
      return inText(context, location, offset);
    case "tagName":
      return inTagName(context, location, offset);
    case "tagSpace":
    case "attributeName":
      return inTag(context, location, offset);
    case "attributeValue":
      return inValue(context, location, offset);
    default:
      return undefined;
  }
}

function inText(context: FeatureContext, { element, range }: Location, offset: number): Found | undefined {
  if (element === undefined) return undefined;
  const path = grammarPath(element);
  const offers = textCandidates(context, path, cpuOf(element, context));
  if (offers !== undefined) return { offers, target: { range, offset } };
  const children = childOffers(context, { parent: element, element: undefined, nameOnly: false });
  return { offers: children, target: { range, offset, before: "<" } };
}

function inTagName(context: FeatureContext, { element, parent, range }: Location, offset: number): Found | undefined {
  if (parent === undefined) return undefined;
  const nameOnly = element !== undefined && (element.startTagClosed || element.attributes.length > 0);
  return { offers: childOffers(context, { parent, element, nameOnly }), target: { range, offset } };
}

interface ChildPlace {
  readonly parent: XmlElement;
  readonly element: XmlElement | undefined;
  readonly nameOnly: boolean;
}

/** What may be in an element; in a domain without a CPU whole definitions of one first. */
function childOffers(context: FeatureContext, place: ChildPlace): Candidate[] {
  const { parent, element, nameOnly } = place;
  const path = grammarPath(parent);
  if (path === undefined) return [];
  const offers = elementCandidates(context, path, { ...place, cpu: cpuOf(parent, context) });
  if (parent !== context.view.domain || nameOnly) return offers;
  const cpu = childNamed(parent, "cpu");
  if (cpu !== undefined && cpu !== element) return offers;
  // What is in a <cpu> is said by what it is for.
  const others = offers.filter(({ label }) => label !== "cpu");
  return [...cpuBlocks(context), ...profileBlocks(context), ...others];
}

function inTag(context: FeatureContext, location: Location, offset: number): Found | undefined {
  const { element } = location;
  const path = element && grammarPath(element);
  if (element === undefined || path === undefined) return undefined;
  const { target, nameOnly } = attributeTarget(context, location, offset);
  return { offers: attributeOffers(context, path, { element, cpu: cpuOf(element, context), nameOnly }), target };
}

function inValue(context: FeatureContext, location: Location, offset: number): Found | undefined {
  const { element, attribute } = location;
  const path = element && grammarPath(element);
  if (element === undefined || path === undefined || attribute === undefined) return undefined;
  const offers = valueCandidates(context, { path, element, attribute, cpu: cpuOf(element, context) });
  return { offers, target: valueTarget(context, attribute, { range: location.range, offset }) };
}

/** Where an attribute goes: over the name being typed, or new at the cursor. */
function attributeTarget(
  { document }: FeatureContext,
  { attribute, range, prefix }: Location,
  offset: number,
): { target: CandidatePlace; nameOnly: boolean } {
  // Right before another attribute: that one stays, and needs a space before it.
  if (attribute === undefined || (prefix === "" && attribute.name !== "")) {
    const next = document.text[offset] ?? "";
    const after = /[\s/>?]|^$/.test(next) ? "" : " ";
    return { target: { range: { start: offset, end: offset }, offset, after }, nameOnly: false };
  }
  const hasValue = attribute.valueRange !== undefined || document.text[attribute.nameRange.end] === "=";
  return { target: { range, offset }, nameOnly: hasValue };
}

/** Where a value goes, with the quotes that are missing. */
function valueTarget(
  { document, style }: FeatureContext,
  { quote, closed, valueRange }: XmlAttribute,
  { range, offset }: { readonly range: Range; readonly offset: number },
): CandidatePlace {
  if (valueRange === undefined || quote === undefined) {
    return {
      range: closed ? range : wordFrom(document.text, range.start, offset),
      offset,
      before: style.quote,
      after: style.quote,
    };
  }
  if (closed) return { range, offset };
  // An open quote takes all up to the line's end for its value; only the word at the cursor is meant.
  return { range: wordFrom(document.text, range.start, offset), offset, after: quote };
}

function wordFrom(text: string, start: number, offset: number): Range {
  let end = offset;
  while (/[\w.+-]/.test(text[end] ?? "")) end++;
  return { start, end };
}

/** The attributes that an element does not have yet, required ones first. */
function attributeOffers(
  context: FeatureContext,
  path: string,
  { element, cpu, nameOnly }: { element: XmlElement; cpu: CpuView | undefined; nameOnly: boolean },
): Candidate[] {
  const { quote } = context.style;
  const docs = Object.entries(context.catalogue.grammar.elements[path]?.attributes ?? {});
  return docs
    .filter(([name, doc]) => attributeNamed(element, name) === undefined && isRead(doc, element, path, context))
    .filter(([name]) => fits(path, name, context, cpu))
    .map(([name, doc], index) => ({
      label: name,
      kind: CompletionItemKind.Field,
      ...(nameOnly ? {} : { snippet: `${name}=${quote}$1${quote}`, suggestNext: true }),
      ...(doc.required ? { description: l10n.t("required") } : {}),
      sortText: `${doc.required ? 0 : 1}${rank(index)}`,
      subject: { kind: "attribute", path, attribute: name },
    }));
}

/** Whether the release reads an attribute, beside the others that are there. */
function isRead(doc: AttributeDoc, element: XmlElement, path: string, { catalogue }: FeatureContext): boolean {
  const { grammar, release } = catalogue;
  if (doc.unread === true || !isReadBy(doc, release)) return false;
  return failingCondition(doc.only, element, grammar.elements[path], release) === undefined;
}

/** Attributes that libvirt would refuse or drop on this CPU are not offered. */
function fits(path: string, name: string, { situation }: FeatureContext, cpu: CpuView | undefined): boolean {
  if (cpu?.isHost) return !(path === "cpu" || name === "policy");
  if (path !== "cpu") return true;
  const passesHost = takesHostCpu(situation.mode);
  if (name === "migratable") return passesHost;
  if (name === "match") return situation.mode === "custom";
  return name !== "deprecated_features" || situation.arch === "s390x";
}
