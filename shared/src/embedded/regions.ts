import type { Range } from "../xml/index.js";
import { type Region, regionText, type StringEnds } from "./regionText.js";

/** A file with more documents of libvirt's is not looked through to its end. */
const MOST = 200;

/** How each kind of document begins, and what makes it libvirt's: other languages have a `<cpu>`, too. */
const KINDS = [
  { name: "domainsnapshot", isOurs: /<domain[\s>]/ },
  { name: "domain", isOurs: /<(?:name|uuid|memory|vcpu|os|cpu|devices)[\s>/]/ },
  { name: "cpu", isOurs: /^<cpu\s[^<>]*?\b(?:mode|match|check|migratable)\s*=|<feature\s[^<>]*?\bpolicy\s*=/ },
] as const;

const BEGINNING = /<(domainsnapshot|domain|cpu)(?=[\s>])/g;

/**
 * Finds libvirt's documents in a text of another language: in a heredoc of a shell, in a string of code, in a fence of
 * Markdown, in a block of YAML. What language it is need not be known: a document begins with its tag and ends with the tag
 * that closes it, and the quote before it says how its string ends.
 *
 * @param text whatever it is; one pass over it
 * @param isProse what is mentioned in a sentence is no document: one begins its line
 * @returns in text order, without overlaps. Documents without an end tag and documents in comments are not included
 */
export function regionsOf(text: string, isProse = false): readonly Region[] {
  const regions: Region[] = [];
  if (!text.includes("<domain") && !text.includes("<cpu")) return regions;
  const pattern = new RegExp(BEGINNING);
  const ends = new Map<string, number>();
  for (let found = pattern.exec(text); found !== null && regions.length < MOST; found = pattern.exec(text)) {
    const kind = KINDS.find(({ name }) => name === found?.[1]);
    const range = kind && rangeOf(text, found.index, kind.name, ends);
    if (kind === undefined || range === undefined) continue;
    if (!kind.isOurs.test(text.slice(range.start, range.end)) || isLeftOut(text, range.start, isProse)) continue;
    const region = regionText(text, range, stringAround(text, range.start));
    if (region === undefined) continue;
    regions.push(region);
    pattern.lastIndex = range.end;
  }
  return regions;
}

/**
 * From a document's beginning to the end of the tag that closes it.
 *
 * @param ends where each closing tag comes next: they are asked for in the text's order, so that all together take one pass
 */
function rangeOf(text: string, start: number, name: string, ends: Map<string, number>): Range | undefined {
  const empty = name === "cpu" ? EMPTY.exec(text.slice(start, start + 1000)) : null;
  if (empty !== null) return { start, end: start + empty[0].length };
  const closing = `</${name}>`;
  let at = ends.get(closing) ?? -1;
  if (at < start) {
    const found = text.indexOf(closing, start);
    at = found < 0 ? text.length : found;
    ends.set(closing, at);
  }
  if (at === text.length) return undefined;
  // Another one begins before: this one was left open.
  const beginning = new RegExp(`<${name}[\\s>]`, "g");
  beginning.lastIndex = start + 1;
  const next = beginning.exec(text);
  return next !== null && next.index < at ? undefined : { start, end: at + closing.length };
}

/** `<cpu mode='host-model'/>` */
const EMPTY = /^<cpu\b(?:[^<>"']|"[^"<]*"|'[^'<]*')*\/>/;

/** `# <domain …`, `// <domain …`: nobody runs it. Not Markdown's `- ` nor a string in an array. */
function isLeftOut(text: string, start: number, isProse: boolean): boolean {
  const line = text.slice(text.lastIndexOf("\n", start - 1) + 1, start);
  if (isProse && line.trim() !== "") return true;
  return /^\s*(?:#(?!\{)|\/\/|\*\s|--\s|;)/.test(line);
}

/** What opens a string, right before a document or before its declaration. */
const OPENS = /(?:(r)(#+)"|("""|'''|''|["'`]))(?:\s|\\[nrt]|\\\n)*(?:<\?xml[^<>]*\?>(?:\s|\\[nrt]|\\\n)*)?$/;

/** Quotes that open none: a fence of Markdown, and the word that ends a shell's heredoc. */
const OPENS_NO_STRING = /(?:```|<<[-~]?\s*(["'])[\w-]+\1[^"'`\n]*)\s*$/;

/** How the string around a document ends. Undefined if the document is not in a string, but in a heredoc, block or fence. */
function stringAround(text: string, start: number): StringEnds | undefined {
  const before = text.slice(Math.max(0, start - 200), start);
  const found = OPENS.exec(before);
  if (found === null || OPENS_NO_STRING.test(before)) return undefined;
  const [, raw, hashes = "", quote = '"'] = found;
  const closing = raw === undefined ? quote : `"${hashes}`;
  return { closing, hasEscapes: raw === undefined && (quote === '"' || quote === "'") };
}
