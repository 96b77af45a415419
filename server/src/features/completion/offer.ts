import { type CompletionItem, CompletionItemKind, CompletionItemTag, InsertTextFormat } from "vscode-languageserver";
import type { Range } from "../../../../shared/src/xml/index.js";
import { type FeatureContext, toProtocolRange } from "../../context.js";
import type { Subject } from "../../describe/subject.js";

/** Something that completion can put in. */
export interface Offer {
  readonly label: string;
  readonly kind: CompletionItemKind;
  /** What is put in, if not the label: a snippet, with `$1` and `${1:default}`. */
  readonly snippet?: string;
  /** One line about it, shown for the selected item. */
  readonly detail?: string;
  /** A word or two at the end of the line, shown for all items. */
  readonly description?: string;
  /** Orders the list; the label where it is missing. */
  readonly sortText?: string;
  /** What else it is found by. */
  readonly filterText?: string;
  readonly deprecated?: boolean;
  readonly preselect?: boolean;
  /** What is explained when the item is looked at. */
  readonly subject?: Subject;
  /** The next thing to type has completions of its own. */
  readonly suggestNext?: boolean;
}

/** What an item carries so that it can be explained later. */
export interface ItemData {
  readonly uri: string;
  readonly offset: number;
  readonly subject: Subject;
}

/** Where offers go, and how they must be wrapped to be right there. */
export interface Target {
  /** What is replaced. */
  readonly range: Range;
  readonly offset: number;
  readonly before?: string;
  readonly after?: string;
}

/** Makes the protocol's item of an offer. */
export function toItem(offer: Offer, target: Target, context: FeatureContext): CompletionItem {
  const { client, textDocument } = context;
  const snippet = `${target.before ?? ""}${offer.snippet ?? escapeSnippet(offer.label)}${target.after ?? ""}`;
  const data: ItemData | undefined = offer.subject && {
    uri: textDocument.uri,
    offset: target.offset,
    subject: offer.subject,
  };
  return {
    label: offer.label,
    kind: offer.kind,
    filterText: offer.filterText ?? offer.label,
    textEdit: {
      range: toProtocolRange(textDocument, target.range),
      newText: withLineEnds(client.snippets ? snippet : toPlainText(snippet), context),
    },
    ...(client.snippets ? { insertTextFormat: InsertTextFormat.Snippet } : {}),
    ...(offer.detail === undefined ? {} : { detail: offer.detail }),
    ...(offer.description === undefined ? {} : { labelDetails: { description: offer.description } }),
    ...(offer.sortText === undefined ? {} : { sortText: offer.sortText }),
    ...(offer.deprecated ? { tags: [CompletionItemTag.Deprecated] } : {}),
    ...(offer.preselect ? { preselect: true } : {}),
    ...(data === undefined ? {} : { data }),
    ...(offer.suggestNext && client.extension ? { command: suggest } : {}),
  };
}

const suggest = { title: "Suggest", command: "editor.action.triggerSuggest" };

/** A text that means itself in a snippet. */
export function escapeSnippet(text: string): string {
  return text.replaceAll(/[\\$}]/g, "\\$&");
}

/** A place of a snippet where the cursor goes, with what stands there until it is typed over. */
export function stop(number: number, text: string): string {
  return text === "" ? `$${number}` : `\${${number}:${escapeSnippet(text)}}`;
}

/** What a snippet puts in where nobody fills it in. */
export function toPlainText(snippet: string): string {
  return snippet.replaceAll(/\$\{\d+:([^}]*)\}|\$\d|\\([\\$}])/g, (_, filled?: string, escaped?: string) => {
    return filled ?? escaped ?? "";
  });
}

/** Editors that do not adjust line ends leave ours in the document. */
function withLineEnds(text: string, { style }: FeatureContext): string {
  return style.newline === "\n" ? text : text.replaceAll("\n", style.newline);
}

/** A number that sorts as text. */
export function rank(number: number): string {
  return String(Math.max(0, Math.round(number))).padStart(4, "0");
}

export { CompletionItemKind };
