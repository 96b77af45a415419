import * as vscode from "vscode";
import { isElementText, matchRank } from "./matchRank.js";

/** How far back an angle bracket is looked for, in lines. */
const linesBefore = 20;

/**
 * VS Code's own Emmet takes any word in XML text for an element to be, and is first in the list because its entry
 * is exactly what was typed: Enter after `Haswell-no` would write `<Haswell-no></Haswell-no>`. So there our entries say
 * they are exactly that, too, and sort before it; in return the list is asked for again on each keystroke, as Emmet's is.
 *
 * @param document the document before the list was asked for
 * @param position where the cursor was
 * @param answer our entries; those that do not fit stay as they are, for VS Code to drop
 * @returns the same entries, changed where they are in text; those of other languages as they are
 */
export function outrankEmmet(
  document: vscode.TextDocument,
  position: vscode.Position,
  answer: vscode.CompletionItem[] | vscode.CompletionList | null | undefined,
): vscode.CompletionItem[] | vscode.CompletionList | null | undefined {
  if (answer === null || answer === undefined || document.languageId !== "xml") return answer;
  const items = Array.isArray(answer) ? answer : answer.items;
  const start = startOf(items[0]);
  if (start === undefined || !isElementText(textBefore(document, start))) return answer;
  for (const item of items) {
    promote(item, document.getText(new vscode.Range(startOf(item) ?? position, position)));
  }
  return new vscode.CompletionList(items, true);
}

function startOf(item: vscode.CompletionItem | undefined): vscode.Position | undefined {
  const range = item?.range;
  return range === undefined || range instanceof vscode.Range ? range?.start : range.inserting.start;
}

function textBefore(document: vscode.TextDocument, place: vscode.Position): string {
  return document.getText(new vscode.Range(Math.max(0, place.line - linesBefore), 0, place.line, place.character));
}

function promote(item: vscode.CompletionItem, typed: string): void {
  const label = typeof item.label === "string" ? item.label : item.label.label;
  const rank = typed === "" ? undefined : matchRank(typed, item.filterText ?? label);
  if (rank === undefined) return;
  item.filterText = typed;
  // A space comes before whatever Emmet has there.
  item.sortText = ` ${rank}${item.sortText ?? label}`;
}
