import { markdownLine, plainMarkdown } from "../../common/markdown.js";

/**
 * What a report says, before it is Markdown or lines of a terminal. Texts may hold names out of files of others:
 * whoever prints them escapes them, in one place.
 */
export interface ReportDocument {
  readonly title: string;
  /** What was found, in a sentence or two. */
  readonly summary: Text;
  readonly blocks: readonly Block[];
}

export type Block =
  | { readonly kind: "heading"; readonly text: Text }
  | { readonly kind: "paragraph"; readonly text: Text }
  | { readonly kind: "list"; readonly items: readonly Text[] }
  | { readonly kind: "table"; readonly head: readonly Text[]; readonly rows: readonly (readonly Text[])[] };

export type Text = Span | readonly Span[];

/** Words; something spelled as libvirt spells it; what the eye should find first. */
export type Span = string | { readonly code: string } | { readonly strong: string };

export function heading(text: Text): Block {
  return { kind: "heading", text };
}

export function paragraph(...text: readonly Span[]): Block {
  return { kind: "paragraph", text };
}

/** Nothing where there are no items. */
export function list(items: readonly Text[]): Block[] {
  return items.length === 0 ? [] : [{ kind: "list", items }];
}

export function table(head: readonly Text[], rows: readonly (readonly Text[])[]): Block[] {
  return rows.length === 0 ? [] : [{ kind: "table", head, rows }];
}

export function code(text: string): Span {
  return { code: text };
}

export function strong(text: string): Span {
  return { strong: text };
}

/**
 * A sentence in the user's language with something in its places.
 *
 * @param sentence with `{0}`, `{1}`, …
 */
export function fill(sentence: string, ...parts: readonly Text[]): Span[] {
  return sentence.split(/\{(\d+)\}/).flatMap((piece, index): readonly Span[] => {
    if (index % 2 === 1) return spansOf(parts[Number(piece)] ?? "");
    return piece === "" ? [] : [piece];
  });
}

/** Our own sentences, in which backticks stand around names. */
export function proseSpans(text: string): Span[] {
  return text.split("`").map((part, index) => (index % 2 === 0 ? part : code(part)));
}

export function spansOf(text: Text): readonly Span[] {
  return typeof text === "string" || !Array.isArray(text) ? [text as Span] : text;
}

/** A longer name says nothing more to a reader. */
const MOST_CHARACTERS = 400;

/** A report as Markdown. Nothing in its texts can format, link, run a command or leave its place. */
export function reportMarkdown({ title, summary, blocks }: ReportDocument): string {
  return `${[`# ${inline(title)}`, line(summary), ...blocks.map(blockText)].join("\n\n")}\n`;
}

function blockText(block: Block): string {
  switch (block.kind) {
    case "heading":
      return `## ${inline(block.text)}`;
    case "paragraph":
      return line(block.text);
    case "list":
      return block.items.map((item) => `- ${line(item)}`).join("\n");
    case "table":
      return [block.head, block.head.map(() => undefined), ...block.rows]
        .map((cells) => `| ${cells.map((cell) => (cell === undefined ? ":--" : inline(cell))).join(" | ")} |`)
        .join("\n");
  }
}

function line(text: Text): string {
  return markdownLine(inline(text));
}

function inline(text: Text): string {
  return spansOf(text).map(spanText).join("");
}

function spanText(span: Span): string {
  if (typeof span === "string") return plain(span);
  if ("strong" in span) return span.strong.trim() === "" ? "" : `**${plain(span.strong).trim()}**`;
  const name = oneLine(span.code).trim();
  // Code ends at a backtick, and a cell at a bar even in code.
  return name === "" || /[`|\\]/.test(name) ? plain(name) : `\`${name}\``;
}

function plain(text: string): string {
  return plainMarkdown(oneLine(text));
}

function oneLine(text: string): string {
  const clean = text.replaceAll(/[\s\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu, " ");
  return clean.length <= MOST_CHARACTERS ? clean : `${clean.slice(0, MOST_CHARACTERS)}…`;
}
