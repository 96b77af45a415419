import * as vscode from "vscode";

/**
 * Replaces all text of a document as one step that one undo takes back. It is not saved.
 *
 * @throws where the editor refuses
 */
export async function replaceText(document: vscode.TextDocument, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  const end = document.positionAt(document.getText().length);
  edit.replace(document.uri, new vscode.Range(new vscode.Position(0, 0), end), text);
  if (await vscode.workspace.applyEdit(edit)) return;
  throw new Error(vscode.l10n.t("The editor rejected the change. Nothing was changed."));
}
