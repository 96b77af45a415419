import { Char, isLineEnd, isSpace, skipName } from "./characters.js";
import { type Location, type LocationKind, lastStartingBefore } from "./navigate.js";
import type { Range, XmlAttribute, XmlDocument, XmlElement, XmlNode, XmlText } from "./tree.js";

/**
 * Says what the cursor is in, once for all features.
 * @param offset between two characters; values beyond the text count as its ends
 */
export function locate(document: XmlDocument, offset: number): Location {
  const at = Math.min(Math.max(offset, 0), document.text.length);
  let parent: XmlElement | undefined;
  let nodes = document.children;
  for (;;) {
    const index = lastStartingBefore(nodes, at);
    const node = nodes[index];
    if (node === undefined || !reaches(node, at)) return inText(document, at, parent, nodes[index + 1]);
    if (node.kind !== "element") return inNode(document, at, parent, node);
    if (at < node.startTag.end || (at === node.startTag.end && !node.startTagClosed)) {
      return locateInStartTag(document.text, node, at);
    }
    if (node.endTag && at > node.endTag.start) return inEndTag(document.text, at, node.endTag, node, node.parent);
    parent = node;
    nodes = node.children;
  }
}

/** Does a node that starts before the cursor hold it? At its very end only if it is open there. */
function reaches(node: XmlNode, at: number): boolean {
  if (at !== node.end) return at < node.end;
  if (node.kind === "text") return true;
  if (node.kind !== "element") return !node.closed;
  return !node.startTagClosed || (node.endTag === undefined && !node.selfClosing) || lacksEnd(node);
}

/** An end tag without `>`. */
function lacksEnd(element: XmlElement): boolean {
  const { endTag } = element;
  return endTag !== undefined && endTag.end - endTag.start <= element.name.length + 2;
}

function inNode(document: XmlDocument, at: number, parent: XmlElement | undefined, node: XmlText): Location {
  if (node.kind === "text") return inText(document, at, parent, node);
  if (node.kind === "stray") return inStray(document.text, at, parent, node);
  const kind: LocationKind = node.kind === "comment" || node.kind === "cdata" ? node.kind : "outside";
  const range = kind === "outside" ? { start: at, end: at } : { start: node.start, end: node.end };
  return { kind, element: parent, parent, attribute: undefined, range, prefix: "" };
}

/** The word under the cursor is the line's text without the white space around it. */
function inText(
  document: XmlDocument,
  at: number,
  parent: XmlElement | undefined,
  node: XmlNode | undefined,
): Location {
  const kind = parent === undefined ? "outside" : "text";
  const holds = node?.kind === "text" && node.start <= at && at <= node.end;
  const range = holds ? wordAround(document.text, at, node) : { start: at, end: at };
  return { kind, element: parent, parent, attribute: undefined, range, prefix: document.text.slice(range.start, at) };
}

function wordAround(text: string, at: number, within: Range): Range {
  let start = at;
  let end = at;
  while (start > within.start && !isLineEnd(text.charCodeAt(start - 1))) start--;
  while (end < within.end && !isLineEnd(text.charCodeAt(end))) end++;
  while (start < end && isSpace(text.charCodeAt(start))) start++;
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
  return start <= at && at <= end ? { start, end } : { start: at, end: at };
}

function inEndTag(
  text: string,
  at: number,
  tag: Range,
  element: XmlElement | undefined,
  parent: XmlElement | undefined,
): Location {
  const start = tag.start + 2;
  const end = skipName(text, start);
  if (at < start || at > end) return nowhere(at, element, parent);
  const range = { start, end };
  return { kind: "endTagName", element, parent, attribute: undefined, range, prefix: text.slice(start, at) };
}

/** A `<` on its own begins a tag, a `</` an end tag of the element it is in. */
function inStray(text: string, at: number, parent: XmlElement | undefined, node: XmlText): Location {
  if (text.charCodeAt(node.start + 1) === Char.slash && node.end - node.start > 1) {
    return inEndTag(text, at, node, parent, parent);
  }
  if (node.end - node.start > 1) return nowhere(at, parent, parent);
  const range = { start: at, end: at };
  return { kind: "tagName", element: undefined, parent, attribute: undefined, range, prefix: "" };
}

function nowhere(at: number, element: XmlElement | undefined, parent: XmlElement | undefined): Location {
  return { kind: "outside", element, parent, attribute: undefined, range: { start: at, end: at }, prefix: "" };
}

/** Says what the cursor is in, which is after the `<` of an element's start tag. */
function locateInStartTag(text: string, element: XmlElement, at: number): Location {
  const found = (kind: LocationKind, range: Range, attribute?: XmlAttribute): Location => ({
    kind,
    element,
    parent: element.parent,
    attribute,
    range,
    prefix: text.slice(range.start, at),
  });
  if (at <= element.nameRange.end) return found("tagName", element.nameRange);
  const here = { start: at, end: at };
  const attribute = element.attributes[lastStartingBefore(element.attributes, at + 1)];
  if (attribute && at <= attribute.end) {
    if (attribute.name !== "" && at <= attribute.nameRange.end)
      return found("attributeName", attribute.nameRange, attribute);
    const { valueRange } = attribute;
    if (valueRange === undefined) {
      return found(text[at - 1] === "=" ? "attributeValue" : "outside", here, attribute);
    }
    if (at >= valueRange.start && at <= valueRange.end) return found("attributeValue", valueRange, attribute);
    return found("outside", here, attribute);
  }
  return found(isSpace(text.charCodeAt(at - 1)) ? "tagSpace" : "outside", here);
}
