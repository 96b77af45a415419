import * as vscode from "vscode";
import { isGuestDocument, isLibvirtDocument } from "./isLibvirtDocument.js";
import { isWhole } from "./served.js";

/** The keys that our entries of menus and palette wait for. */
const KEYS = [
  ["libvirtCpu.isLibvirtDocument", isLibvirtDocument],
  ["libvirtCpu.isGuestDocument", isGuestDocument],
] as const;

/** A root stands near the beginning; more is not looked at on every keystroke. */
const beginning = 4096;

/**
 * Keeps the context keys as what the active editor shows.
 *
 * @returns what ends it
 */
export function trackContext(): vscode.Disposable[] {
  const last = new Map<string, boolean>();
  const update = (): void => {
    const document = vscode.window.activeTextEditor?.document;
    const text = document !== undefined && isWhole(document) ? beginningOf(document) : "";
    for (const [key, holds] of KEYS) {
      const now = holds(text);
      if (now === last.get(key)) continue;
      last.set(key, now);
      vscode.commands.executeCommand("setContext", key, now);
    }
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
