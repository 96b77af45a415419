import * as vscode from "vscode";
import { type HostReference, type MatrixAnswer, type MatrixRequest, Request } from "../../../shared/src/messages.js";
import type { Server } from "../connection/server.js";
import { readFromPage, type SaveFormat, type ToPage } from "./protocol.js";

/** What a matrix is about. */
export interface PanelSubject {
  /** The pool's or host's name. */
  readonly name: string;
  readonly hosts: readonly HostReference[];
  /** The definition that is beside the hosts, and where in its document. */
  readonly document?: vscode.TextDocument;
  readonly position?: vscode.Position;
}

/** An open matrix. */
export interface MatrixPanel {
  readonly panel: vscode.WebviewPanel;
  /** Asks again: for another subject, or since something has changed. While it is hidden, it waits. */
  update(subject?: PanelSubject): void;
}

/** After the last key, in milliseconds. */
const TYPING_PAUSE = 300;

/** Opens a panel that follows its document. */
export function openPanel(extensionUri: vscode.Uri, server: Pick<Server, "ask">, first: PanelSubject): MatrixPanel {
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
  const update = (next: PanelSubject = subject): void => {
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

function createPanel(extensionUri: vscode.Uri, subject: PanelSubject): vscode.WebviewPanel {
  // A document goes on being seen.
  const column = subject.document === undefined ? vscode.ViewColumn.Active : vscode.ViewColumn.Beside;
  return vscode.window.createWebviewPanel("libvirt-cpu.matrix", titleOf(subject), column, {
    enableScripts: true,
    localResourceRoots: [vscode.Uri.joinPath(extensionUri, "dist", "client")],
  });
}

function messageOf(subject: PanelSubject, answer: MatrixAnswer): ToPage {
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

async function hear(message: unknown, subject: PanelSubject, ask: () => Promise<void>): Promise<void> {
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

function titleOf({ name }: PanelSubject): string {
  return vscode.l10n.t("Compatibility of {0}", name);
}

/** Asks the language server; only the last question is answered. */
interface Question {
  /** @returns undefined where it was asked again before the answer came, or the document has changed: then it will be */
  ask(subject: PanelSubject): Promise<MatrixAnswer | undefined>;
  cancel(): void;
}

/** The protocol's codes for answers that nobody waits for: RequestCancelled, ContentModified. */
const TAKEN_BACK: readonly unknown[] = [-32800, -32801];

function createQuestion(server: Pick<Server, "ask">): Question {
  let running = new vscode.CancellationTokenSource();
  const cancel = (): void => {
    running.cancel();
    running.dispose();
  };
  return {
    ask: async (subject) => {
      cancel();
      running = new vscode.CancellationTokenSource();
      const { token } = running;
      const answer = await answerTo(requestFor(subject), server, token);
      return token.isCancellationRequested ? undefined : answer;
    },
    cancel,
  };
}

async function answerTo(
  request: MatrixRequest,
  server: Pick<Server, "ask">,
  token: vscode.CancellationToken,
): Promise<MatrixAnswer | undefined> {
  try {
    return await server.ask(Request.matrix, request, token);
  } catch (error) {
    if (error instanceof Error && "code" in error && TAKEN_BACK.includes(error.code)) return undefined;
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

function requestFor({ hosts, document, position }: PanelSubject): MatrixRequest {
  if (document === undefined || document.isClosed) return { hosts };
  const { version, uri } = document;
  const place = position === undefined ? {} : { position: { line: position.line, character: position.character } };
  return { hosts, document: { uri: uri.toString(), version, ...place } };
}

/**
 * The page of the matrix: all but a word for the wait is made by its script.
 *
 * @param nonce a fresh secret; without it neither script nor style is taken
 */
function matrixHtml(webview: vscode.Webview, extensionUri: vscode.Uri, nonce: string): string {
  const file = (name: string) => webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, "dist", "client", name));
  // Pictures are drawn from what the script has made (blob:); nothing is fetched.
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; img-src blob:; base-uri 'none'; form-action 'none'`;
  return `<!DOCTYPE html>
<html lang="${vscode.env.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" nonce="${nonce}" href="${file("matrix.css")}">
<title>${vscode.l10n.t("Compatibility Matrix")}</title>
</head>
<body>
<main id="matrix"><p class="problem">${vscode.l10n.t("Reading the hosts…")}</p></main>
<script nonce="${nonce}" src="${file("matrix.js")}"></script>
</body>
</html>`;
}

/** A secret for one page. */
function makeNonce(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

const FORMAT_NAMES: Readonly<Record<SaveFormat, string>> = { svg: "SVG", png: "PNG", csv: "CSV", md: "Markdown" };

/**
 * Asks where to, and writes the file.
 *
 * @param title the panel's; the file is named after it
 * @throws what the file system says
 */
async function saveMatrix(title: string, format: SaveFormat, content: string | Uint8Array): Promise<void> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  const name = `${title.replaceAll(/[^\p{L}\p{N}.-]+/gu, "-").replaceAll(/^-+|-+$/g, "") || "matrix"}.${format}`;
  const uri = await vscode.window.showSaveDialog({
    filters: { [FORMAT_NAMES[format]]: [format] },
    ...(folder === undefined ? {} : { defaultUri: vscode.Uri.joinPath(folder.uri, name) }),
  });
  if (uri === undefined) return;
  await vscode.workspace.fs.writeFile(uri, typeof content === "string" ? new TextEncoder().encode(content) : content);
  vscode.window.setStatusBarMessage(vscode.l10n.t("Saved {0}.", vscode.workspace.asRelativePath(uri)), REMARK);
}
