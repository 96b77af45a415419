import * as vscode from "vscode";

/** A document and a place in it. */
export interface Place {
  readonly document: vscode.TextDocument;
  readonly position: vscode.Position;
}

/** The extension's full name. */
export const extensionId = "libvirt-cpu.libvirt-cpu";

interface ExtensionApi {
  readonly ready: Promise<void>;
}

/** Activates the extension and waits for its server: providers answer nothing before that. */
export async function activate(): Promise<vscode.Extension<ExtensionApi>> {
  const extension = vscode.extensions.getExtension<ExtensionApi>(extensionId);
  if (extension === undefined) throw new Error(`${extensionId} is not installed in this editor`);
  const { ready } = await extension.activate();
  await ready;
  return extension;
}

/**
 * Opens a file of the workspace in the editor, with the extension active.
 *
 * @param name its path relative to the workspace folder
 */
export async function openSample(name: string): Promise<vscode.TextDocument> {
  await activate();
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (folder === undefined) throw new Error("no workspace is open");
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, ...name.split("/")));
  await vscode.window.showTextDocument(document);
  return document;
}

/** How many untitled documents there were. */
let opened = 0;

/**
 * Opens an untitled document, XML or a template. Each has a name of its own: VS Code gives a name again while the document that had it is
 * still being closed, and with the name its text.
 *
 * @param marked its text, with `|` where the cursor is
 * @param ending how its name ends
 */
export async function openMarked(marked: string, ending = "xml"): Promise<Place> {
  await activate();
  const { text, offset } = unmark(marked);
  opened += 1;
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(`untitled:/unsaved/vm${opened}.${ending}`));
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, new vscode.Position(0, 0), text);
  if (!(await vscode.workspace.applyEdit(edit))) throw new Error("the editor refused the text");
  await vscode.window.showTextDocument(document);
  return { document, position: document.positionAt(offset) };
}

/**
 * Wraps a `<cpu>` into the smallest domain that makes sense, opened as an untitled document.
 *
 * @param marked the element's text, with `|` where the cursor is
 */
export function openCpu(marked: string): Promise<Place> {
  return openMarked(
    `<domain type='kvm'>\n  <name>t</name>\n  <memory unit='MiB'>512</memory>\n  <vcpu>4</vcpu>\n` +
      `  <os>\n    <type arch='x86_64' machine='q35'>hvm</type>\n  </os>\n  ${marked}\n</domain>\n`,
  );
}

/**
 * Finds a place by what stands around it.
 *
 * @param marked a text that is in the document once, with `|` where the cursor is
 */
export function positionOf(document: vscode.TextDocument, marked: string): vscode.Position {
  const { text, offset } = unmark(marked);
  return document.positionAt(offsetOf(document, text) + offset);
}

/**
 * @param text a text that is in the document once
 * @returns where it stands
 */
export function rangeOf(document: vscode.TextDocument, text: string): vscode.Range {
  const start = offsetOf(document, text);
  return new vscode.Range(document.positionAt(start), document.positionAt(start + text.length));
}

/**
 * Replaces a text as an edit of the user would.
 *
 * @param text what is in the document once
 * @param marked what takes its place, with `|` where the cursor is afterwards
 */
export async function replaceMarked(document: vscode.TextDocument, text: string, marked: string): Promise<Place> {
  const start = offsetOf(document, text);
  const replacement = unmark(marked);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, rangeOf(document, text), replacement.text);
  if (!(await vscode.workspace.applyEdit(edit))) throw new Error(`the editor refused to replace ${text}`);
  return { document, position: document.positionAt(start + replacement.offset) };
}

/** Leaves nothing of a test behind: edits are dropped, editors closed. */
export async function closeAll(): Promise<void> {
  while (vscode.window.activeTextEditor !== undefined) {
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  }
}

function offsetOf(document: vscode.TextDocument, text: string): number {
  const whole = document.getText();
  const start = whole.indexOf(text);
  if (start < 0) throw new Error(`no such text in ${document.fileName}: ${text}`);
  if (whole.indexOf(text, start + 1) >= 0) throw new Error(`more than once in ${document.fileName}: ${text}`);
  return start;
}

function unmark(marked: string): { text: string; offset: number } {
  const offset = marked.indexOf("|");
  if (offset < 0) throw new Error(`no | marks the cursor in: ${marked}`);
  return { text: marked.slice(0, offset) + marked.slice(offset + 1), offset };
}
