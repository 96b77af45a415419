import * as vscode from "vscode";
import type { ConfigChange, EditConfigRequest, EditedConfig } from "../../../../shared/src/messages.js";

const CONFIG = "libvirt-cpu.json";

/** Makes changes in a folder's `libvirt-cpu.json`. */
export type ChangeConfig = (folder: string, changes: readonly ConfigChange[]) => Promise<void>;

/**
 * @param edit asks the language server for the changed text
 * @returns what changes the file, as one step that undo takes back, and saves it; it is made where there is none. It
 *   throws what to tell the user where the file cannot be changed.
 */
export function makeChangeConfig(edit: (request: EditConfigRequest) => Promise<EditedConfig>): ChangeConfig {
  return async (folder, changes) => {
    const uri = configUri(folder);
    const document = await openIfThere(uri);
    const before = document?.getText() ?? "";
    let text = before;
    for (const change of changes) {
      const edited = await edit({ text, change });
      if ("error" in edited) throw new Error(edited.error);
      text = edited.text;
    }
    if (text === before) return;
    await replace(uri, document, text);
  };
}

/** A folder's configuration, which need not be there. */
export function configUri(folder: string): vscode.Uri {
  return vscode.Uri.joinPath(vscode.Uri.parse(folder), CONFIG);
}

async function openIfThere(uri: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  try {
    await vscode.workspace.fs.stat(uri);
  } catch {
    return undefined;
  }
  return vscode.workspace.openTextDocument(uri);
}

async function replace(uri: vscode.Uri, document: vscode.TextDocument | undefined, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  if (document === undefined) edit.createFile(uri, { contents: new TextEncoder().encode(text) });
  else edit.replace(uri, new vscode.Range(0, 0, document.lineCount, 0), text);
  if (!(await vscode.workspace.applyEdit(edit))) {
    throw new Error(vscode.l10n.t("The editor refused the change; nothing was done."));
  }
  if (document !== undefined) await document.save();
}
