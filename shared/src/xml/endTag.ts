import { appendText } from "./append.js";
import { Char, isLineEnd, isNameStart, skipName, skipSpace } from "./characters.js";
import { endImplicitly } from "./implicitEnd.js";
import type { ElementNode } from "./nodes.js";
import { oneEditApart } from "./oneEditApart.js";
import { lineBreakBefore, report, type Scan } from "./scan.js";

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
