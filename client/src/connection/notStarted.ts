import * as vscode from "vscode";

/** The protocol's code for an answer that will not come since the connection has ended: PendingResponseRejected. */
const ENDED = -32097;

/** Tells the user that the server does not start, unless it has ended: then it is started again. */
export function notStarted(error: unknown): void {
  if (error instanceof Error && "code" in error && error.code === ENDED) return;
  vscode.window.showErrorMessage(notStartedText(error));
}

/** A client that could not start once gives the same answer for ever. */
export function notStartedText(error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error);
  return vscode.l10n.t("The language server does not start: {0}. Reload the window to try again.", reason);
}
