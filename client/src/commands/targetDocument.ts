import * as vscode from "vscode";

/**
 * Finds the document that a command is to work on.
 *
 * @param argument the URI that a code action or a menu gives, as text or object; anything else means the active editor
 * @returns the document, open and known to the language server
 * @throws when there is none, or it is not XML to the editor: then the server does not know it
 */
export async function targetDocument(argument: unknown): Promise<vscode.TextDocument> {
  const uri = toUri(argument) ?? vscode.window.activeTextEditor?.document.uri;
  if (uri === undefined) throw new Error(vscode.l10n.t("Open a libvirt domain first."));
  const document = await vscode.workspace.openTextDocument(uri);
  if (document.languageId !== "xml") {
    const name = vscode.workspace.asRelativePath(document.uri);
    throw new Error(vscode.l10n.t("{0} is not XML to the editor. Change its language mode to XML first.", name));
  }
  return document;
}

/**
 * @param argument a command's argument
 * @returns the URI it stands for; undefined when it is none
 */
export function toUri(argument: unknown): vscode.Uri | undefined {
  if (argument instanceof vscode.Uri) return argument;
  return typeof argument === "string" && argument !== "" ? vscode.Uri.parse(argument, true) : undefined;
}

/**
 * @param argument a command's argument
 * @returns the URIs it lists; undefined when it is no list of them
 */
export function toUris(argument: unknown): vscode.Uri[] | undefined {
  if (!Array.isArray(argument)) return undefined;
  const uris = argument.map(toUri).filter((uri) => uri !== undefined);
  return uris.length === argument.length && uris.length > 0 ? uris : undefined;
}
