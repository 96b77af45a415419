import { appendCharacters, appendText } from "./append.js";
import { Char, isNameStart } from "./characters.js";
import { endImplicitly, scanEndTag } from "./endTag.js";
import { maxErrors } from "./errors.js";
import { isDamagedDeclaration, scanDamagedDeclaration, scanDeclaration, scanInstruction } from "./markup.js";
import { newScan, report, type Scan, type Strictness } from "./scan.js";
import { scanStartTag } from "./startTag.js";
import { findMarks, hiddenInVariants, recognise } from "./template/index.js";
import type { MarkRole, Template } from "./template/template.js";
import type { Range, XmlDocument } from "./tree.js";

/**
 * Reads a document, well-formed or not, into a tree that keeps every offset.
 *
 * Never throws and costs one pass whatever the text. What is broken is told in `errors` and costs only itself: a tag ends
 * at the next `<`, an open quote at its line's end, and an element left open does not keep what is beside it.
 * Of a document type its entities are read, within limits; nothing outside the document is. The placeholders and tags of a
 * template are passed over: values hold them as they are written.
 */
export function parseXml(text: string): XmlDocument {
  const found = findMarks(text);
  if (found.length === 0) return readTree(text, text, undefined);
  const first = readTree(masked(text, found), text, undefined);
  const template = recognise(found, first.children);
  return template === undefined ? readTree(text, text, undefined) : { ...first, template };
}

/**
 * Reads a document from elsewhere, which must be what an XML parser reads: with any of `errors` it is none. Nothing in it
 * is a placeholder, and a document type is not looked into.
 */
export function parseStrict(text: string, strict: Strictness): XmlDocument {
  return readTree(text, text, undefined, strict);
}

/** What is known of a text's placeholders and tags; undefined for a text that has none. */
export function templateOf(text: string): Template | undefined {
  return findMarks(text).length === 0 ? undefined : parseXml(text).template;
}

/**
 * The documents that a template may become, its values left open: each has one branch of every block, and blanks where the
 * others stand. The document itself where there is nothing to choose, or the tags do not pair.
 */
export function variantsOf(document: XmlDocument): readonly XmlDocument[] {
  const { text, template } = document;
  if (template?.branches === undefined || template.branches.length === 0) return [document];
  return hiddenInVariants(template).map((hidden) =>
    readTree(masked(masked(text, template.marks), hidden), masked(text, hidden), template),
  );
}

function readTree(text: string, source: string, template: Template | undefined, strict?: Strictness): XmlDocument {
  const scan = newScan(text, source, strict);
  while (scan.at < text.length) {
    const start = text.indexOf("<", scan.at);
    if (start < 0) {
      appendCharacters(scan, scan.at, text.length);
      break;
    }
    if (start > scan.at) appendCharacters(scan, scan.at, start);
    scanMarkup(scan, start);
  }
  endImplicitly(scan, 0);
  checkCharacters(scan);
  if (strict !== undefined && scan.root === undefined) report(scan, "no-root", text.length, text.length);
  const inOrder = scan.errors.sort((one, other) => one.start - other.start);
  const errors = strict === undefined ? inOrder.filter(isRead(scan)) : inOrder;
  return { text: source, template, root: scan.root, children: scan.roots, errors };
}

/** A letter of nobody's alphabet: a name or a value may have it, and no list of ours does. */
const VALUE = "\uE000";

/** A text of the same length, with blanks in place of these ranges; in place of values one word each. */
function masked(text: string, ranges: readonly (Range & { readonly role?: MarkRole })[]): string {
  const parts: string[] = [];
  let from = 0;
  for (const { start, end, role } of ranges) {
    const begin = Math.max(start, from);
    if (end <= begin) continue;
    parts.push(text.slice(from, begin), (role === "value" ? VALUE : " ").repeat(end - begin));
    from = end;
  }
  return parts.join("") + text.slice(from);
}

/** libvirt hands its text on as a C string: behind a NUL nothing is read, which does no harm where the document is over. */
function isRead({ text, root }: Scan): (error: Range) => boolean {
  const nul = text.indexOf("\0");
  return nul < 0 || root?.endTag === undefined || root.end > nul ? () => true : ({ start }) => start < nul;
}

/** Reads what begins with the `<` at `start` and leaves `scan.at` behind it. */
function scanMarkup(scan: Scan, start: number): void {
  const code = scan.text.charCodeAt(start + 1);
  if (isDamagedDeclaration(scan, start)) scanDamagedDeclaration(scan, start);
  else if (isNameStart(code)) scanStartTag(scan, start);
  else if (code === Char.slash) scanEndTag(scan, start);
  else if (code === Char.exclamation) scanDeclaration(scan, start);
  else if (code === Char.question) scanInstruction(scan, start);
  else strayLessThan(scan, start);
}

function strayLessThan(scan: Scan, start: number): void {
  scan.at = start + 1;
  report(scan, "stray-less-than", start, scan.at);
  appendText(scan, "stray", start, scan.at, false);
}

/** Runs of what XML allows nowhere: controls, non-characters, halves of a surrogate pair. */
const ILLEGAL =
  "[\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\ufffe\\uffff]+|[\\ud800-\\udbff](?![\\udc00-\\udfff])|(?<![\\ud800-\\udbff])[\\udc00-\\udfff]";

/** Reports the characters that XML allows nowhere (XML 1.0, production Char), a run of them once. */
function checkCharacters(scan: Scan): void {
  const pattern = new RegExp(ILLEGAL, "g");
  while (scan.errors.length < maxErrors) {
    const match = pattern.exec(scan.text);
    if (match === null) return;
    report(scan, "illegal-character", match.index, match.index + match[0].length);
  }
}
