import * as l10n from "@vscode/l10n";
import { childPath, type ElementDoc, type Grammar, nameOf, similarNames } from "../../catalogue/index.js";
import type { DomainView } from "../../domain/index.js";
import { insertChildren, removeElement, renameAttribute, renameElement, setAttribute } from "../../edits/index.js";
import { attributeNamed, documentStyle, type Range, type XmlAttribute, type XmlElement } from "../../xml/index.js";
import {
  type CheckContext,
  dropAttribute,
  type Fix,
  offer,
  otherCpu,
  prefer,
  type Report,
  removeWhole,
} from "../kit.js";
import { homeOf, insertAt, linesOf } from "./homes.js";
import { isHostCpuInDomain, isHostOnly } from "./hostCpuPasted.js";

/**
 * An element that libvirt does not know where it is: one that belongs elsewhere, one that was mistyped, or neither.
 *
 * @param path of its parent
 */
export function unknownElement(
  element: XmlElement,
  path: string,
  domain: XmlElement,
  context: CheckContext,
): Report | undefined {
  const { name, nameRange } = element;
  const { grammar } = context.catalogue;
  // What is still being typed is not known yet.
  if (isBeingTyped(element) || (path === "cpu" && isSaidOfCpu(name, context.view))) return undefined;
  const doc = grammar.elements[path];
  const home = homeOf(element, path, grammar);
  if (home !== undefined) return misplaced(element, { path, home, domain, grammar });
  // Which other devices there are is not known here.
  if (doc?.strangers === "others") return undefined;
  const attribute = attributeFor(element, doc);
  if (attribute !== undefined) return asAttribute(element, attribute);
  const likely = likelyElement(name, path, doc?.children ?? []);
  const hint = likely === undefined ? {} : { hint: ` ${l10n.t("Did you mean {0}?", `<${likely}>`)}` };
  return {
    rule: "element-unknown",
    range: nameRange,
    data: { name, ...hint },
    fixes: ({ text }) => renamings(text, element, { path, likely, grammar }),
  };
}

function isBeingTyped({ startTagClosed, attributes }: XmlElement): boolean {
  return !startTagClosed || attributes.some(({ closed, valueRange }) => valueRange !== undefined && !closed);
}

/** What rules about pasted CPUs say of a `<cpu>`. */
function isSaidOfCpu(name: string, view: DomainView): boolean {
  return name === "mode" || (isHostCpuInDomain(view) && isHostOnly(name));
}

function likelyElement(name: string, path: string, known: readonly string[]): string | undefined {
  const prefix = path.slice(0, path.indexOf(":") + 1);
  return prefix !== "" && known.includes(prefix + name) ? prefix + name : similarNames(name, known, 1)[0];
}

interface Naming {
  /** Of the parent. */
  readonly path: string;
  readonly likely: string | undefined;
  readonly grammar: Grammar;
}

/** Renaming an element to the likely one, unless that is there already or needs more; else removing it. */
function renamings(text: string, element: XmlElement, { path, likely, grammar }: Naming): Fix[] {
  const remove = removal(text, element, grammar.elements[path]);
  const like = likely === undefined ? undefined : grammar.elements[childPath(path, likely)];
  const isThere = like?.repeats !== true && element.parent?.elements.some((each) => each.name === likely);
  const lacks = Object.entries(like?.attributes ?? {}).some(
    ([each, { required }]) => required === true && attributeNamed(element, each) === undefined,
  );
  if (likely === undefined || isThere || lacks) return [{ ...remove, preferred: true }];
  return [otherCpu(prefer(l10n.t("Change to <{0}>", likely), ...renameElement(element, likely))), remove];
}

/**
 * libvirt reads what is in an unknown element as a part of its parent's value, where that has one: the model of
 * `<model>a<b>c</b></model>` is `ac`.
 */
function removal(text: string, element: XmlElement, parent: ElementDoc | undefined): Fix {
  const fix = removeWhole(text, element, offer);
  return parent?.text === undefined ? fix : otherCpu(fix);
}

interface Misplaced {
  /** Of the parent. */
  readonly path: string;
  /** Of the element that it belongs into. */
  readonly home: string;
  readonly domain: XmlElement;
  readonly grammar: Grammar;
}

