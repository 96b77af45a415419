import { maxExpansion } from "./doctype.js";
import { type Entities, predefinedEntities, referenceAt } from "./entities.js";
import { maxErrors } from "./errors.js";
import type { ElementNode } from "./nodes.js";
import type { XmlError, XmlErrorCode, XmlNode } from "./tree.js";

/** How many elements of a name are open. */
export interface OpenName {
  readonly name: string;
  open: number;
}

/** What a document from elsewhere is refused for, beside what no XML parser reads. */
export interface Strictness {
  /** The most elements in each other, the outermost one counted. */
  readonly maxDepth: number;
}

/** What one run of the parser knows; lives as long as the run. */
export interface Scan {
  /** What is read. */
  readonly text: string;
  /** What the tree says, as long as the text: it has what reading passes over. */
  readonly source: string;
  /** Nothing is passed over: what is not looked at now can be read later. */
  readonly isPlain: boolean;
  /** Undefined for a document that somebody edits. */
  readonly strict: Strictness | undefined;
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
  /** What references mean; a document type may add to it. */
  entities: Entities;
  /** Characters that its entities have become so far. */
  expanded: number;
  /** Some element may have an `xmlns`. */
  readonly hasNamespaces: boolean;
  readonly marks: Map<string, number>;
  /** The last line feed that `lineBreakBefore` found, and the one after it. */
  lineBreak: number;
  nextLineBreak: number;
  /** Room for `plainTagEnd`. */
  readonly attributeNames: number[];
}

/** A fresh state at the start of `text`. */
export function newScan(text: string, source: string, strict?: Strictness): Scan {
  return {
    text,
    source,
    isPlain: text === source,
    strict,
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
    entities: predefinedEntities,
    expanded: 0,
    hasNamespaces: /xmlns[ \t\r\n]*=/.test(text),
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
  if (scan.errors.length < maxErrors) scan.errors.push({ code, start, end });
}

/**
 * Where `mark` is next. Remembers the answer, so that any number of questions in document order cost one pass.
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
export function checkReferences(scan: Scan, from: number, to: number, isValue: boolean): void {
  if (scan.nextAmpersand < from) scan.nextAmpersand = ampersandFrom(scan.text, from);
  while (scan.nextAmpersand < to && scan.errors.length < maxErrors) {
    const at = scan.nextAmpersand;
    const reference = referenceAt(scan.text, at);
    if (reference === undefined || reference.end > to) report(scan, "stray-ampersand", at, at + 1);
    else if (!isKnown(scan, reference.name, isValue)) report(scan, "unknown-entity", at, reference.end);
    scan.nextAmpersand = ampersandFrom(scan.text, at + 1);
  }
  // Nobody counts any more.
  if (scan.errors.length >= maxErrors) scan.entities = predefinedEntities;
}

/** Does a name mean something? Once the entities have become too much, those of the document no longer do. */
function isKnown(scan: Scan, name: string, isValue: boolean): boolean {
  const entity = scan.entities(name);
  if (entity === undefined || (isValue && !entity.inValues)) return false;
  scan.expanded += entity.text.length;
  if (scan.expanded > maxExpansion + scan.text.length) scan.entities = predefinedEntities;
  return true;
}

function ampersandFrom(text: string, from: number): number {
  const found = text.indexOf("&", from);
  return found < 0 ? text.length : found;
}
