import * as vscode from "vscode";
import { readStored } from "./readHostFile.js";

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
  const read = await readStored(uri, maxBytes);
  if ("text" in read) return read.text;
  const path = vscode.workspace.asRelativePath(uri);
  throw new Error(
    read.error === "too-large"
      ? vscode.l10n.t("{0} is too large for a host document.", path)
      : vscode.l10n.t("{0} cannot be read.", path),
  );
}