function misplaced(element: XmlElement, { path, home, domain, grammar }: Misplaced): Report {
  const { name } = element;
  const shown = nameOf(home);
  return {
    rule: "element-misplaced",
    range: element.nameRange,
    data: { name, home: shown },
    fixes: ({ text }) => {
      const remove = removal(text, element, grammar.elements[path]);
      const repeats = grammar.elements[childPath(home, name)]?.repeats === true;
      const insert = insertAt(text, domain, { home, name, lines: linesOf(text, element), repeats });
      if (insert === undefined || isInside(insert, element)) return [{ ...remove, preferred: true }];
      const move = prefer(l10n.t("Move to <{0}>", shown), insert, removeElement(text, element));
      return [otherCpu(move), remove];
    },
  };
}

function isInside({ start }: Range, element: XmlElement): boolean {
  return element.start < start && start < element.end;
}

/** The attribute of its parent that somebody wrote as an element: `<cores>4</cores>` in `<topology>`. */
function attributeFor(
  { name, attributes, elements, parent }: XmlElement,
  doc: ElementDoc | undefined,
): string | undefined {
  const isPlain = attributes.length === 0 && elements.length === 0;
  if (!isPlain || parent === undefined || doc?.attributes?.[name] === undefined) return undefined;
  return attributeNamed(parent, name) === undefined ? name : undefined;
}

function asAttribute(element: XmlElement, name: string): Report {
  const value = element.text.trim();
  return {
    rule: "element-unknown",
    range: element.nameRange,
    data: { name, hint: ` ${l10n.t("{0} is an attribute of <{1}>.", name, element.parent?.name ?? "")}` },
    fixes: ({ text }) => {
      const remove = removeWhole(text, element, offer);
      if (element.parent === undefined || value === "") return [{ ...remove, preferred: true }];
      const set = setAttribute(text, element.parent, name, value);
      return [otherCpu(prefer(l10n.t("Write it as {0}", `${name}='${value}'`), set, ...remove.edits)), remove];
    },
  };
}

/** Nobody writes so many; what was meant by each would take long to find out. */
const MANY_ATTRIBUTES = 100;

/** An attribute that libvirt does not read on this element: a child of it, a mistyped one, or neither. */
export function unknownAttribute(
  element: XmlElement,
  attribute: XmlAttribute,
  path: string,
  { catalogue: { grammar }, cpu }: CheckContext,
): Report | undefined {
  const { name, nameRange } = attribute;
  // model-name-attribute speaks.
  if (path === "cpu/model" && name === "name" && cpu?.model === undefined) return undefined;
  const isHostile = element.attributes.length > MANY_ATTRIBUTES;
  const child = isHostile ? undefined : childFor(attribute, path, grammar);
  const likely = isHostile ? undefined : likelyAttribute(element, path, name, grammar);
  const hint =
    child === undefined
      ? likely && l10n.t("Did you mean {0}?", likely)
      : l10n.t("Use {0} in <{1}>.", child("'"), element.name);
  return {
    rule: "attribute-unknown",
    range: nameRange,
    data: { name, ...(hint === undefined ? {} : { hint: ` ${hint}` }) },
    fixes: ({ text }) => {
      const remove = dropAttribute(text, attribute, offer);
      if (child !== undefined) {
        const line = child(documentStyle(text).quote);
        return [prefer(l10n.t("Use {0}", line), ...remove.edits, insertChildren(text, element, [line])), remove];
      }
      // Somebody meant something by it, and nothing else in the document may say it.
      if (likely === undefined) return [{ ...remove, preferred: true }];
      return [otherCpu(prefer(l10n.t("Change to {0}", likely), renameAttribute(attribute, likely))), remove];
    },
  };
}

/** The child that says what somebody wrote as an attribute: `<hidden state='on'/>` for `hidden='on'` on `<kvm>`. */
function childFor(
  { name, value }: XmlAttribute,
  path: string,
  { elements }: Grammar,
): ((quote: string) => string) | undefined {
  const child = elements[childPath(path, name)];
  if (child?.attributes?.state === undefined) return undefined;
  const state = /^(?:on|yes|true|1)$/.test(value) ? "on" : "off";
  return (quote) => `<${name} state=${quote}${state}${quote}/>`;
}

function likelyAttribute(element: XmlElement, path: string, name: string, { elements }: Grammar): string | undefined {
  const known = Object.entries(elements[path]?.attributes ?? {});
  const missing = known.flatMap(([each, { unread }]) =>
    unread === true || each === name || attributeNamed(element, each) !== undefined ? [] : [each],
  );
  return similarNames(name, missing, 1)[0];
}
