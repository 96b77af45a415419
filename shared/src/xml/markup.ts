import { appendText } from "./append.js";
import { Char, isLineEnd, lineEnd } from "./characters.js";
import { declaredEntities } from "./doctype.js";
import { nextMark, report, type Scan } from "./scan.js";
import type { XmlErrorCode, XmlTextKind } from "./tree.js";

const BYTE_ORDER_MARK = 0xfeff;

interface Section {
  readonly kind: XmlTextKind;
  readonly open: string;
  readonly close: string;
  readonly unclosed: XmlErrorCode;
}

const COMMENT: Section = { kind: "comment", open: "<!--", close: "-->", unclosed: "unclosed-comment" };
const CDATA: Section = { kind: "cdata", open: "<![CDATA[", close: "]]>", unclosed: "unclosed-cdata" };
const PI: Section = { kind: "pi", open: "<?", close: "?>", unclosed: "unclosed-pi" };

/** Reads what begins with `<!` at `start`. */
export function scanDeclaration(scan: Scan, start: number): void {
  const { text } = scan;
  if (text.startsWith(COMMENT.open, start)) scanSection(scan, COMMENT, start);
  else if (text.startsWith(CDATA.open, start)) scanSection(scan, CDATA, start);
  else if (text.startsWith("<!DOCTYPE", start)) scanDoctype(scan, start);
  else scanUnknown(scan, start);
}

/** Reads `<?…?>`. */
export function scanInstruction(scan: Scan, start: number): void {
  scanSection(scan, PI, start);
}

/** Is this an XML declaration that has lost its first `?`? It must not become the root. */
export function isDamagedDeclaration(scan: Scan, start: number): boolean {
  return scan.root === undefined && /^<xml\s/.test(scan.text.slice(start, start + 5));
}

/** Steps over a declaration that has lost its first `?`. */
export function scanDamagedDeclaration(scan: Scan, start: number): void {
  scan.at = tagLikeEnd(scan.text, start + 1);
  report(scan, "unknown-markup", start, scan.at);
  appendText(scan, "stray", start, scan.at, true);
}

/** A section in which another of its kind begins, or that never ends, was left open: it ends with its line. */
function scanSection(scan: Scan, section: Section, start: number): void {
  const inside = start + section.open.length;
  const close = nextMark(scan, section.close, inside);
  const closed = close < scan.text.length && nextMark(scan, section.open, inside) > close;
  const end = closed ? close + section.close.length : brokenEnd(scan, section, inside);
  if (!closed) report(scan, section.unclosed, start, end);
  else if (section === COMMENT) checkHyphens(scan, inside, close);
  else if (section === PI) checkDeclaration(scan, start);
  else if (scan.stack.length === 0) report(scan, "text-outside-root", start, end);
  appendText(scan, section.kind, start, end, closed);
  scan.at = end;
}

/** Two hyphens end a comment; XML allows them nowhere else in it, nor one right before its end. */
function checkHyphens(scan: Scan, inside: number, close: number): void {
  const at = scan.text.indexOf("--", inside);
  const found = at < close ? at : scan.text[close - 1] === "-" && close > inside ? close - 1 : undefined;
  if (found !== undefined) report(scan, "comment-hyphens", found, found + 2);
}

/** Nothing may come before the XML declaration but a byte order mark. */
function checkDeclaration(scan: Scan, start: number): void {
  const isFirst = start === 0 || (start === 1 && scan.text.charCodeAt(0) === BYTE_ORDER_MARK);
  if (!isFirst && /^<\?xml[\s?]/.test(scan.text.slice(start, start + 6)))
    report(scan, "late-declaration", start, start + "<?xml".length);
}

/** An instruction may have lost its `?`: then its `>` ends it. */
function brokenEnd(scan: Scan, section: Section, inside: number): number {
  return section === PI ? tagLikeEnd(scan.text, inside) : lineEnd(scan.text, inside, scan.text.length);
}

/** After the next `>`, but not over the line's end or the next `<`. */
function tagLikeEnd(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === Char.greaterThan) return at + 1;
    if (code === Char.lessThan || isLineEnd(code)) return at;
  }
  return text.length;
}

/** `<!` and something else. */
function scanUnknown(scan: Scan, start: number): void {
  const end = tagLikeEnd(scan.text, start + 2);
  report(scan, "unknown-markup", start, end);
  appendText(scan, "stray", start, end, scan.text.charCodeAt(end - 1) === Char.greaterThan);
  scan.at = end;
}

/** Reads the entities that a document type declares, and steps over the rest. */
function scanDoctype(scan: Scan, start: number): void {
  const end = doctypeEnd(scan, start);
  scan.at = end ?? lineEnd(scan.text, start, scan.text.length);
  if (scan.strict !== undefined) {
    report(scan, "refused-doctype", start, scan.at);
  } else {
    if (end !== undefined) scan.entities = declaredEntities(scan.text.slice(start, end));
    report(scan, end === undefined ? "unclosed-doctype" : "doctype", start, scan.at);
  }
  appendText(scan, "doctype", start, scan.at, end !== undefined);
}

/** The offset after its `>`; undefined where there is none. Only the first document type is searched to the text's end. */
function doctypeEnd(scan: Scan, start: number): number | undefined {
  if (scan.doctypes++ > 0) return undefined;
  const { text } = scan;
  let depth = 0;
  for (let at = start + 9; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === Char.openBracket) depth++;
    else if (code === Char.closeBracket) depth--;
    else if (code === Char.greaterThan && depth <= 0) return at + 1;
    else if (code === Char.singleQuote || code === Char.doubleQuote) at = indexOrEnd(text, text.charAt(at), at + 1);
    else if (code === Char.lessThan && text.startsWith(COMMENT.open, at))
      at = indexOrEnd(text, COMMENT.close, at + 4) + 2;
    else if (code === Char.lessThan && depth <= 0) return undefined;
  }
  return undefined;
}

function indexOrEnd(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found < 0 ? text.length : found;
}
