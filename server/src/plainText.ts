import { type MarkupContent, MarkupKind } from "vscode-languageserver";
import type { Client } from "./client.js";

/** An explanation in the markup that the client shows; ours are written in a little Markdown. */
export function markup(value: string, { markdown }: Client): MarkupContent {
  return markdown ? { kind: MarkupKind.Markdown, value } : { kind: MarkupKind.PlainText, value: plainText(value) };
}

/** The words without their marks: bold, code, links, and the escapes of characters that would be marks. */
function plainText(markdown: string): string {
  return markdown
    .replaceAll(/(?<!\\)\[((?:\\.|[^\\[\]\n])*)\]\([^)\s]*\)/g, "$1")
    .replaceAll(/(?<!\\)(?:\*\*|`+)/g, "")
    .replaceAll(/\\([!-/:-@[-`{-~])/g, "$1");
}
