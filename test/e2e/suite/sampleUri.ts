import * as vscode from "vscode";

/**
 * @param name a sample's path relative to the workspace folder
 * @returns where it is
 */
export function sampleUri(name: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (folder === undefined) throw new Error("no workspace is open");
  return vscode.Uri.joinPath(folder.uri, ...name.split("/"));
}
