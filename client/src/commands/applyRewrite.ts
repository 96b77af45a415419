import * as vscode from "vscode";
import type { PlaceRequest, ProtocolEdit } from "../../../shared/src/messages.js";
import { isServed, isWhole } from "../documents/served.js";

/** What the server proposes for a document. */
export interface Proposal {
  readonly edits: readonly ProtocolEdit[];
  readonly summary: string;
  readonly cautions?: readonly string[];
}

/** @returns what to tell the user when the document is no longer what a proposal was asked for */
export function changedText(): string {
  return vscode.l10n.t("The document changed while the command ran. Nothing was changed; run it again.");
}

/**
 * Applies what the server proposes as one step that one undo takes back, shows the place, and says what was done.
 *
 * @param document the document
 * @param version its version when the proposal was asked for
 * @throws when the document has changed since, or the editor refuses
 */
export async function applyRewrite(document: vscode.TextDocument, version: number, proposal: Proposal): Promise<void> {
  if (document.version !== version) throw new Error(changedText());
  const edit = new vscode.WorkspaceEdit();
  const edits = proposal.edits.map((one) => new vscode.TextEdit(toRange(one.range), one.newText));
  edit.set(document.uri, edits);
  if (!(await vscode.workspace.applyEdit(edit))) {
    throw new Error(vscode.l10n.t("The editor rejected the change. Nothing was changed."));
  }
  await reveal(document, edits[0]?.range.start);
  // Not waited for: it stays until the user closes it.
  vscode.window.showInformationMessage([proposal.summary, ...(proposal.cautions ?? [])].join(" "));
}

/** The text of a document after a proposal; the document stays as it is. */
export function textAfter(document: vscode.TextDocument, { edits }: Proposal): string {
  const text = document.getText();
  const last = edits
    .map(({ range, newText }) => ({
      start: document.offsetAt(toRange(range).start),
      end: document.offsetAt(toRange(range).end),
      newText,
    }))
    .sort((a, b) => b.start - a.start || b.end - a.end);
  return last.reduce((after, { start, end, newText }) => after.slice(0, start) + newText + after.slice(end), text);
}

function toRange({ start, end }: ProtocolEdit["range"]): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}

async function reveal(document: vscode.TextDocument, place: vscode.Position | undefined): Promise<void> {
  if (place === undefined) return;
  const shown = vscode.window.visibleTextEditors.find((editor) => editor.document === document);
  const editor = await vscode.window.showTextDocument(document, {
    preview: false,
    ...(shown?.viewColumn === undefined ? {} : { viewColumn: shown.viewColumn }),
  });
  editor.revealRange(new vscode.Range(place, place), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

/**
 * @param document what a command works on
 * @param given a position that a code lens or another extension hands over; may be anything
 * @returns its version now, and the cursor where the user is in it: a document may hold several definitions
 */
export function placeIn(document: vscode.TextDocument, given?: unknown): PlaceRequest {
  const { version, uri } = document;
  if (isPosition(given)) {
    const { line, character } = given;
    return { uri: uri.toString(), version, position: { line, character } };
  }
  const editor = vscode.window.activeTextEditor;
  if (editor?.document !== document) return { uri: uri.toString(), version };
  const { line, character } = editor.selection.active;
  return { uri: uri.toString(), version, position: { line, character } };
}

function isPosition(value: unknown): value is { readonly line: number; readonly character: number } {
  if (typeof value !== "object" || value === null || !("line" in value) || !("character" in value)) return false;
  return isCount(value.line) && isCount(value.character);
}

function isCount(value: unknown): boolean {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

/**
 * Finds the document that a command is to work on.
 *
 * @param argument the URI that a code action or a menu gives, as text or object; anything else means the active editor
 * @returns the document, open and known to the language server
 * @throws when there is none, or it is not XML to the editor: then the server does not know it
 */
export async function targetDocument(argument: unknown): Promise<vscode.TextDocument> {
  const uri = toUri(argument) ?? (vscode.window.activeTextEditor ?? onlyVisible())?.document.uri;
  if (uri === undefined) throw new Error(vscode.l10n.t("Open a libvirt VM definition first."));
  const document = await vscode.workspace.openTextDocument(uri);
  if (!isServed(document)) {
    const name = vscode.workspace.asRelativePath(document.uri);
    throw new Error(vscode.l10n.t("The language mode of {0} is not XML. Change it to XML first.", name));
  }
  return document;
}

/** While a page has the focus, such as the walkthrough, the one document beside it is meant. */
function onlyVisible(): vscode.TextEditor | undefined {
  const [first, second] = vscode.window.visibleTextEditors.filter(({ document }) => isWhole(document));
  return second === undefined ? first : undefined;
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

/** Does a command's argument say `{ accept: true }`: do it without asking? */
export function accepts(options: unknown): boolean {
  return typeof options === "object" && options !== null && "accept" in options && options.accept === true;
}
