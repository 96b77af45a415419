import * as vscode from "vscode";
import type { ProtocolEdit } from "../../../shared/src/messages.js";

/** What the server proposes for a document. */
export interface Proposal {
  readonly edits: readonly ProtocolEdit[];
  readonly summary: string;
}

/** @returns what to tell the user when the document is no longer what a proposal was asked for */
export function changedText(): string {
  return vscode.l10n.t("The document has changed meanwhile; nothing was done. Run the command again.");
}

/**
 * Applies what the server proposes as one step that one undo takes back, shows the place, and says what was done.
 *
 * @param document the document
 * @param version its version when the proposal was asked for
 * @throws when the document has changed since, or the editor refuses
 */
export async function applyRewrite(document: vscode.TextDocument, version: number, proposal: Proposal): Promise<void> {
  if (document.version !== version) throw new Error(changedText());
  const edit = new vscode.WorkspaceEdit();
  const edits = proposal.edits.map((one) => new vscode.TextEdit(toRange(one.range), one.newText));
  edit.set(document.uri, edits);
  if (!(await vscode.workspace.applyEdit(edit))) {
    throw new Error(vscode.l10n.t("The editor refused the change; nothing was done."));
  }
  await reveal(document, edits[0]?.range.start);
  // Not waited for: it stays until the user closes it.
  vscode.window.showInformationMessage(proposal.summary);
}

/** The text of a document after a proposal; the document stays as it is. */
export function textAfter(document: vscode.TextDocument, { edits }: Proposal): string {
  const text = document.getText();
  const last = edits
    .map(({ range, newText }) => ({
      start: document.offsetAt(toRange(range).start),
      end: document.offsetAt(toRange(range).end),
      newText,
    }))
    .sort((a, b) => b.start - a.start || b.end - a.end);
  return last.reduce((after, { start, end, newText }) => after.slice(0, start) + newText + after.slice(end), text);
}

function toRange({ start, end }: ProtocolEdit["range"]): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}

async function reveal(document: vscode.TextDocument, place: vscode.Position | undefined): Promise<void> {
  if (place === undefined) return;
  const shown = vscode.window.visibleTextEditors.find((editor) => editor.document === document);
  const editor = await vscode.window.showTextDocument(document, {
    preview: false,
    ...(shown?.viewColumn === undefined ? {} : { viewColumn: shown.viewColumn }),
  });
  editor.revealRange(new vscode.Range(place, place), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
