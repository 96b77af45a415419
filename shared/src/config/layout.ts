/** How a JSON text is laid out. */
export interface Layout {
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

export function lineStart(text: string, offset: number): number {
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
