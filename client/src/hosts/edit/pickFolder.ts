import * as vscode from "vscode";

/**
 * The folder whose `libvirt-cpu.json` is meant: the given one, else the only one, the active document's, else the one that the user picks.
 *
 * @returns its URI; undefined when the user turned back
 * @throws where no folder is open
 */
export async function pickFolder(given?: string): Promise<string | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const [first, second] = folders;
  if (first === undefined)
    throw new Error(vscode.l10n.t("Open a folder first: hosts are kept in its libvirt-cpu.json."));
  if (second === undefined) return plain(first.uri);
  const named = folders.find(({ uri }) => plain(uri) === given);
  if (named !== undefined) return plain(named.uri);
  const active = vscode.window.activeTextEditor?.document.uri;
  const own = active && vscode.workspace.getWorkspaceFolder(active);
  const chosen = own ?? (await vscode.window.showWorkspaceFolderPick());
  return chosen && plain(chosen.uri);
}

/** As the language server names folders. */
function plain(uri: vscode.Uri): string {
  return uri.toString().replace(/\/+$/, "");
}
