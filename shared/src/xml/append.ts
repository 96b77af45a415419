import { isBlank } from "./characters.js";
import { type ElementNode, TextNode } from "./nodes.js";
import { checkReferences, nextMark, report, type Scan } from "./scan.js";
import type { XmlNode, XmlTextKind } from "./tree.js";

/** Adds a child to an element; the first child gives it a list of its own. */
export function adopt(parent: ElementNode, child: XmlNode): void {
  if (parent.children.length === 0) parent.children = [child];
  else (parent.children as XmlNode[]).push(child);
}

/** Adds a node to the innermost open element, or to the document. */
export function append(scan: Scan, node: XmlNode): void {
  const parent = scan.stack[scan.stack.length - 1];
  if (parent === undefined) scan.roots.push(node);
  else adopt(parent, node);
}

/** Adds what is not an element. */
export function appendText(scan: Scan, kind: XmlTextKind, start: number, end: number, closed: boolean): void {
  append(scan, new TextNode(scan.source, kind, start, end, closed, scan.entities));
}

/** Adds character data and reports what is wrong with it. */
export function appendCharacters(scan: Scan, start: number, end: number): void {
  checkReferences(scan, start, end, false);
  const sectionEnd = nextMark(scan, "]]>", start);
  if (sectionEnd < end) report(scan, "section-end", sectionEnd, sectionEnd + 3);
  if (scan.stack.length === 0 && !isBlank(scan.text, start, end)) report(scan, "text-outside-root", start, end);
  appendText(scan, "text", start, end, true);
}

/** Adds an element where it stands; the first one outside all others is the root. */
export function appendElement(scan: Scan, element: ElementNode): void {
  element.parent = scan.stack[scan.stack.length - 1];
  append(scan, element);
  if (scan.hasNamespaces) element.inNamespace = isInNamespace(element);
  if (element.parent !== undefined) return;
  if (scan.root === undefined) {
    scan.root = element;
  } else if (!scan.secondRoot) {
    scan.secondRoot = true;
    report(scan, "second-root", element.start, element.startTagEnd);
  }
}

/** Its own `xmlns` decides, and an empty one is none; else that of the element it is in. */
function isInNamespace(element: ElementNode): boolean {
  const own = element.attributes.find(({ name }) => name === "xmlns");
  return own === undefined ? element.parent?.inNamespace === true : own.value !== "";
}
