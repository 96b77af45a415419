import { referenceAt } from "./entities.js";
import { maxErrors, xmlError } from "./errors.js";
import type { ElementNode } from "./nodes.js";
import type { XmlError, XmlErrorCode, XmlNode } from "./tree.js";

/** How many elements of a name are open. */
export interface OpenName {
  readonly name: string;
  open: number;
}

/** What one run of the parser knows; lives as long as the run. */
export interface Scan {
  readonly text: string;
  at: number;
  readonly errors: XmlError[];
  /** Children of the document and, once they have any, of the open elements. */
  readonly roots: XmlNode[];
  readonly stack: ElementNode[];
  readonly names: Map<string, OpenName>;
  root: ElementNode | undefined;
  /** Indentation of the last line that began with a tag. */
  lineIndent: number;
  /** Has a second root been told of? Once is enough. */
  secondRoot: boolean;
  /** The next `&` not before `at`, or the text's length. */
  nextAmpersand: number;
  /** Document types seen. */
  doctypes: number;
  readonly marks: Map<string, number>;
  /** The last line feed that `lineBreakBefore` found, and the one after it. */
  lineBreak: number;
  nextLineBreak: number;
  /** Room for `plainTagEnd`. */
  readonly attributeNames: number[];
}

/** A fresh state at the start of `text`. */
export function newScan(text: string): Scan {
  return {
    text,
    at: text.charCodeAt(0) === 0xfeff ? 1 : 0,
    errors: [],
    roots: [],
    stack: [],
    names: new Map(),
    root: undefined,
    lineIndent: 0,
    secondRoot: false,
    nextAmpersand: -1,
    doctypes: 0,
    marks: new Map(),
    lineBreak: -1,
    nextLineBreak: -1,
    attributeNames: [],
  };
}

/** The entry of an element's or attribute's name; all with one name share one string. */
export function nameEntry(scan: Scan, name: string): OpenName {
  const known = scan.names.get(name);
  if (known !== undefined) return known;
  const entry = { name, open: 0 };
  scan.names.set(name, entry);
  return entry;
}

/** Notes an error, up to the limit. */
export function report(scan: Scan, code: XmlErrorCode, start: number, end: number): void {
  if (scan.errors.length < maxErrors) scan.errors.push(xmlError(code, start, end));
}

/**
 * Where `mark` stands next. Remembers the answer, so that any number of questions in document order cost one pass.
 * @returns the text's length where there is none
 */
export function nextMark(scan: Scan, mark: string, from: number): number {
  const known = scan.marks.get(mark);
  if (known !== undefined && known >= from) return known;
  const found = scan.text.indexOf(mark, from);
  const next = found < 0 ? scan.text.length : found;
  scan.marks.set(mark, next);
  return next;
}

/** The last line feed before `at`, or -1; asked in document order, all answers together cost one pass. */
export function lineBreakBefore(scan: Scan, at: number): number {
  while (scan.nextLineBreak < at) {
    scan.lineBreak = scan.nextLineBreak;
    const found = scan.text.indexOf("\n", scan.lineBreak + 1);
    scan.nextLineBreak = found < 0 ? scan.text.length : found;
  }
  return scan.lineBreak;
}

/** Reports what is wrong with the references between `from` and `to`. */
export function checkReferences(scan: Scan, from: number, to: number): void {
  if (scan.nextAmpersand < from) scan.nextAmpersand = ampersandFrom(scan.text, from);
  while (scan.nextAmpersand < to && scan.errors.length < maxErrors) {
    const at = scan.nextAmpersand;
    const reference = referenceAt(scan.text, at);
    if (reference === undefined || reference.end > to) report(scan, "stray-ampersand", at, at + 1);
    else if (!reference.known) report(scan, "unknown-entity", at, reference.end);
    scan.nextAmpersand = ampersandFrom(scan.text, at + 1);
  }
}

function ampersandFrom(text: string, from: number): number {
  const found = text.indexOf("&", from);
  return found < 0 ? text.length : found;
}
