import { lastStartingBefore, type Range } from "../xml/index.js";

/** A document of libvirt's inside a text of another language, as an XML parser reads it. */
export interface Region extends Range {
  /** The document, with what its string stands for instead of escapes, and a placeholder where code is put in. */
  readonly text: string;
  /** Where an offset of the document is in the text around it. */
  toHost(offset: number): number;
  /** Where an offset of the text around is in the document: of an escape its beginning. */
  toRegion(offset: number): number;
  /**
   * A range of the document that is one run of the text around, so that an edit of it touches no code between two strings.
   *
   * @returns undefined where it is not
   */
  editable(range: Range): Range | undefined;
  /** The string around gives a backslash a meaning. */
  readonly hasEscapes: boolean;
  /** A new text of the document as the string around has to write it. */
  written(text: string): string;
}

/** How the string around a document ends. */
export interface StringEnds {
  readonly closing: string;
  /** A backslash gives the next character another meaning. */
  readonly hasEscapes: boolean;
}

/** A part of the document that comes from one range of the surrounding text. */
interface Run {
  /** In the document. */
  readonly start: number;
  /** In the text around, with the end there. */
  readonly host: Range;
  /** Of a copy each character is one there; an escape is one thing, and so is code that gives a value. */
  readonly kind: "copy" | "escape" | "code";
}

/** No code between two strings is longer. */
const MOST_CODE = 2000;

/** What stands for code whose value is put in between two strings. */
const PLACEHOLDER = "@CODE@";

/**
 * Reads the document in a range of a text.
 *
 * @param range from the document's first tag to the end of its last
 * @param string how the string around ends; undefined where there is none
 * @returns undefined where the strings that make the document do not fit together
 */
export function regionText(text: string, range: Range, string: StringEnds | undefined): Region | undefined {
  const runs: Run[] = [];
  const parts: string[] = [];
  let length = 0;
  const add = (part: string, host: Range, kind: Run["kind"]): void => {
    if (part === "") return;
    runs.push({ start: length, host, kind });
    parts.push(part);
    length += part.length;
  };
  let from = range.start;
  const special = specialIn(string);
  special.lastIndex = range.start;
  for (let found = special.exec(text); found !== null && found.index < range.end; found = special.exec(text)) {
    const at = found.index;
    add(text.slice(from, at), { start: from, end: at }, "copy");
    if (found[0].startsWith("\\")) {
      from = at + found[0].length;
      add(UNESCAPED.get(found[0][1] ?? "") ?? found[0], { start: at, end: from }, "escape");
    } else if (found[0] !== string?.closing) {
      from = at + found[0].length;
      add(PLACEHOLDER, { start: at, end: from }, "code");
    } else {
      const code = codeAt(text, at, string.closing, range.end);
      if (code === undefined) return undefined;
      from = code.end;
      add(code.isValue ? PLACEHOLDER : "", { start: at, end: from }, "code");
    }
    special.lastIndex = from;
  }
  add(text.slice(from, range.end), { start: from, end: range.end }, "copy");
  return makeRegion(range, parts.join(""), runs, string);
}

/** A shell command, which inserts its output. */
const COMMAND = "\\$\\([^()<>\\n]{1,200}\\)|`[^`<>\\n]{1,200}`";

/** An excerpt in documentation leaves parts out: a line of three dots, or a comment with them. */
const LEFT_OUT = "^[ \\t]{0,200}(?:\\.\\.\\.|…)[ \\t]{0,200}$|<!--[ \\t]{0,9}(?:\\.\\.\\.|…)[ \\t]{0,9}-->";

/** Escapes, the end of the string, commands, and marks of left-out parts. */
function specialIn(string: StringEnds | undefined): RegExp {
  const { closing, hasEscapes } = string ?? {};
  const own = [...(hasEscapes ? ["\\\\[^]"] : []), ...(closing === undefined ? [] : [closing])];
  return new RegExp([...own, COMMAND, LEFT_OUT].join("|"), "gm");
}

const UNESCAPED: ReadonlyMap<string, string> = new Map([
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
  ['"', '"'],
  ["'", "'"],
  ["`", "`"],
  ["\\", "\\"],
  ["\n", ""],
]);

/** What is between the end of a string and the beginning of the next: glue, or a value as well. */
function codeAt(
  text: string,
  start: number,
  closing: string,
  limit: number,
): { readonly end: number; readonly isValue: boolean } | undefined {
  const from = start + closing.length;
  const next = text.indexOf(closing, from);
  if (next < 0 || next >= limit || next - from > MOST_CODE) return undefined;
  return { end: next + closing.length, isValue: !isGlue(text.slice(from, next)) };
}

/** `" + "`, `"` and a new line and `"`, `' \` in a shell; the letters before a string say how it is read. */
function isGlue(code: string): boolean {
  const words = code.replaceAll(/\\['"\n]|\s/g, "");
  return /^(?:[+.,&~]|\.\.|<<)?[a-zA-Z]{0,2}$/.test(words);
}

function makeRegion(range: Range, text: string, runs: readonly Run[], string: StringEnds | undefined): Region {
  const indexAt = (offset: number): number => Math.max(0, lastStartingBefore(runs, offset + 1));
  const toHost = (offset: number): number => {
    const run = runs[indexAt(offset)];
    if (run === undefined || offset >= text.length) return range.end;
    return run.kind === "copy" ? run.host.start + offset - run.start : run.host.start;
  };
  return {
    ...range,
    text,
    toHost,
    toRegion: (offset) => {
      const index = Math.max(
        0,
        runs.findLastIndex(({ host }) => host.start <= offset),
      );
      const run = runs[index];
      if (run === undefined) return 0;
      const end = runs[index + 1]?.start ?? text.length;
      return run.kind === "copy" ? Math.min(end, run.start + Math.max(0, offset - run.host.start)) : run.start;
    },
    editable: ({ start, end }) => {
      const from = indexAt(start);
      const touched = runs.slice(from, Math.max(from, indexAt(end - 1)) + 1);
      const isWhole = touched.every(
        ({ kind, host }, index) => kind !== "code" && (index === 0 || touched[index - 1]?.host.end === host.start),
      );
      if (!isWhole) return undefined;
      return { start: toHost(start), end: start === end ? toHost(start) : hostEnd(touched, end) };
    },
    hasEscapes: string?.hasEscapes === true,
    written: (added) => (string?.hasEscapes ? escaped(added, string.closing) : added),
  };
}

/** The end of a range in the text around: behind its last character, not before the next one. */
function hostEnd(touched: readonly Run[], end: number): number {
  const last = touched.at(-1);
  if (last === undefined) return 0;
  return last.kind === "copy" ? last.host.start + end - last.start : last.host.end;
}

function escaped(text: string, quote: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll(quote, `\\${quote}`).replaceAll("\n", "\\n");
}
