import * as vscode from "vscode";
import type { ConfigChange, EditConfigRequest, EditedConfig } from "../../../../shared/src/messages.js";
import { changedText } from "../../commands/applyRewrite.js";
import { differingRange } from "./differingRange.js";

const CONFIG = "libvirt-cpu.json";

/** A file that is written in the same step. */
export interface WrittenFile {
  readonly uri: vscode.Uri;
  readonly text: string;
  /** Over what is there. */
  readonly overwrite?: boolean;
}

/** Makes changes in a folder's `libvirt-cpu.json`, and writes the files that it names. */
export type ChangeConfig = (
  folder: string,
  changes: readonly ConfigChange[],
  files?: readonly WrittenFile[],
) => Promise<void>;

/**
 * @param edit asks the language server for the changed text
 * @returns what changes the file, as one step that undo takes back, and saves it; it is made where there is none. It
 *   throws what to tell the user where the file cannot be changed; then nothing is written at all.
 */
export function makeChangeConfig(edit: (request: EditConfigRequest) => Promise<EditedConfig>): ChangeConfig {
  return async (folder, changes, files = []) => {
    const uri = configUri(folder);
    const document = await openIfThere(uri);
    const { version } = document ?? {};
    const before = document?.getText() ?? "";
    let text = before;
    for (const change of changes) {
      const edited = await edit({ text, change });
      if ("error" in edited) throw new Error(edited.error);
      text = edited.text;
    }
    if (document?.version !== version) throw new Error(changedText());
    if (text === before && files.length === 0) return;
    const workspaceEdit = new vscode.WorkspaceEdit();
    for (const file of files) create(workspaceEdit, file);
    if (document === undefined) create(workspaceEdit, { uri, text });
    else workspaceEdit.set(uri, [smallestEdit(document, text)]);
    await apply(workspaceEdit, document);
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

function create(edit: vscode.WorkspaceEdit, { uri, text, overwrite = false }: WrittenFile): void {
  edit.createFile(uri, { contents: new TextEncoder().encode(text), overwrite });
}

/** Leaves alone what is the same at both ends, and the cursors in it. */
function smallestEdit(document: vscode.TextDocument, text: string): vscode.TextEdit {
  const { start, end, newEnd } = differingRange(document.getText(), text);
  const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
  return new vscode.TextEdit(range, text.slice(start, newEnd));
}

async function apply(edit: vscode.WorkspaceEdit, document: vscode.TextDocument | undefined): Promise<void> {
  if (!(await vscode.workspace.applyEdit(edit))) {
    throw new Error(vscode.l10n.t("The editor refused the change; nothing was done."));
  }
  if (document !== undefined && !(await document.save())) {
    throw new Error(vscode.l10n.t("{0} could not be saved; it is open with the change.", CONFIG));
  }
}
