import { type Block, type ReportDocument, type Span, spansOf, type Text } from "./document.js";

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

/** Text that begins a line: what would begin a list, a quote or a heading there does not. */
function line(text: Text): string {
  return inline(text)
    .trimStart()
    .replace(/^(?=[-+=>#:])/, "\\")
    .replace(/^(\d+)(?=[.)])/, "$1\\");
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

/**
 * Text without meaning to Markdown: tags, entities, emphasis, links, formulas, and addresses that become links. An
 * underscore within a word means nothing, and stays readable.
 */
function plain(text: string): string {
  return oneLine(text)
    .replaceAll(/[\\`*[\]|<>&~$@]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "\\$&")
    .replaceAll(/:(?=\S)/g, "\\:");
}

function oneLine(text: string): string {
  const clean = text.replaceAll(/[\s\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu, " ");
  return clean.length <= MOST_CHARACTERS ? clean : `${clean.slice(0, MOST_CHARACTERS)}…`;
}
