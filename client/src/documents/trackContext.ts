import * as vscode from "vscode";
import { isLibvirtDocument } from "./isLibvirtDocument.js";

/** The key that our entries of the editor's menu wait for. */
const contextKey = "libvirtCpu.isLibvirtDocument";

/** A root stands near the beginning; more is not looked at on every keystroke. */
const beginning = 4096;

/**
 * Keeps the context key true while the active editor shows one of libvirt's documents.
 *
 * @returns what ends it
 */
export function trackContext(): vscode.Disposable[] {
  let last: boolean | undefined;
  const update = (): void => {
    const document = vscode.window.activeTextEditor?.document;
    const now = document !== undefined && document.languageId === "xml" && isLibvirtDocument(beginningOf(document));
    if (now === last) return;
    last = now;
    vscode.commands.executeCommand("setContext", contextKey, now);
  };
  update();
  return [
    vscode.window.onDidChangeActiveTextEditor(update),
    // A changed language mode is a document closed and opened.
    vscode.workspace.onDidOpenTextDocument(update),
    vscode.workspace.onDidChangeTextDocument((event) => {
      if (event.document === vscode.window.activeTextEditor?.document && event.contentChanges.some(isEarly)) update();
    }),
  ];
}

function isEarly(change: vscode.TextDocumentContentChangeEvent): boolean {
  return change.rangeOffset < beginning;
}

function beginningOf(document: vscode.TextDocument): string {
  return document.getText(new vscode.Range(document.positionAt(0), document.positionAt(beginning)));
}
