import { appendElement } from "./append.js";
import { type AttributeNode, isJunk, scanAttribute, startsAttribute } from "./attribute.js";
import { Char, isLineEnd, isSpace, skipName, skipSpace } from "./characters.js";
import { ElementNode } from "./nodes.js";
import { plainTagEnd } from "./plainTag.js";
import { nameEntry, report, type Scan } from "./scan.js";

/** Up to here a list is searched faster than a set. */
const FEW = 8;

/** Reads the start tag whose `<` is at `start` and whose name begins after it; opens the element unless it closes itself. */
export function scanStartTag(scan: Scan, start: number): void {
  const nameEnd = skipName(scan.text, start + 1);
  const entry = nameEntry(scan, scan.text.slice(start + 1, nameEnd));
  const column = columnOf(scan.text, start);
  if (column >= 0) scan.lineIndent = column;
  const element = new ElementNode(scan.source, start, entry.name, column, scan.lineIndent);
  scan.at = nameEnd;
  const plainEnd = scan.isPlain ? plainTagEnd(scan.text, nameEnd, scan.attributeNames) : -1;
  if (plainEnd < 0) scanInside(scan, element);
  else endPlainTag(scan, element, plainEnd);
  element.end = element.startTagEnd;
  appendElement(scan, element);
  if (scan.stack.length === scan.strict?.maxDepth) report(scan, "too-deep", start, element.startTagEnd);
  if (element.selfClosing) return;
  entry.open++;
  scan.stack.push(element);
}

/** How much white space is before `start` on its line; -1 where anything else is. */
function columnOf(text: string, start: number): number {
  let at = start;
  while (at > 0) {
    const code = text.charCodeAt(at - 1);
    if (isLineEnd(code)) break;
    if (!isSpace(code) && code !== Char.byteOrderMark) return -1;
    at--;
  }
  return start - at;
}

function endPlainTag(scan: Scan, element: ElementNode, end: number): void {
  element.startTagClosed = true;
  element.selfClosing = scan.text.charCodeAt(end - 2) === Char.slash;
  scan.at = element.startTagEnd = end;
}

/** Reads from after the name to the tag's end, and says whether and how it ended. */
function scanInside(scan: Scan, element: ElementNode): void {
  const { text } = scan;
  const attributes: AttributeNode[] = [];
  let seen: Set<string> | undefined;
  let slash = -1;
  let last = scan.at;
  for (;;) {
    const at = skipSpace(text, scan.at);
    const code = text.charCodeAt(at);
    if (at >= text.length || code === Char.lessThan) {
      endOpenTag(scan, element, last, slash === last - 1);
      break;
    }
    if (code === Char.greaterThan) {
      element.startTagClosed = true;
      element.selfClosing = slash >= 0 && slash === last - 1;
      scan.at = element.startTagEnd = at + 1;
      break;
    }
    if (slash >= 0 && slash === last - 1) report(scan, "illegal-character", slash, slash + 1);
    if (code === Char.slash) {
      slash = at;
      scan.at = at + 1;
    } else if (startsAttribute(code)) {
      const attribute = scanAttribute(scan, at);
      if (attributes.length === FEW) seen = new Set(attributes.map((each) => each.name));
      if (isDuplicate(attribute, attributes, seen)) report(scan, "duplicate-attribute", at, at + attribute.name.length);
      if (attribute.quote !== undefined && !attribute.closed) element.hasOpenQuote = true;
      seen?.add(attribute.name);
      attributes.push(attribute);
    } else {
      skipJunk(scan, at);
    }
    last = scan.at;
  }
  element.attributes = attributes;
}

function isDuplicate(
  attribute: AttributeNode,
  before: readonly AttributeNode[],
  seen: Set<string> | undefined,
): boolean {
  if (attribute.name === "") return false;
  return seen?.has(attribute.name) ?? before.some((each) => each.name === attribute.name);
}

/** A tag that has no `>` when the next begins ends with the line of its last part. */
function endOpenTag(scan: Scan, element: ElementNode, last: number, slash: boolean): void {
  let end = last;
  while (end < scan.text.length && isSpace(scan.text.charCodeAt(end)) && !isLineEnd(scan.text.charCodeAt(end))) end++;
  element.selfClosing = slash;
  scan.at = element.startTagEnd = end;
  if (!element.hasOpenQuote) report(scan, "unclosed-tag", element.start, last);
}

function skipJunk(scan: Scan, start: number): void {
  let at = start + 1;
  while (at < scan.text.length && isJunk(scan.text.charCodeAt(at))) at++;
  report(scan, "illegal-character", start, at);
  scan.at = at;
}
