import type { MarkRole, TemplateMark } from "./template.js";

/**
 * The template languages, by what a mark begins with:
 *
 * | begins | ends | language | has branches |
 * | --- | --- | --- | --- |
 * | `{{` | `}}` | Jinja, Go, Mustache | Go's and Mustache's |
 * | `{%` | `%}` | Jinja | yes |
 * | `{#` | `#}` | Jinja, a comment | |
 * | `<%` | `%>` | ERB, EPP | yes |
 * | `%{` and a keyword | `}` | Terraform | yes |
 * | `<xsl:`, `</xsl:` | `>` | XSLT, where its namespace is declared | yes |
 * | `${` | `}` | Terraform, envsubst, shell, Python | |
 * | `#{` | `}` | Ruby | |
 * | `$NAME`, `@NAME@`, `{name}`, `%(name)s` | | envsubst; autoconf, meson, Nix; Python | |
 *
 * Where a mark has to stand to make a document a template: see places.ts.
 */
const OPENING = /\{\{|\{%|\{#|<%|%\{|[$#]\{|\$(?=[A-Za-z_])|@(?=[A-Za-z_])|\{(?=[\w}$@/.])|%(?=[(sd])|<\/?xsl:/g;

const XSLT = "http://www.w3.org/1999/XSL/Transform";

/** What reading a text's marks knows. */
interface Reading {
  readonly text: string;
  readonly hasXslt: boolean;
  /** Where each end mark comes next: they are asked for in the text's order, so that all together take one pass. */
  readonly next: Map<string, number>;
}

/** Everything in a text that may be a mark, wherever it stands. */
export function findMarks(text: string): TemplateMark[] {
  const marks: TemplateMark[] = [];
  const opening = new RegExp(OPENING);
  const reading: Reading = { text, hasXslt: text.includes(XSLT), next: new Map() };
  for (let match = opening.exec(text); match !== null; match = opening.exec(text)) {
    const read = readMark(reading, match.index, match[0]);
    if (typeof read === "number") {
      opening.lastIndex = Math.max(read, opening.lastIndex);
    } else {
      marks.push({ start: match.index, ...read });
      opening.lastIndex = read.end;
    }
  }
  return marks;
}

type Read = Omit<TemplateMark, "start">;

/** @returns the offset from which to look for the next one where this is none */
function readMark(reading: Reading, start: number, opening: string): Read | number {
  const { text } = reading;
  switch (opening) {
    case "{{":
      return nested(text, start, "}}", (inside) => doubleBraces(inside));
    case "{%":
      return upTo(reading, start, "%}", (inside) => ({ language: "Jinja", role: jinjaRole(inside) }));
    case "{#":
      return upTo(reading, start, "#}", () => ({ language: "Jinja", role: "comment" }));
    case "<%":
      return upTo(reading, start, "%>", (inside) => ({ language: "ERB", role: erbRole(inside) }));
    case "%{":
      return nested(text, start, "}", (inside) => terraformTag(inside));
    case "<xsl:":
    case "</xsl:":
      return reading.hasXslt ? xsltTag(reading, start) : start + 1;
    case "#{":
      return nested(text, start, "}", () => ({ language: "#{name}", role: "value" }));
    case "{":
      return reading.hasXslt ? word(XSLT_VALUE, "XSLT", reading, start) : word(BRACES, "{name}", reading, start);
    case "$":
      return word(/\$[A-Za-z_]\w*/y, "$NAME", reading, start);
    case "@":
      return word(/@[A-Za-z_][\w.-]*@/y, "@NAME@", reading, start);
    case "%":
      return word(/%\(\w+\)[#0 +-]?\d*(?:\.\d+)?[a-z]|%[sd]\b/y, "%(name)s", reading, start);
    default:
      // Terraform writes $${ for the characters ${.
      return text[start - 1] === "$" ? start + opening.length : nested(text, start, "}", () => BRACED);
  }
}

const BRACED = { language: "$NAME", role: "value" } as const;
const BRACES = /\{[\w.]*(?:\[\w+\])?(?:![rsa])?(?::[^{}\s<>"'&]*)?\}/y;
const XSLT_VALUE = /\{[^{}<>"\n]+\}/y;

function word(pattern: RegExp, language: string, { text }: Reading, start: number): Read | number {
  pattern.lastIndex = start;
  const found = pattern.exec(text);
  return found === null ? start + 1 : { end: start + found[0].length, language, role: "value" };
}

type Meaning = Pick<TemplateMark, "language" | "role">;

/** A mark up to its next end mark, whatever is between. */
function upTo(reading: Reading, start: number, closing: string, meaning: (inside: string) => Meaning): Read | number {
  const from = start + 2;
  let close = reading.next.get(closing) ?? -1;
  if (close < from) {
    const found = reading.text.indexOf(closing, from);
    close = found < 0 ? reading.text.length : found;
    reading.next.set(closing, close);
  }
  if (close === reading.text.length) return from;
  return { end: close + closing.length, ...meaning(reading.text.slice(from, close)) };
}

/** No expression is longer, and what was left open must not take the rest of the document. */
const LONGEST = 10_000;

/** What no expression holds outside its strings: it was left open. */
const MARKUP = /<\/|<!|<%|-->|\/>|<[A-Za-z][\w:.-]*[\s/>]/y;

/**
 * A mark up to its end mark, with braces and strings inside it that may hold the end mark.
 *
 * @param meaning undefined for what is no mark
 */
function nested(
  text: string,
  start: number,
  closing: string,
  meaning: (inside: string) => Meaning | undefined,
): Read | number {
  const from = start + 2;
  const limit = Math.min(text.length, from + LONGEST);
  let depth = 0;
  let at = from;
  /** Up to here a quote begins no string: one that was left open is looked for once. */
  let plainUntil = 0;
  for (; at < limit; at++) {
    const character = text[at];
    if (depth === 0 && text.startsWith(closing, at)) {
      const meant = meaning(text.slice(from, at));
      return meant === undefined ? from : { end: at + closing.length, ...meant };
    }
    if (character === "{") depth++;
    else if (character === "}") depth = Math.max(0, depth - 1);
    else if (character === '"' || character === "'") {
      const end = at < plainUntil ? at : stringEnd(text, at, limit);
      if (end < 0) plainUntil = -end;
      else at = end;
    } else if (character === "<" || character === "-" || character === "/") {
      MARKUP.lastIndex = at;
      if (MARKUP.test(text)) break;
    }
  }
  return at;
}

/** The closing quote on the same line; where there is none, where that was found out, as a negative number. */
function stringEnd(text: string, open: number, limit: number): number {
  const quote = text[open];
  let at = open + 1;
  for (; at < limit && text[at] !== "\n"; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === quote) return at;
  }
  return -at;
}

function doubleBraces(inside: string): Meaning {
  const code = inside
    .replace(/^[-~]?\s*/, "")
    .replace(/[-~]$/, "")
    .trimEnd();
  if (/^(?:\/\*|!)/.test(code)) return { language: "Go", role: "comment" };
  if (/^(?:if|range|with|define|block)\s/.test(code)) return { language: "Go", role: "open" };
  if (/^else(?:\s|$)/.test(code)) return { language: "Go", role: "middle" };
  if (code === "end") return { language: "Go", role: "close" };
  if (/^[#^]/.test(code)) return { language: "Mustache", role: "open" };
  if (code.startsWith("/")) return { language: "Mustache", role: "close" };
  const isGo = /^(?:[.$]|(?:template|include)\s+")|:=/.test(code);
  return { language: isGo ? "Go" : "Jinja", role: "value" };
}

function jinjaRole(inside: string): MarkRole {
  const code = inside.replace(/^[-+]?\s*/, "");
  const keyword = /^\w*/.exec(code)?.[0] ?? "";
  if (/^(?:elif|elseif|else)$/.test(keyword)) return "middle";
  if (keyword.startsWith("end")) return "close";
  if (/^(?:if|unless|for|block|macro|call|filter|raw|with|autoescape|trans)$/.test(keyword)) return "open";
  // What is set is the text up to its end, unless it says what.
  return keyword === "set" && !code.includes("=") ? "open" : "tag";
}

/** ERB holds Ruby, EPP Puppet's language. */
function erbRole(inside: string): MarkRole {
  if (inside.startsWith("#")) return "comment";
  if (inside.startsWith("=") || inside.startsWith("%")) return "value";
  const code = inside.replace(/^-/, "").replace(/-$/, "").trim();
  if (/^\}.*\{$/s.test(code)) return "middle";
  if (code === "}") return "close";
  if (code.endsWith("{")) return "open";
  if (/^(?:else|elsif|when|in|rescue|ensure)\b/.test(code)) return "middle";
  if (/^end\b/.test(code)) return "close";
  const begins = /^(?:if|unless|case|while|until|for|begin)\b/.test(code) || /\bdo(?:\s*\|[^|]*\|)?$/.test(code);
  return begins && !/\bend$/.test(code) ? "open" : "tag";
}

function terraformTag(inside: string): Meaning | undefined {
  const keyword = /^~?\s*(if|for|else|endif|endfor)\b/.exec(inside)?.[1];
  if (keyword === undefined) return undefined;
  const role = keyword === "else" ? "middle" : keyword.startsWith("end") ? "close" : "open";
  return { language: "Terraform", role };
}

function xsltTag(reading: Reading, start: number): Read | number {
  const found = /^<(\/?)xsl:([\w.-]+)(?:"[^"]*"|'[^']*'|[^<>"'])*>/.exec(reading.text.slice(start, start + LONGEST));
  if (found === null) return start + 1;
  const end = start + found[0].length;
  const [, slash, name = ""] = found;
  return { end, language: "XSLT", role: xsltRole(name, slash === "/", found[0].endsWith("/>")) };
}

function xsltRole(name: string, isEnd: boolean, isEmpty: boolean): MarkRole {
  if (isEmpty) return "tag";
  if (name === "when" || name === "otherwise") return isEnd ? "tag" : "middle";
  return isEnd ? "close" : "open";
}
