import * as vscode from "vscode";
import type { HostReference, MatrixAnswer, MatrixRequest } from "../../../shared/src/messages.js";
import { makeNonce, matrixHtml } from "./html.js";
import { readFromPage, type ToPage } from "./protocol.js";
import { saveMatrix } from "./saveMatrix.js";
import { matrixTexts } from "./texts.js";

/** What the panel asks the language server. */
export interface MatrixServer {
  matrix(request: MatrixRequest): Promise<MatrixAnswer>;
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
  /** Asks again: for another subject, or since something has changed. */
  update(subject?: MatrixSubject): void;
}

/** After the last key, in milliseconds. */
const TYPING_PAUSE = 300;

/** Opens a panel that follows its document. */
export function openPanel(extensionUri: vscode.Uri, server: MatrixServer, first: MatrixSubject): MatrixPanel {
  let subject = first;
  let asked = 0;
  let isStale = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const panel = vscode.window.createWebviewPanel("libvirt-cpu.matrix", titleOf(first), vscode.ViewColumn.Beside, {
    enableScripts: true,
    localResourceRoots: [vscode.Uri.joinPath(extensionUri, "dist", "client")],
  });
  const post = (message: ToPage) => panel.webview.postMessage(message);
  const ask = async (): Promise<void> => {
    const turn = ++asked;
    const answer = await answerFor(subject, server);
    // A later question is on its way, or the panel is closed.
    if (turn !== asked) return;
    if ("error" in answer) post({ type: "problem", text: answer.error });
    else post({ type: "show", title: titleOf(subject), matrix: answer, texts: matrixTexts() });
  };
  const update = (next: MatrixSubject = subject): void => {
    subject = next;
    panel.title = titleOf(next);
    isStale = !panel.visible;
    if (panel.visible) void ask();
  };
  const typed = vscode.workspace.onDidChangeTextDocument(({ document }) => {
    if (document !== subject.document) return;
    clearTimeout(timer);
    timer = setTimeout(update, TYPING_PAUSE);
  });
  panel.onDidChangeViewState(() => {
    if (panel.visible && isStale) update();
  });
  panel.webview.onDidReceiveMessage((message: unknown) => hear(message, subject, ask));
  panel.onDidDispose(() => {
    asked++;
    clearTimeout(timer);
    typed.dispose();
  });
  panel.webview.html = matrixHtml(panel.webview, extensionUri, makeNonce());
  return { panel, update };
}

async function hear(message: unknown, subject: MatrixSubject, ask: () => Promise<void>): Promise<void> {
  const said = readFromPage(message);
  try {
    if (said?.type === "ready") await ask();
    if (said?.type === "save") await saveMatrix(titleOf(subject), said.format, said.content);
    if (said?.type === "copy") await vscode.env.clipboard.writeText(said.content);
    if (said?.type === "failed") vscode.window.showWarningMessage(said.text);
  } catch (error) {
    // Not waited for: it stays until the user closes it.
    vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
  }
}

async function answerFor({ hosts, document, position }: MatrixSubject, server: MatrixServer): Promise<MatrixAnswer> {
  const isOpen = document !== undefined && !document.isClosed;
  const place = isOpen && {
    uri: document.uri.toString(),
    version: document.version,
    ...(position === undefined ? {} : { position: { line: position.line, character: position.character } }),
  };
  try {
    return await server.matrix({ hosts, ...(place === false ? {} : { document: place }) });
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

function titleOf({ name }: MatrixSubject): string {
  return vscode.l10n.t("Compatibility of {0}", name);
}
