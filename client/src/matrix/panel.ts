import * as vscode from "vscode";
import type { HostReference, MatrixAnswer, MatrixRequest } from "../../../shared/src/messages.js";
import { makeNonce, matrixHtml } from "./html.js";
import { readFromPage, type ToPage } from "./protocol.js";
import { createQuestion } from "./question.js";
import { saveMatrix } from "./saveMatrix.js";

/** What the panel asks the language server. */
export interface MatrixServer {
  matrix(request: MatrixRequest, token: vscode.CancellationToken): Promise<MatrixAnswer>;
}

/** What a matrix is about. */
export interface MatrixSubject {
  /** The pool's or host's name. */
  readonly name: string;
  readonly hosts: readonly HostReference[];
  /** The definition that stands beside the hosts, and where in its document. */
  readonly document?: vscode.TextDocument;
  readonly position?: vscode.Position;
}

/** An open matrix. */
export interface MatrixPanel {
  readonly panel: vscode.WebviewPanel;
  /** Asks again: for another subject, or since something has changed. While it is hidden, it waits. */
  update(subject?: MatrixSubject): void;
}

/** After the last key, in milliseconds. */
const TYPING_PAUSE = 300;

/** Opens a panel that follows its document. */
export function openPanel(extensionUri: vscode.Uri, server: MatrixServer, first: MatrixSubject): MatrixPanel {
  const panel = createPanel(extensionUri, first);
  const question = createQuestion(server);
  let subject = first;
  // Asked while the page is being made, and given to it once.
  let early: Promise<MatrixAnswer | undefined> | undefined = question.ask(first);
  const ask = async (): Promise<void> => {
    const asked = early ?? question.ask(subject);
    early = undefined;
    const answer = await asked;
    if (answer !== undefined) panel.webview.postMessage(messageOf(subject, answer));
  };
  const update = (next: MatrixSubject = subject): void => {
    subject = next;
    early = undefined;
    panel.title = titleOf(next);
    // A hidden page does not exist; it says that it is ready when it does again.
    if (panel.visible) void ask();
  };
  const typing = onDidType(
    () => subject.document,
    () => update(),
  );
  panel.webview.onDidReceiveMessage((message: unknown) => hear(message, subject, ask));
  panel.onDidDispose(() => {
    question.cancel();
    typing.dispose();
  });
  panel.webview.html = matrixHtml(panel.webview, extensionUri, makeNonce());
  return { panel, update };
}

function createPanel(extensionUri: vscode.Uri, subject: MatrixSubject): vscode.WebviewPanel {
  // A document goes on being seen.
  const column = subject.document === undefined ? vscode.ViewColumn.Active : vscode.ViewColumn.Beside;
  return vscode.window.createWebviewPanel("libvirt-cpu.matrix", titleOf(subject), column, {
    enableScripts: true,
    localResourceRoots: [vscode.Uri.joinPath(extensionUri, "dist", "client")],
  });
}

function messageOf(subject: MatrixSubject, answer: MatrixAnswer): ToPage {
  if ("error" in answer) return { type: "problem", text: answer.error };
  return { type: "show", title: titleOf(subject), matrix: answer, ...translations() };
}

function translations(): Pick<Extract<ToPage, { type: "show" }>, "translations"> {
  const { bundle } = vscode.l10n;
  return bundle === undefined ? {} : { translations: bundle };
}

/** A pause after somebody has typed in a document. */
function onDidType(document: () => vscode.TextDocument | undefined, paused: () => void): vscode.Disposable {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const listener = vscode.workspace.onDidChangeTextDocument((event) => {
    if (event.document !== document()) return;
    clearTimeout(timer);
    timer = setTimeout(paused, TYPING_PAUSE);
  });
  return new vscode.Disposable(() => {
    clearTimeout(timer);
    listener.dispose();
  });
}

async function hear(message: unknown, subject: MatrixSubject, ask: () => Promise<void>): Promise<void> {
  const said = readFromPage(message);
  try {
    if (said?.type === "ready") await ask();
    if (said?.type === "save") await saveMatrix(titleOf(subject), said.format, said.content);
    if (said?.type === "copy") await copy(said.content);
    if (said?.type === "failed") vscode.window.showWarningMessage(said.text);
  } catch (error) {
    // Not waited for: it stays until the user closes it.
    vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
  }
}

/** How long a word in the status bar stays, in milliseconds. */
const REMARK = 4000;

async function copy(text: string): Promise<void> {
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage(vscode.l10n.t("Copied as Markdown."), REMARK);
}

function titleOf({ name }: MatrixSubject): string {
  return vscode.l10n.t("Compatibility of {0}", name);
}
