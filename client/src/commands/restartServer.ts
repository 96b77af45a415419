import * as vscode from "vscode";
import { notStartedText } from "../connection/notStarted.js";
import type { ServerConnection } from "../connection/serverConnection.js";

/**
 * Starts the language server anew: for a server that hangs, or that has ended and been given up.
 *
 * @param client the language client
 * @returns true when the new server answers
 * @throws when it cannot be started
 */
export async function restartServer(client: ServerConnection): Promise<boolean> {
  // One that does not end in time is left to itself.
  await client.stop().catch(() => undefined);
  await client.start().catch((error: unknown) => {
    throw new Error(notStartedText(error));
  });
  vscode.window.setStatusBarMessage(vscode.l10n.t("Libvirt CPU: the language server has started anew"), 5000);
  return true;
}
