import * as vscode from "vscode";
import type { ConfigChange, EditConfigRequest, EditedConfig } from "../../../../shared/src/messages.js";
import { changedText } from "../../commands/applyRewrite.js";
import { bytesToText } from "../../documents/bytesToText.js";
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
    // What the user is typing is not ours to save.
    if (document?.isDirty) throw new Error(vscode.l10n.t("{0} has changes that are not saved. Save it first.", CONFIG));
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
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === "FileNotFound") return undefined;
    throw error;
  }
  const document = await vscode.workspace.openTextDocument(uri);
  await caughtUp(document);
  return document;
}

/** How long the editor may take to see that a file has changed, in milliseconds. */
const CATCH_UP = 5000;

/** After a pull the editor shows the old text for a moment; a change of that would undo what came. */
async function caughtUp(document: vscode.TextDocument): Promise<void> {
  const stored = bytesToText(await vscode.workspace.fs.readFile(document.uri));
  if (document.isDirty || document.getText() === stored) return;
  await new Promise<void>((resolve, reject) => {
    const finish = (): void => {
      clearTimeout(timer);
      listener.dispose();
    };
    const timer = setTimeout(() => {
      finish();
      reject(new Error(vscode.l10n.t("{0} has changed on the disk. Open it, and try again.", CONFIG)));
    }, CATCH_UP);
    const listener = vscode.workspace.onDidChangeTextDocument((event) => {
      if (event.document !== document || document.getText() !== stored) return;
      finish();
      resolve();
    });
  });
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
