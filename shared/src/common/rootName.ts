/** The outermost elements that we know; documents with another are none of our business. */
export const servedRoots = [
  "domain",
  "domainsnapshot",
  "domstatus",
  "cpu",
  "cpus",
  "capabilities",
  "domainCapabilities",
] as const;

export type RootName = (typeof servedRoots)[number];

/** Those that may hold the CPU of a VM; the others tell of hosts. */
export const guestRoots: readonly RootName[] = ["domain", "domainsnapshot", "domstatus", "cpu"];

/** What is stepped over before the root: XML's own, and the tags of template languages. */
const SKIPPED: readonly (readonly [open: string, close: string])[] = [
  ["<!--", "-->"],
  ["<?", "?>"],
  ["<%", "%>"],
  ["{#", "#}"],
  ["{%", "%}"],
  ["{{", "}}"],
];

/** Text before a tag that makes the document a string of another language: `"""`, `'`, YAML's `|`. */
const BEGINS_STRING = /(?:["'`(=]|[|>][-+]?)\s*$/;

/**
 * The name of a document's first element, without parsing the document: most XML is none of our business.
 *
 * @returns undefined where there is no element, or what is before it is not finished; "" where it is in a string of
 *   another language
 */
export function rootName(text: string): string | undefined {
  const mark = /<|\{[#%{]/g;
  /** Behind what was stepped over. */
  let from = 0;
  /** Braces that are never closed. */
  const open = new Set<string>();
  for (let match = mark.exec(text); match !== null; match = mark.exec(text)) {
    const at = match.index;
    if (open.has(match[0])) continue;
    const end = skipMisc(text, at);
    if (end < 0 && text[at] === "<") return undefined;
    if (end === at && text[at] === "<") return nameAt(text, at, from);
    if (end < 0) open.add(match[0]);
    if (end <= at) continue;
    mark.lastIndex = end;
    from = end;
  }
  return undefined;
}

/** Is there nothing before a text's first element but what may be before a document's root? */
export function beginsWithRoot(text: string): boolean {
  const blank = /[\s\uFEFF]*/y;
  for (let at = 0; ; ) {
    blank.lastIndex = at;
    at += blank.exec(text)?.[0].length ?? 0;
    const end = at < text.length && "<{".includes(text[at] ?? "") ? skipMisc(text, at) : -1;
    if (end < 0 || (end === at && text[at] !== "<")) return false;
    if (end === at) return true;
    at = end;
  }
}

function nameAt(text: string, at: number, from: number): string | undefined {
  if (BEGINS_STRING.test(text.slice(Math.max(from, at - 100), at))) return "";
  return /^[^\s<>/'"=]+/.exec(text.slice(at + 1, at + 100))?.[0];
}

/** Behind a comment, a processing instruction, a document type or a template's tag; `at` itself for an element, -1 without an end. */
function skipMisc(text: string, at: number): number {
  const [open, close] = SKIPPED.find(([each]) => text.startsWith(each, at)) ?? [];
  if (open !== undefined && close !== undefined) return behind(text, close, at + open.length);
  if (!text.startsWith("<!", at)) return at;
  const bracket = text.indexOf("[", at);
  const end = text.indexOf(">", at);
  return bracket >= 0 && bracket < end ? behind(text, "]>", at) : behind(text, ">", at);
}

function behind(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found < 0 ? -1 : found + mark.length;
}
