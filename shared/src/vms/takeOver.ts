import { type Grammar, grammarPath } from "../catalogue/index.js";
import { parseMemory, scaleOf } from "../domain/index.js";
import {
  escapeAttribute,
  escapeText,
  insertChildren,
  joinInsertions,
  removeAttribute,
  removeElement,
  setAttribute,
  setText,
  wholeLines,
} from "../edits/index.js";
import {
  applyEdits,
  attributeNamed,
  type DocumentStyle,
  documentStyle,
  parseXml,
  type TextEdit,
  type XmlElement,
} from "../xml/index.js";
import { type Drift, driftBetween, elementsByPlace, isSize } from "./drift.js";

/** A file that has what libvirt has. */
export interface TakenOver {
  readonly text: string;
  /** What still differs: its place in the file is not certain. */
  readonly left: readonly Drift[];
}

/** A value that is set can make another one speak: `<memory>` an equal `<currentMemory>`. */
const MOST_PASSES = 3;

/**
 * Takes the values in which a definition differs from a file over into the file, element by element. Comments, order,
 * layout, units, and all that does not differ stay.
 *
 * @param text a file whose outermost element is `<domain>`
 * @param stored the `<domain>` that libvirt printed
 */
export function takeOver(text: string, stored: XmlElement, grammar: Grammar): TakenOver {
  const before = read(text, stored, grammar);
  let best = before;
  for (let pass = 0; pass < MOST_PASSES && best.left.length > 0; pass++) {
    const next = read(takenOnce(best, stored, grammar), stored, grammar);
    if (next.text === best.text || next.errors > before.errors) break;
    best = next;
  }
  const known = new Set(before.left.map(nameOf));
  return best.left.every((each) => known.has(nameOf(each))) ? best : before;
}

interface ReadFile extends TakenOver {
  readonly root: XmlElement | undefined;
  readonly errors: number;
}

function read(text: string, stored: XmlElement, grammar: Grammar): ReadFile {
  const { root, errors } = parseXml(text);
  return { text, root, errors: errors.length, left: root === undefined ? [] : driftBetween(root, stored, grammar) };
}

function nameOf({ element, attribute = "" }: Drift): string {
  return `${element} ${attribute}`;
}

/** Devices are told apart by more than is compared, boot entries by their order, and a prefix needs its declaration. */
const UNCERTAIN = /^(?:devices\/|os\/boot\b)|:/;

function takenOnce({ text, root, left }: ReadFile, stored: XmlElement, grammar: Grammar): string {
  if (root === undefined) return text;
  const sides = { file: sideOf(root, grammar), libvirt: sideOf(stored, grammar) };
  const edits: TextEdit[] = [];
  const missing = { here: new Set<XmlElement>(), there: new Set<XmlElement>() };
  for (const { element: place, attribute } of left) {
    if (UNCERTAIN.test(place)) continue;
    const [mine, other] = [sides.file.elements.get(place), sides.libvirt.elements.get(place)];
    if (mine !== undefined && other !== undefined) edits.push(...valueEdits(text, mine, other, attribute));
    else if (mine !== undefined) missing.there.add(outermostMissing(mine, sides.file, sides.libvirt));
    else if (other !== undefined) missing.here.add(outermostMissing(other, sides.libvirt, sides.file));
  }
  edits.push(...[...missing.there].map((element) => removeElement(text, element)));
  edits.push(...additions(text, root, { elements: [...missing.here], ...sides }));
  return applyEdits(text, wholeLines(text, joinInsertions(edits)));
}

/** A `<domain>`, by places and the other way round. */
interface Side {
  readonly elements: ReadonlyMap<string, XmlElement>;
  readonly places: ReadonlyMap<XmlElement, string>;
}

function sideOf(domain: XmlElement, grammar: Grammar): Side {
  const elements = elementsByPlace(domain, grammar);
  return { elements, places: new Map([...elements].map(([place, element]) => [element, place])) };
}

/** An element, or the outermost around it that the other side does not have. */
function outermostMissing(element: XmlElement, own: Side, other: Side): XmlElement {
  const { parent } = element;
  const place = parent && own.places.get(parent);
  return parent === undefined || place === undefined || other.elements.has(place)
    ? element
    : outermostMissing(parent, own, other);
}

/** Gives an element of the file what the same element has in libvirt: one attribute, or its text. */
function valueEdits(text: string, mine: XmlElement, other: XmlElement, attribute: string | undefined): TextEdit[] {
  const own = attribute === undefined ? undefined : attributeNamed(mine, attribute);
  const theirs = attribute === undefined ? undefined : attributeNamed(other, attribute);
  if (attribute !== undefined && theirs === undefined) return own === undefined ? [] : [removeAttribute(text, own)];
  const written = theirs?.value ?? other.content.trim();
  const set = (value: string) =>
    attribute === undefined ? setText(text, mine, escapeText(value)) : setAttribute(text, mine, attribute, value);
  if (!isSize(grammarPath(mine) ?? "", attribute)) return [set(written)];
  const [unit, theirUnit] = [mine, other].map((each) => attributeNamed(each, "unit")?.value);
  const inOwn = inUnit(written, theirUnit, unit);
  if (inOwn !== undefined) return [set(inOwn)];
  return [set(written), setAttribute(text, mine, "unit", theirUnit ?? "KiB")];
}

/** A size in another unit, if it is a whole number there. */
function inUnit(value: string, from: string | undefined, to = "KiB"): string | undefined {
  const size = parseMemory(value, from);
  const scale = scaleOf(to);
  if ("problem" in size || scale === undefined || size.bytes % scale !== 0n) return undefined;
  return String(size.bytes / scale);
}

interface Added {
  /** Elements of libvirt's. */
  readonly elements: readonly XmlElement[];
  readonly file: Side;
  readonly libvirt: Side;
}

/** What libvirt alone has, each in the element that it is in there and in front of what follows it there. */
function additions(text: string, root: XmlElement, { elements, file, libvirt }: Added): TextEdit[] {
  const style = documentStyle(text);
  const blocks: { parent: XmlElement; before: XmlElement | undefined; lines: string[] }[] = [];
  for (const element of elements) {
    const place = element.parent && libvirt.places.get(element.parent);
    const parent = place === undefined ? root : file.elements.get(place);
    if (parent === undefined) continue;
    const before = element.parent?.elements
      .filter(({ start }) => start > element.start)
      .map((each) => file.elements.get(libvirt.places.get(each) ?? ""))
      .find((each) => each?.parent === parent);
    const block = blocks.find((each) => each.parent === parent && each.before === before);
    if (block === undefined) blocks.push({ parent, before, lines: linesOf(element, style) });
    else block.lines.push(...linesOf(element, style));
  }
  return blocks.map(({ parent, before, lines }) => insertChildren(text, parent, lines, before));
}

/** An element of libvirt's in the style of a document. */
function linesOf(element: XmlElement, style: DocumentStyle): string[] {
  const { indent, quote } = style;
  const { name, attributes, elements, content } = element;
  const words = attributes.map((each) => ` ${each.name}=${quote}${escapeAttribute(each.value, quote)}${quote}`);
  const tag = `<${name}${words.join("")}`;
  if (elements.length > 0) {
    const inside = elements.flatMap((child) => linesOf(child, style)).map((line) => indent + line);
    return [`${tag}>`, ...inside, `</${name}>`];
  }
  return [content.trim() === "" ? `${tag}/>` : `${tag}>${escapeText(content)}</${name}>`];
}
