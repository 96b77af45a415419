import {
  attributeNamed,
  documentStyle,
  lastStartingBefore,
  lineIndentAt,
  type TextEdit,
  type XmlAttribute,
  type XmlElement,
  type XmlNode,
} from "../xml/index.js";
import { blankStart } from "./wholeLines.js";

/** Takes an element away, but for the comments in it. Its line goes with it where nothing else is there: wholeLines. */
export function removeElement(text: string, element: XmlElement): TextEdit {
  const { start, end } = element;
  const comments = commentsIn(text, element);
  if (comments.length === 0) return { start, end, newText: "" };
  const separator = startsLine(text, start) ? documentStyle(text).newline + lineIndentAt(text, start) : "";
  return { start, end, newText: comments.join(separator) };
}

/** Takes elements away, each with its line if nothing else is there. */
export function removeElements(text: string, elements: readonly XmlElement[]): TextEdit[] {
  return elements.map((element) => removeElement(text, element));
}

/** Writes an element in the place of another; the comments in that one follow it. */
export function replaceElement(text: string, element: XmlElement, newText: string): TextEdit {
  return { start: element.start, end: element.end, newText: [newText, ...commentsIn(text, element)].join(" ") };
}

/** The comments in an element, however deep, as they are typed. Those that are still being typed are left out. */
function commentsIn(text: string, element: XmlElement): string[] {
  const comments: string[] = [];
  const left = [...element.children].reverse();
  for (let node = left.pop(); node !== undefined; node = left.pop()) {
    if (node.kind === "element") for (const child of [...node.children].reverse()) left.push(child);
    else if (node.kind === "comment" && node.closed) comments.push(text.slice(node.start, node.end));
  }
  return comments;
}

/** Replaces the text of an element that holds only text; an empty element gets a start and an end tag. */
export function setText(text: string, element: XmlElement, value: string): TextEdit {
  const { startTag, endTag, name } = element;
  if (endTag === undefined) return { start: contentEnd(element), end: startTag.end, newText: `>${value}</${name}>` };
  return { start: startTag.end, end: endTag.start, newText: value + commentsIn(text, element).join("") };
}

/** Where a start tag's name and attributes end: what is behind may be replaced while attributes are edited. */
function contentEnd(element: XmlElement): number {
  return element.attributes.at(-1)?.end ?? element.nameRange.end;
}

/**
 * Puts lines into an element as children, each on its own line, indented as the document does.
 *
 * @param lines without indentation of their own beyond what is relative to the child's
 * @param before the child they go in front of; at the end where undefined
 */
export function insertChildren(text: string, parent: XmlElement, lines: readonly string[], before?: XmlNode): TextEdit {
  const { indent, newline } = documentStyle(text);
  const outer = lineIndentAt(text, parent.start);
  const inner = before === undefined ? childIndent(text, parent, outer + indent) : lineIndentAt(text, before.start);
  const block = lines.map((line) => `${inner}${line}`).join(newline);
  if (before !== undefined && startsLine(text, before.start)) {
    const at = blankStart(text, commentsOf(text, parent, before).start);
    return { start: at, end: at, newText: block + newline };
  }
  if (before !== undefined) {
    return { start: before.start, end: before.start, newText: `${newline}${block}${newline}${inner}` };
  }
  return appendChildren(text, parent, { block, newline, outer });
}

/** The first of the comments that stand right above a child, each on a line of its own: they speak of it. */
function commentsOf(text: string, { children }: XmlElement, child: XmlNode): XmlNode {
  let first = child;
  for (let index = lastStartingBefore(children, child.start); index > 0; index -= 2) {
    const [comment, gap] = [children[index - 1], children[index]];
    if (gap?.kind !== "text" || comment?.kind !== "comment") break;
    const between = text.slice(gap.start, gap.end);
    if (between.trim() !== "" || between.split("\n").length !== 2 || !startsLine(text, comment.start)) break;
    first = comment;
  }
  return first;
}

interface Block {
  readonly block: string;
  readonly newline: string;
  readonly outer: string;
}

