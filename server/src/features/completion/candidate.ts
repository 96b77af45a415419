import {
  type CompletionItem,
  CompletionItemKind,
  CompletionItemTag,
  type CompletionList,
  InsertTextFormat,
  type Position,
} from "vscode-languageserver";
import type { Subject } from "../../../../shared/src/describe/index.js";
import type { Range } from "../../../../shared/src/xml/index.js";
import { type FeatureContext, toProtocolRange } from "../../context.js";
import { asEmbedded } from "../../documents/embedded.js";

/** Something that completion can put in. */
export interface Candidate {
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
  readonly position: Position;
  readonly subject: Subject;
}

/** Where offers go, and how they must be wrapped to be right there. */
export interface CandidatePlace {
  /** What is replaced. */
  readonly range: Range;
  readonly offset: number;
  readonly before?: string;
  readonly after?: string;
}

/** Makes the protocol's items of offers. What they have in common is said once where the client takes it so. */
export function toList(offers: readonly Candidate[], target: CandidatePlace, context: FeatureContext): CompletionList {
  const { client, textDocument } = context;
  const range = toProtocolRange(textDocument, onItsLine(target, textDocument.getText()));
  const written = asEmbedded(textDocument)?.region.written ?? ((text: string) => text);
  const insertTextFormat = client.snippets ? InsertTextFormat.Snippet : InsertTextFormat.PlainText;
  const items = offers.map((offer) => {
    const item = toItem(offer, target.offset, context);
    const newText = written(insertedText(offer, target, context));
    if (!client.itemDefaults) return { ...item, textEdit: { range, newText }, insertTextFormat };
    return newText === offer.label ? item : { ...item, textEditText: newText };
  });
  if (!client.itemDefaults) return { isIncomplete: false, items };
  return { isIncomplete: false, itemDefaults: { editRange: range, insertTextFormat }, items };
}

/** The protocol lets a completion replace what is on the cursor's line only; a value may go over several. */
function onItsLine({ range, offset }: CandidatePlace, text: string): Range {
  const before = text.slice(range.start, offset);
  const behind = text.slice(offset, range.end);
  const start = Math.max(before.lastIndexOf("\n"), before.lastIndexOf("\r")) + 1;
  const end = behind.search(/[\r\n]/);
  return { start: range.start + start, end: end < 0 ? range.end : offset + end };
}

function toItem(offer: Candidate, offset: number, { client, textDocument }: FeatureContext): CompletionItem {
  const { label, kind, detail, description, sortText, filterText, deprecated, preselect, subject } = offer;
  const data: ItemData | undefined = subject && {
    uri: textDocument.uri,
    position: textDocument.positionAt(offset),
    subject,
  };
  return {
    label,
    kind,
    ...(filterText === undefined || filterText === label ? {} : { filterText }),
    ...(detail === undefined ? {} : { detail }),
    ...(description === undefined ? {} : { labelDetails: { description } }),
    ...(sortText === undefined ? {} : { sortText }),
    ...(deprecated ? { tags: [CompletionItemTag.Deprecated] } : {}),
    ...(preselect ? { preselect: true } : {}),
    ...(data === undefined ? {} : { data }),
    ...(offer.suggestNext && client.extension ? { command: suggest } : {}),
  };
}

function insertedText(offer: Candidate, { before = "", after = "" }: CandidatePlace, context: FeatureContext): string {
  const snippet = `${before}${offer.snippet ?? escapeSnippet(offer.label)}${after}`;
  return withLineEnds(context.client.snippets ? snippet : toPlainText(snippet), context);
}

const suggest = { title: "Suggest", command: "editor.action.triggerSuggest" };

/** A text that means itself in a snippet. */
export function escapeSnippet(text: string): string {
  return text.replaceAll(/[\\$}]/g, "\\$&");
}

/** A place of a snippet where the cursor goes, with what is there until it is typed over. */
export function stop(number: number, text: string): string {
  return text === "" ? `$${number}` : `\${${number}:${escapeSnippet(text)}}`;
}

/** What a snippet puts in where nobody fills it in. */
export function toPlainText(snippet: string): string {
  const unescaped = (text: string) => text.replaceAll(/\\([\\$}])/g, "$1");
  return snippet.replaceAll(/\$\{\d+:((?:\\.|[^\\$}])*)\}|\$\d|\\[\\$}]/g, (whole, filled?: string) => {
    if (whole.startsWith("\\")) return whole.slice(1);
    return unescaped(filled ?? "");
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
