import * as vscode from "vscode";
import { bytesToText } from "../documents/bytesToText.js";

/** The largest real domain capabilities have 200 KB. */
const maxBytes = 2 * 1024 * 1024;

/**
 * @param uri a file, or a document that is open
 * @returns its text as the editor shows it, else as it is stored
 * @throws when it cannot be read or has more than 2 MB
 */
export async function readText(uri: vscode.Uri): Promise<string> {
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open !== undefined) return open.getText();
  const { size } = await vscode.workspace.fs.stat(uri);
  if (size > maxBytes) {
    throw new Error(vscode.l10n.t("{0} is too large for a host document.", vscode.workspace.asRelativePath(uri)));
  }
  return bytesToText(await vscode.workspace.fs.readFile(uri));
}