function appendChildren(text: string, parent: XmlElement, { block, newline, outer }: Block): TextEdit {
  if (parent.endTag === undefined) {
    const newText = `>${newline}${block}${newline}${outer}</${parent.name}>`;
    return { start: contentEnd(parent), end: parent.startTag.end, newText };
  }
  if (startsLine(text, parent.endTag.start)) {
    const at = blankStart(text, parent.endTag.start);
    return { start: at, end: at, newText: block + newline };
  }
  const at = parent.endTag.start;
  return { start: at, end: at, newText: `${newline}${block}${newline}${outer}` };
}

function childIndent(text: string, parent: XmlElement, fallback: string): string {
  const child = parent.elements.find((element) => startsLine(text, element.start));
  return child === undefined ? fallback : lineIndentAt(text, child.start);
}

/** Whether only white space is before this place on its line. */
export function startsLine(text: string, offset: number): boolean {
  const start = blankStart(text, offset);
  return start > 0 && text[start - 1] === "\n";
}

/**
 * Gives an attribute this value: in place of the value that is there, if only an empty one, or as a new attribute before
 * the element's first one (where libvirt puts policy and mode) or after its last.
 */
export function setAttribute(
  text: string,
  element: XmlElement,
  name: string,
  value: string,
  where: "first" | "last" = "last",
): TextEdit {
  const present = attributeNamed(element, name);
  if (present !== undefined) return setValue(text, present, value);
  const { quote } = documentStyle(text);
  const last = element.attributes.at(-1);
  const at = where === "first" || last === undefined ? element.nameRange.end : last.end;
  return { start: at, end: at, newText: ` ${name}=${quote}${escapeAttribute(value, quote)}${quote}` };
}

/** The same for several attributes: those that are not there are added in their order, as one edit. */
export function setAttributes(
  text: string,
  element: XmlElement,
  values: readonly (readonly [name: string, value: string])[],
): TextEdit[] {
  const present = values.flatMap(([name, value]) => {
    const attribute = attributeNamed(element, name);
    return attribute === undefined ? [] : [setValue(text, attribute, value)];
  });
  const absent = values.filter(([name]) => attributeNamed(element, name) === undefined);
  const added = absent.map(([name, value]) => setAttribute(text, element, name, value));
  const [first] = added;
  return first === undefined
    ? present
    : [...present, { ...first, newText: added.map(({ newText }) => newText).join("") }];
}

/** Replaces an attribute's value; what was left open or unquoted is written out properly. */
export function setValue(text: string, attribute: XmlAttribute, value: string): TextEdit {
  const { valueRange, quote, closed, name } = attribute;
  if (valueRange !== undefined && quote !== undefined && closed) {
    return { ...valueRange, newText: escapeAttribute(value, quote) };
  }
  const kind = quote ?? documentStyle(text).quote;
  return {
    start: attribute.start,
    end: attribute.end,
    newText: `${name}=${kind}${escapeAttribute(value, kind)}${kind}`,
  };
}

/** Takes an attribute away, with the white space before it. */
export function removeAttribute(text: string, attribute: XmlAttribute): TextEdit {
  let start = attribute.start;
  while (start > 0 && /\s/.test(text[start - 1] ?? "")) start--;
  return { start, end: attribute.end, newText: "" };
}

/** Renames an attribute and keeps its value. */
export function renameAttribute(attribute: XmlAttribute, name: string): TextEdit {
  return { ...attribute.nameRange, newText: name };
}

/** A value as it may be between quotes of this kind. */
export function escapeAttribute(value: string, quote: "'" | '"'): string {
  const escaped = value.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return quote === "'" ? escaped.replaceAll("'", "&apos;") : escaped.replaceAll('"', "&quot;");
}

/** Text as it may be between tags. */
export function escapeText(value: string): string {
  return value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** Gives an element another name, in both its tags. */
export function renameElement(element: XmlElement, name: string): TextEdit[] {
  const { nameRange, endTag } = element;
  const start = { ...nameRange, newText: name };
  if (endTag === undefined) return [start];
  const at = endTag.start + "</".length;
  // One that is being typed has not all of the name yet.
  if (endTag.end < at + element.name.length) return [start];
  return [start, { start: at, end: at + element.name.length, newText: name }];
}
