import * as vscode from "vscode";

/**
 * Says how well a name fits what has been typed, letters' case apart.
 *
 * @returns 0 when the name begins with it, 1 when it holds it, 2 when it holds its letters in this order; else undefined
 */
export function matchRank(typed: string, name: string): 0 | 1 | 2 | undefined {
  const wanted = typed.toLowerCase();
  const text = name.toLowerCase();
  const at = text.indexOf(wanted);
  if (at >= 0) return at === 0 ? 0 : 1;
  return hasInOrder(text, wanted) ? 2 : undefined;
}

function hasInOrder(text: string, letters: string): boolean {
  let from = 0;
  for (const letter of letters) {
    const at = text.indexOf(letter, from);
    if (at < 0) return false;
    from = at + letter.length;
  }
  return true;
}

/**
 * Tells text between tags from what is in a tag, without parsing: by the nearest angle bracket.
 *
 * @param before what is before the place, some hundred characters of it are enough
 * @returns whether the place is in an element's text
 */
export function isElementText(before: string): boolean {
  return before.lastIndexOf(">") > before.lastIndexOf("<");
}

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
