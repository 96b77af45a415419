import { adopt } from "./append.js";
import { isBlank, isSpace } from "./characters.js";
import { ElementNode, TextNode } from "./nodes.js";
import { report, type Scan } from "./scan.js";
import type { XmlNode } from "./tree.js";

/**
 * Ends the open elements above `depth` that have no end tag. Each keeps what it most likely holds; what stands beside it
 * by its indentation goes to the element further out, so that a half-typed element does not swallow its neighbours.
 * Every node is looked at and moved once, however deep the nesting.
 */
export function endImplicitly(scan: Scan, depth: number): void {
  /** Nodes on their way outwards, the first of them last. */
  const moving: XmlNode[] = [];
  while (scan.stack.length > depth) {
    const element = scan.stack.pop();
    if (element === undefined) return;
    const entry = scan.names.get(element.name);
    if (entry) entry.open--;
    if (element.startTagClosed) report(scan, "unclosed-element", element.start, element.startTagEnd);
    settle(scan, element, moving, scan.stack.length === 0);
  }
  const home = scan.stack[scan.stack.length - 1];
  if (home) take(home, moving);
}

/** Decides what stays inside `element` and puts the rest onto `moving`. */
function settle(scan: Scan, element: ElementNode, moving: XmlNode[], isOutermost: boolean): void {
  const own = element.children as XmlNode[];
  const cut = isOutermost
    ? -1
    : own.findIndex((child, index) => standsBeside(scan.text, element, child, own[index - 1]));
  if (cut >= 0) {
    for (let index = own.length - 1; index >= cut; index--) moving.push(own[index] as XmlNode);
    own.length = cut;
  } else {
    takeOwn(scan.text, element, moving, isOutermost);
  }
  if (!isOutermost) releaseBlank(scan.text, element, moving);
  element.end = element.children[element.children.length - 1]?.end ?? element.startTagEnd;
}

/** Takes back from `moving` what stands inside `element`; white space stays with what follows it. */
function takeOwn(text: string, element: ElementNode, moving: XmlNode[], all: boolean): void {
  for (let next = moving.pop(); next !== undefined; next = moving.pop()) {
    const judged = isKnownBlank(next) ? moving[moving.length - 1] : next;
    const before = element.children[element.children.length - 1];
    if (!all && (judged === undefined || standsBeside(text, element, judged, before))) {
      moving.push(next);
      return;
    }
    place(element, next);
  }
}

function isKnownBlank(node: XmlNode): boolean {
  return node instanceof TextNode && node.blank;
}

function take(home: ElementNode, moving: XmlNode[]): void {
  for (let next = moving.pop(); next !== undefined; next = moving.pop()) place(home, next);
}

function place(parent: ElementNode, child: XmlNode): void {
  if (child instanceof ElementNode) child.parent = parent;
  adopt(parent, child);
}

/**
 * Is `child` rather a sibling of the unclosed `element`? It is when it begins a line no deeper than that one, when text
 * stands before it (libvirt mixes text and elements nowhere), or when it follows a tag that was never ended on its line.
 */
function standsBeside(text: string, element: ElementNode, child: XmlNode, before: XmlNode | undefined): boolean {
  if (!(child instanceof ElementNode)) return false;
  if (child.column >= 0 && child.column <= element.lineIndent) return true;
  if (child.column < 0 && !element.startTagClosed) return true;
  return before?.kind === "text" && !isBlank(text, before.start, before.end);
}

/** White space at the end belongs outside: the element ends with the last thing in it. */
function releaseBlank(text: string, element: ElementNode, moving: XmlNode[]): void {
  const children = element.children as XmlNode[];
  const last = children[children.length - 1];
  if (last?.kind !== "text") return;
  const end = isKnownBlank(last) ? last.start : endOfWords(text, last);
  if (end === last.end) return;
  children.pop();
  moving.push(new TextNode(text, "text", end, last.end, true, true));
  if (end > last.start) children.push(new TextNode(text, "text", last.start, end, true));
}

function endOfWords(text: string, node: XmlNode): number {
  let end = node.end;
  while (end > node.start && isSpace(text.charCodeAt(end - 1))) end--;
  return end;
}
