import * as l10n from "@vscode/l10n";

/** Longer texts from documents are cut. */
const MAX_LENGTH = 80;

/** A name as plain Markdown within a line: nothing in it formats or breaks the line. */
export function escapeMarkdown(text: string): string {
  return cut(text).replaceAll(/[\\`*_[\]|<>&~$]/g, "\\$&");
}

/** Text from a document as a code span. */
export function code(text: string): string {
  const plain = cut(text).replaceAll("`", "'");
  return plain === "" ? "" : `\`${plain}\``;
}

/** A text of data/docs in the user's language; only backticks format in it. */
export function prose(text: string): string {
  return l10n
    .t(text)
    .split("`")
    .map((part, index) => (index % 2 === 0 ? part.replaceAll(/[\\*_{}[\]#|<>~$]/g, "\\$&") : `\`${part}\``))
    .join("");
}

/** Paragraphs; empty ones are left out. */
export function paragraphs(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== "").join("\n\n");
}

/** `a, b, c and 12 more`. */
export function shortList(names: readonly string[], shown: number, format: (name: string) => string = code): string {
  const rest = names.length - shown;
  // A rest of one takes no more room than its name.
  if (rest <= 1) return names.map(format).join(", ");
  return l10n.t("{0} and {1} more", names.slice(0, shown).map(format).join(", "), rest);
}

function cut(text: string): string {
  const line = text.replaceAll(/\s+/g, " ");
  return line.length > MAX_LENGTH ? `${line.slice(0, MAX_LENGTH)}…` : line;
}
