import { documentStyle, lineIndentAt, type XmlElement, type XmlNode } from "../xml/index.js";
import type { TextEdit } from "../xml/textEdit.js";

/** Takes an element away; where it has a line of its own, the whole line. */
export function removeElement(text: string, element: XmlElement): TextEdit {
  const lineStart = blankBefore(text, element.start);
  const lineEnd = blankBehind(text, element.end);
  const alone = lineStart !== undefined && lineEnd !== undefined;
  return alone
    ? { start: lineStart, end: lineEnd, newText: "" }
    : { start: element.start, end: element.end, newText: "" };
}

/** Where the line begins that holds only white space before this place. Looks at no more than that: lines may be long. */
function blankBefore(text: string, offset: number): number | undefined {
  let at = offset;
  while (at > 0 && text[at - 1] !== "\n" && isSpace(text[at - 1])) at--;
  return at === 0 || text[at - 1] === "\n" ? at : undefined;
}

/** Where the next line begins, if only white space stands behind this place. */
function blankBehind(text: string, offset: number): number | undefined {
  let at = offset;
  while (at < text.length && text[at] !== "\n" && isSpace(text[at])) at++;
  if (at === text.length) return at;
  return text[at] === "\n" ? at + 1 : undefined;
}

function isSpace(character: string | undefined): boolean {
  return character !== undefined && /\s/.test(character);
}

/** Replaces the text of an element that holds only text; an empty element gets a start and an end tag. */
export function setText(element: XmlElement, value: string): TextEdit {
  if (element.endTag !== undefined) return { start: element.startTag.end, end: element.endTag.start, newText: value };
  return { start: contentEnd(element), end: element.startTag.end, newText: `>${value}</${element.name}>` };
}

/** Where a start tag's name and attributes end: what stands behind may be replaced while attributes are edited. */
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
    const at = text.lastIndexOf("\n", commentsOf(text, parent, before).start - 1) + 1;
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
  for (let index = children.indexOf(child) - 1; index > 0; index -= 2) {
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
    const at = text.lastIndexOf("\n", parent.endTag.start - 1) + 1;
    return { start: at, end: at, newText: block + newline };
  }
  const at = parent.endTag.start;
  return { start: at, end: at, newText: `${newline}${block}${newline}${outer}` };
}

function childIndent(text: string, parent: XmlElement, fallback: string): string {
  const child = parent.elements.find((element) => startsLine(text, element.start));
  return child === undefined ? fallback : lineIndentAt(text, child.start);
}

/** Whether only white space stands before this place on its line. */
export function startsLine(text: string, offset: number): boolean {
  const lineStart = blankBefore(text, offset);
  return lineStart !== undefined && lineStart > 0;
}
