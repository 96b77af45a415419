import type { Edit, Node } from "jsonc-parser";
import { TokenKind, tokensFrom } from "./jsonTree.js";

/** A member or an item to put in. */
export interface Child {
  /** Absent for an item of a list. */
  readonly key?: string;
  readonly value: unknown;
}

/** The edits that put a child at the end of an object or a list; comments stay with what they speak about. */
export function insertChild(text: string, parent: Node, child: Child, layout: Layout): Edit[] {
  const last = parent.children?.at(-1);
  return last === undefined ? intoEmpty(text, parent, child, layout) : behind(text, { parent, last }, child, layout);
}

function intoEmpty(text: string, parent: Node, child: Child, layout: Layout): Edit[] {
  const start = parent.offset + 1;
  const end = parent.offset + parent.length - 1;
  const indent = indentAt(text, parent.offset);
  const inner = text.slice(start, end);
  const kept = inner.trimEnd();
  if (kept === "" && child.key === undefined)
    return [{ offset: start, length: inner.length, content: printed(child, indent, layout) }];
  const inside = indent + layout.indent;
  const content = `${layout.newline}${inside}${printed(child, inside, layout)}${layout.newline}${indent}`;
  return [{ offset: start + kept.length, length: inner.length - kept.length, content }];
}

function behind(text: string, { parent, last }: { parent: Node; last: Node }, child: Child, layout: Layout): Edit[] {
  const end = last.offset + last.length;
  const { comma, place, isLineComment } = tail(text, end);
  const first = parent.children?.[0] ?? last;
  const isOnLines = isLineComment || text.slice(parent.offset, first.offset).includes("\n");
  const isAlone = text.slice(lineStart(text, first.offset), first.offset).trim() === "";
  const indent = indentAt(text, first.offset) + (isAlone ? "" : layout.indent);
  const before = isOnLines ? layout.newline + indent : " ";
  const insertion = `${before}${printed(child, isOnLines ? indent : indentAt(text, end), layout)}`;
  // A list that ends in a comma goes on doing so.
  if (comma) return [{ offset: place, length: 0, content: `${insertion},` }];
  if (place === end) return [{ offset: end, length: 0, content: `,${insertion}` }];
  return [
    { offset: end, length: 0, content: "," },
    { offset: place, length: 0, content: insertion },
  ];
}

/** What is behind the last child on its line: a comma, and comments on it. */
function tail(text: string, end: number): { comma: boolean; place: number; isLineComment: boolean } {
  let comma = false;
  let place = end;
  for (const { kind, end: next } of tokensFrom(text, end)) {
    if (kind === TokenKind.space) continue;
    if (kind === TokenKind.lineComment) return { comma, place: next, isLineComment: true };
    if (kind !== TokenKind.comma && kind !== TokenKind.blockComment) break;
    if (kind === TokenKind.comma) comma = true;
    place = next;
  }
  // A comma on a line further down is a comma all the same.
  if (!comma && commaAfter(text, end) !== undefined)
    return { comma: true, place: (commaAfter(text, end) ?? end) + 1, isLineComment: false };
  return { comma, place, isLineComment: false };
}

/** Where the comma after a node stands, if the next thing is one. */
export function commaAfter(text: string, end: number): number | undefined {
  const skipped: readonly number[] = [
    TokenKind.space,
    TokenKind.lineBreak,
    TokenKind.lineComment,
    TokenKind.blockComment,
  ];
  for (const { kind, start } of tokensFrom(text, end)) {
    if (kind === TokenKind.comma) return start;
    if (!skipped.includes(kind)) return undefined;
  }
  return undefined;
}

function printed({ key, value }: Child, indent: string, layout: Layout): string {
  return `${key === undefined ? "" : `${JSON.stringify(key)}: `}${print(value, indent, layout)}`;
}

/** The edits that take a member or an item out, with its comma and the comment on its line; other comments stay. */
export function removeChild(text: string, node: Node): Edit[] {
  const end = node.offset + node.length;
  const comma = commaAfter(text, end);
  if (comma === undefined) {
    const before = commaBefore(text, node);
    return [
      ...(before === undefined ? [] : [{ offset: before, length: 1, content: "" }]),
      removal(text, node.offset, end),
    ];
  }
  const between = text.slice(end, comma);
  if (between.trim() === "") return [removal(text, node.offset, comma + 1)];
  // A comment is between: it stays.
  return [
    { offset: node.offset, length: node.length, content: "" },
    { offset: comma, length: 1, content: "" },
  ];
}

/** The comma that parts the last child from the one before it. */
function commaBefore(text: string, node: Node): number | undefined {
  const siblings = node.parent?.children ?? [];
  const previous = siblings[siblings.indexOf(node) - 1];
  return previous && commaAfter(text, previous.offset + previous.length);
}

/** Takes whole lines where nothing else is on them, and one side's spaces otherwise. */
function removal(text: string, start: number, end: number): Edit {
  const line = lineStart(text, start);
  const isFirst = text.slice(line, start).trim() === "";
  const lineEnd = restOfLine(text, end);
  if (isFirst && lineEnd !== undefined) return { offset: line, length: lineEnd - line, content: "" };
  const isBeforeOther = text[end - 1] === ",";
  const from = isBeforeOther
    ? start
    : start - (/[ \t]*$/.exec(text.slice(Math.max(line, start - 100), start))?.[0].length ?? 0);
  const to = isBeforeOther ? end + (/^[ \t]*/.exec(text.slice(end, end + 100))?.[0].length ?? 0) : end;
  return { offset: from, length: to - from, content: "" };
}

/** Where the next line begins, if only spaces and a comment are before it. */
function restOfLine(text: string, offset: number): number | undefined {
  for (const { kind, start, end } of tokensFrom(text, offset)) {
    if (kind === TokenKind.lineBreak) return end;
    const isOnLine = kind === TokenKind.blockComment && !text.slice(start, end).includes("\n");
    if (kind !== TokenKind.space && kind !== TokenKind.lineComment && !isOnLine) return undefined;
  }
  return undefined;
}

/** How a JSON text is laid out. */
interface Layout {
  readonly indent: string;
  readonly newline: string;
}

/** The text's own indentation and line ends; two spaces where it shows none. */
export function layoutOf(text: string): Layout {
  const indent = /\n([ \t]+)\S/.exec(text)?.[1] ?? "  ";
  return { indent, newline: text.includes("\r\n") ? "\r\n" : "\n" };
}

/** What a line begins with, up to its first token. */
export function indentAt(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, offset)))?.[0] ?? "";
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf("\n", offset - 1) + 1;
}

/** What fits on one line stays on it. */
const MAX_LINE = 90;

/** A value as people write it: lists and objects of words on one line where that is short. */
export function print(value: unknown, indent: string, layout: Layout): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const isList = Array.isArray(value);
  const inner = indent + layout.indent;
  const entries: [string, unknown][] = Object.entries(value);
  const parts = entries.map(
    ([key, each]) => `${isList ? "" : `${JSON.stringify(key)}: `}${print(each, inner, layout)}`,
  );
  const isFlat = entries.every(([, each]) => typeof each !== "object");
  const flat = isList ? `[${parts.join(", ")}]` : `{ ${parts.join(", ")} }`;
  if (parts.length === 0) return isList ? "[]" : "{}";
  if (isFlat && flat.length <= MAX_LINE) return flat;
  const lines = parts.map((part) => inner + part).join(`,${layout.newline}`);
  const [open, close] = isList ? ["[", "]"] : ["{", "}"];
  return `${open}${layout.newline}${lines}${layout.newline}${indent}${close}`;
}
