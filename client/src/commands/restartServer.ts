import * as vscode from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { notStartedText } from "../recovery/recovery.js";

/**
 * Starts the language server anew: for a server that hangs, or that has ended and been given up.
 *
 * @param client the language client
 * @returns true when the new server answers
 * @throws when it cannot be started
 */
export async function restartServer(client: BaseLanguageClient): Promise<boolean> {
  // One that does not end in time is left to itself.
  await client.stop().catch(() => undefined);
  await client.start().catch((error: unknown) => {
    throw new Error(notStartedText(error));
  });
  vscode.window.setStatusBarMessage(vscode.l10n.t("Libvirt CPU: the language server has started anew"), 5000);
  return true;
}
