import * as vscode from "vscode";
import type { Server } from "../server.js";
import { placeIn } from "./placeIn.js";
import { targetDocument } from "./targetDocument.js";

/**
 * Copies a domain's CPU as the argument of QEMU's `-cpu`.
 *
 * @param server the language server
 * @param document the domain's URI; the active editor's without one
 * @returns true when it is in the clipboard
 * @throws what to tell the user when QEMU has no words for it
 */
export async function copyQemuCpu(server: Server, document: unknown): Promise<boolean> {
  const target = await targetDocument(document);
  const answer = await server.toQemuCpu(placeIn(target));
  if ("error" in answer) throw new Error(answer.error);
  await vscode.env.clipboard.writeText(`-cpu ${answer.text}`);
  const copied = vscode.l10n.t("Copied: -cpu {0}", answer.text);
  // Not waited for: it stays until the user closes it.
  vscode.window.showInformationMessage([copied, ...answer.notes].join(". "));
  return true;
}
