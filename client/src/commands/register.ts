import * as vscode from "vscode";
import { changedText } from "./applyRewrite.js";

/** The protocol's code for an answer that is no longer worth making: ContentModified. */
const contentModified = -32801;
/** MessageWriteError, PendingResponseRejected, ConnectionInactive: nobody is there to answer. */
const notRunning: readonly unknown[] = [-32099, -32097, -32096];

/** A command that fails tells the user why, in one message, and answers false. */
export function register(command: string, run: (...args: unknown[]) => Promise<boolean>): vscode.Disposable {
  return vscode.commands.registerCommand(command, (...args: unknown[]) => showFailure(() => run(...args), false));
}

/** Does something; where it fails, a message says why, and the fallback is what comes out. */
export async function showFailure<T>(run: () => Promise<T>, fallback: T): Promise<T> {
  try {
    return await run();
  } catch (error) {
    // Not waited for: it stays until the user closes it.
    vscode.window.showErrorMessage(reasonText(error));
    return fallback;
  }
}

function reasonText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = "code" in error ? error.code : undefined;
  if (code === contentModified) return changedText();
  if (notRunning.includes(code)) {
    return vscode.l10n.t("The language server is not running. Restart it: Libvirt CPU: Restart Language Server.");
  }
  return error.message;
}
