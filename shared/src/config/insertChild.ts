import type { Edit, Node } from "jsonc-parser";
import { indentAt, type Layout, lineStart, print } from "./layout.js";
import { TokenKind, tokensFrom } from "./tokens.js";

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

/** What stands behind the last child on its line: a comma, and comments on it. */
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
