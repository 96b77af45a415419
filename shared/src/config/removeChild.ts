import type { Edit, Node } from "jsonc-parser";
import { commaAfter } from "./insertChild.js";
import { lineStart } from "./layout.js";
import { TokenKind, tokensFrom } from "./tokens.js";

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
  // A comment stands between: it stays.
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

/** Takes whole lines where nothing else stands on them, and one side's spaces otherwise. */
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

/** Where the next line begins, if only spaces and a comment stand before it. */
function restOfLine(text: string, offset: number): number | undefined {
  for (const { kind, start, end } of tokensFrom(text, offset)) {
    if (kind === TokenKind.lineBreak) return end;
    const isOnLine = kind === TokenKind.blockComment && !text.slice(start, end).includes("\n");
    if (kind !== TokenKind.space && kind !== TokenKind.lineComment && !isOnLine) return undefined;
  }
  return undefined;
}
