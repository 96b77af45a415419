import * as vscode from "vscode";
import { changedText } from "./applyRewrite.js";

/** The protocol's code for an answer that is no longer worth making: ContentModified. */
const contentModified = -32801;

/** A command that fails tells the user why, in one message, and answers false. */
export function register(command: string, run: (...args: unknown[]) => Promise<boolean>): vscode.Disposable {
  return vscode.commands.registerCommand(command, async (...args: unknown[]) => {
    try {
      return await run(...args);
    } catch (error) {
      // Not waited for: it stays until the user closes it.
      vscode.window.showErrorMessage(reasonText(error));
      return false;
    }
  });
}

function reasonText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return "code" in error && error.code === contentModified ? changedText() : error.message;
}
