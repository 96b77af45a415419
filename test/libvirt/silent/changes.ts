import { childPath, type ElementDoc, type Grammar, grammarName } from "../../../shared/src/catalogue/index.js";
import type { Range, XmlElement } from "../../../shared/src/xml/index.js";
import type { Dice } from "../documents/dice.js";

/** A definition with one place changed. */
export interface Change {
  readonly what: string;
  readonly xml: string;
  readonly at: Range;
}

/** An element that the grammar describes. */
interface Described {
  readonly element: XmlElement;
  readonly path: string;
  readonly doc: ElementDoc;
}

/** Changes of every kind that people make by mistake, at random places. */
export function changesOf(xml: string, domain: XmlElement, grammar: Grammar, dice: Dice, count: number): Change[] {
  const all = [...described(domain, "domain", grammar)];
  return Array.from({ length: count }, () => change(xml, dice.pick(all), grammar, dice));
}

function* described(element: XmlElement, path: string, grammar: Grammar): Iterable<Described> {
  const doc = grammar.elements[path];
  // A VM of another name is another VM.
  if (doc === undefined || doc.closed === true || path === "name" || path === "uuid") return;
  yield { element, path, doc };
  for (const child of element.elements) yield* described(child, childPath(path, grammarName(child).name), grammar);
}

function change(xml: string, place: Described, grammar: Grammar, dice: Dice): Change {
  const { element, path, doc } = place;
  const after = element.nameRange.end;
  const attributes = Object.keys(doc.attributes ?? {});
  const foreign = Object.values(grammar.elements).flatMap((each) => Object.keys(each.attributes ?? {}));
  switch (dice.below(path === "domain" ? 4 : 6)) {
    case 0:
      return put(xml, element, "an attribute of another", { start: after, end: after }, ` ${dice.pick(foreign)}='x'`);
    case 1:
      return inside(xml, element, "a child of another", `<${lastName(dice.pick(Object.keys(grammar.elements)))}/>`);
    case 2:
      return inside(xml, element, "text", doc.text === undefined ? "stray" : "");
    case 3: {
      const name = attributes.length === 0 ? "zzz" : dice.pick(attributes);
      return put(xml, element, `a mistyped ${name}`, { start: after, end: after }, ` ${mistyped(name, dice)}='1'`);
    }
    case 4:
      return put(xml, element, "a namespace", { start: after, end: after }, " xmlns='urn:x'");
    default: {
      const at = dice.chance(0.5) ? element.start : element.end;
      return put(xml, undefined, `a second <${element.name}>`, { start: at, end: at }, source(xml, element));
    }
  }
}

function lastName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1).replace(/^.*:/, "");
}

function mistyped(name: string, dice: Dice): string {
  const at = dice.below(name.length);
  return dice.chance(0.5) ? name.slice(0, at) + name.slice(at + 1) || "q" : `${name.slice(0, at)}q${name.slice(at)}`;
}

function source(xml: string, { start, end }: Range): string {
  return xml.slice(start, end);
}

function inside(xml: string, element: XmlElement, what: string, text: string): Change {
  const { endTag, startTag, name } = element;
  return endTag === undefined
    ? put(xml, element, what, { start: startTag.end - "/>".length, end: startTag.end }, `>${text}</${name}>`)
    : put(xml, element, what, { start: endTag.start, end: endTag.start }, text);
}

/** @param around the element whose place it is; what is put in itself where undefined */
function put(xml: string, around: XmlElement | undefined, what: string, over: Range, text: string): Change {
  const longer = text.length - (over.end - over.start);
  const at = around ?? { start: over.start, end: over.start };
  return {
    what: `${what}: ${text.trim().slice(0, 60)}`,
    xml: xml.slice(0, over.start) + text + xml.slice(over.end),
    at: { start: at.start, end: at.end + longer },
  };
}
