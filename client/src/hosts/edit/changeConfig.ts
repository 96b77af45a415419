import * as vscode from "vscode";
import { MAX_CONFIG } from "../../../../shared/src/config/index.js";
import type { ConfigChange, EditConfigRequest, EditedConfig } from "../../../../shared/src/messages.js";
import { changedText } from "../../commands/applyRewrite.js";
import type { Machine } from "../../machine.js";
import { leadsOut, readStored } from "../readHostFile.js";

/** Where two texts differ: from start, until end in the old one and newEnd in the new one. Never within a line's end. */
export function differingRange(before: string, after: string): { start: number; end: number; newEnd: number } {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  if (before[start - 1] === "\r") start--;
  let same = 0;
  while (same < shorter - start && before[before.length - 1 - same] === after[after.length - 1 - same]) same++;
  if (same > 0 && before[before.length - same] === "\n") same--;
  return { start, end: before.length - same, newEnd: after.length - same };
}

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
 * @param staysInside follows links; without it they cannot be told
 * @returns what changes the file, as one step that undo takes back, and saves it; it is made where there is none. It
 *   throws what to tell the user where the file cannot be changed; then nothing is written at all.
 */
export function makeChangeConfig(
  edit: (request: EditConfigRequest) => Promise<EditedConfig>,
  staysInside: Machine["staysInside"] | undefined,
): ChangeConfig {
  return async (folder, changes, files = []) => {
    const uri = configUri(folder);
    await checkPlace(uri, folder, staysInside);
    const stored = await readIfThere(uri);
    const document = stored === undefined ? undefined : await openIfShown(uri, stored);
    const { version } = document ?? {};
    const before = document?.getText() ?? stored ?? "";
    let text = before;
    for (const change of changes) {
      const edited = await edit({ text, change });
      if ("error" in edited) throw new Error(edited.error);
      text = edited.text;
    }
    if (document?.version !== version) throw new Error(changedText());
    if (text === before && files.length === 0) return;
    for (const file of files) await checkPlace(file.uri, folder, staysInside);
    // While the changes were worked out somebody else may have written it.
    if (document === undefined && (await readIfThere(uri)) !== stored) throw new Error(changedText());
    const workspaceEdit = new vscode.WorkspaceEdit();
    for (const file of files) create(workspaceEdit, file);
    if (document === undefined) create(workspaceEdit, { uri, text, overwrite: stored !== undefined });
    else workspaceEdit.set(uri, [smallestEdit(document, text)]);
    await apply(workspaceEdit, document);
  };
}

/** A folder's configuration, which need not be there. */
export function configUri(folder: string): vscode.Uri {
  return vscode.Uri.joinPath(vscode.Uri.parse(folder), CONFIG);
}

async function readIfThere(uri: vscode.Uri): Promise<string | undefined> {
  const read = await readStored(uri, MAX_CONFIG);
  if ("text" in read) return read.text;
  if (read.error === "missing") return undefined;
  throw new Error(vscode.l10n.t("{0} cannot be read.", CONFIG));
}

/** Where the file is open in a tab, the change is made there; else on the disk, which no stale copy can be in the way of. */
async function openIfShown(uri: vscode.Uri, stored: string): Promise<vscode.TextDocument | undefined> {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  const isShown = tabs.some(
    ({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === uri.toString(),
  );
  if (!isShown) return undefined;
  const document = await vscode.workspace.openTextDocument(uri);
  // What the user is typing is not ours to save.
  if (document.isDirty) throw new Error(vscode.l10n.t("{0} has unsaved changes. Save it first.", CONFIG));
  await caughtUp(document, stored);
  return document;
}

/** How long the editor may take to see that a file has changed, in milliseconds. */
const CATCH_UP = 5000;

/** After a pull the editor shows the old text for a moment; a change of that would undo what came. */
async function caughtUp(document: vscode.TextDocument, stored: string): Promise<void> {
  if (document.getText() === stored) return;
  await new Promise<void>((resolve, reject) => {
    const finish = (): void => {
      clearTimeout(timer);
      listener.dispose();
    };
    const timer = setTimeout(() => {
      finish();
      reject(new Error(vscode.l10n.t("{0} changed on disk. Open it and try again.", CONFIG)));
    }, CATCH_UP);
    const listener = vscode.workspace.onDidChangeTextDocument((event) => {
      if (event.document !== document || document.getText() !== stored) return;
      finish();
      resolve();
    });
  });
}

/** A link in the folder, of the file or of `hosts/`, must not have us write what lies elsewhere. */
async function checkPlace(
  file: vscode.Uri,
  folder: string,
  staysInside: Machine["staysInside"] | undefined,
): Promise<void> {
  const path = vscode.workspace.asRelativePath(file);
  if (await leadsOut(file, vscode.Uri.parse(folder), staysInside)) {
    throw new Error(vscode.l10n.t("{0} is a link that leads out of the folder. Nothing was written.", path));
  }
  // Written to, a pipe would be waited for.
  if ((await vscode.workspace.fs.stat(file).then(isNoFile, () => false)) === true) {
    throw new Error(vscode.l10n.t("{0} is not a file. Nothing was written.", path));
  }
}

function isNoFile({ type }: vscode.FileStat): boolean {
  return (type & vscode.FileType.File) === 0;
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
    throw new Error(vscode.l10n.t("The editor rejected the change. Nothing was changed."));
  }
  if (document !== undefined && !(await document.save())) {
    throw new Error(vscode.l10n.t("{0} could not be saved. It is open in the editor, with the change.", CONFIG));
  }
}
