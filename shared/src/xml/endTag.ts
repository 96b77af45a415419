import { adopt, appendText } from "./append.js";
import { Char, isBlank, isLineEnd, isNameStart, isSpace, skipName, skipSpace } from "./characters.js";
import { ElementNode, TextNode } from "./nodes.js";
import { lineBreakBefore, report, type Scan } from "./scan.js";
import type { XmlNode } from "./tree.js";

/** Reads the end tag whose `</` is at `start` and ends the element it most likely means. */
export function scanEndTag(scan: Scan, start: number): void {
  const { text } = scan;
  const nameStart = start + 2;
  const nameEnd = isNameStart(text.charCodeAt(nameStart)) ? skipName(text, nameStart) : nameStart;
  const name = text.slice(nameStart, nameEnd);
  const closed = scanTagEnd(scan, start, nameEnd);
  const top = scan.stack[scan.stack.length - 1];
  if (top?.name === name) {
    endElement(scan, top, start);
  } else if ((scan.names.get(name)?.open ?? 0) > 0) {
    endOuter(scan, name, start);
  } else if (top && meansIt(scan, top, name, start, closed)) {
    if (name !== "" || closed) report(scan, "mismatched-end-tag", start, scan.at);
    endElement(scan, top, start);
  } else {
    if (name !== "" || closed) report(scan, "stray-end-tag", start, scan.at);
    appendText(scan, "stray", start, scan.at, closed);
  }
}

/** Moves to the tag's end; a tag without `>` ends with its name. */
function scanTagEnd(scan: Scan, start: number, nameEnd: number): boolean {
  const { text } = scan;
  const at = skipSpace(text, nameEnd);
  const end = text.charCodeAt(at) === Char.greaterThan ? at + 1 : junkEnd(text, nameEnd);
  scan.at = end;
  if (end === nameEnd) report(scan, "unclosed-tag", start, nameEnd);
  else if (end > at + 1) report(scan, "illegal-character", at, end - 1);
  return end > nameEnd;
}

/** After the `>` that follows on the same line before any other tag; `from` itself where there is none. */
function junkEnd(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === Char.greaterThan) return at + 1;
    if (code === Char.lessThan || isLineEnd(code)) return from;
  }
  return from;
}

function endElement(scan: Scan, element: ElementNode, endTagStart: number): void {
  scan.stack.pop();
  const entry = scan.names.get(element.name);
  if (entry) entry.open--;
  element.endTagStart = endTagStart;
  element.end = scan.at;
}

/** Ends an element further out, and before it those inside that were left open. */
function endOuter(scan: Scan, name: string, endTagStart: number): void {
  let depth = scan.stack.length - 1;
  while (scan.stack[depth]?.name !== name) depth--;
  endImplicitly(scan, depth + 1);
  const element = scan.stack[depth];
  if (element) endElement(scan, element, endTagStart);
}

/** Does an end tag of another name mean the innermost open element: misspelt, or still being typed? */
function meansIt(scan: Scan, top: ElementNode, name: string, start: number, closed: boolean): boolean {
  if (oneEditApart(top.name, name)) return true;
  if (!top.startTagClosed && name !== "" && top.name.startsWith(name)) return true;
  // An end tag in the making closes only what began on its own line.
  return !closed && top.name.startsWith(name) && lineBreakBefore(scan, start) < top.startTagEnd;
}

/**
 * Does one typing mistake (a letter missing, too many, wrong, or two swapped) turn one name into the other?
 * Names of one letter are too short to tell.
 */
function oneEditApart(left: string, right: string): boolean {
  if (left.length < right.length) return oneEditApart(right, left);
  if (left.length - right.length > 1 || left.length < 2 || right.length === 0) return false;
  let at = 0;
  while (at < right.length && left[at] === right[at]) at++;
  const rest = left.slice(at + 1);
  if (left.length > right.length) return rest === right.slice(at);
  const swapped =
    left[at] === right[at + 1] && left[at + 1] === right[at] && left.slice(at + 2) === right.slice(at + 2);
  return rest === right.slice(at + 1) || swapped;
}

/**
 * Ends the open elements above `depth` that have no end tag. Each keeps what it most likely holds; what is beside it
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
    if (element.startTagClosed && !element.hasOpenQuote)
      report(scan, "unclosed-element", element.start, element.startTagEnd);
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
  if (!isOutermost) releaseBlank(scan, element, moving);
  element.end = element.children[element.children.length - 1]?.end ?? element.startTagEnd;
}

/** Takes back from `moving` what is inside `element`; white space stays with what follows it. */
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
 * is before it (libvirt mixes text and elements nowhere), or when it follows a tag that was never ended on its line.
 */
function standsBeside(text: string, element: ElementNode, child: XmlNode, before: XmlNode | undefined): boolean {
  if (!(child instanceof ElementNode)) return false;
  if (child.column >= 0 && child.column <= element.lineIndent) return true;
  if (child.column < 0 && !element.startTagClosed) return true;
  return before?.kind === "text" && !isBlank(text, before.start, before.end);
}

/** White space at the end belongs outside: the element ends with the last thing in it. */
function releaseBlank({ text, source }: Scan, element: ElementNode, moving: XmlNode[]): void {
  const children = element.children as XmlNode[];
  const last = children[children.length - 1];
  if (!(last instanceof TextNode) || last.kind !== "text") return;
  const end = isKnownBlank(last) ? last.start : endOfWords(text, last);
  if (end === last.end) return;
  children.pop();
  moving.push(new TextNode(source, "text", end, last.end, true, last.entities, true));
  if (end > last.start) children.push(new TextNode(source, "text", last.start, end, true, last.entities));
}

function endOfWords(text: string, node: XmlNode): number {
  let end = node.end;
  while (end > node.start && isSpace(text.charCodeAt(end - 1))) end--;
  return end;
}
