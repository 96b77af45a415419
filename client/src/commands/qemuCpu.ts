import * as vscode from "vscode";
import { Request } from "../../../shared/src/messages.js";
import type { Server } from "../connection/server.js";
import { applyRewrite, placeIn, targetDocument } from "./applyRewrite.js";

async function askForArgument(): Promise<string | undefined> {
  const copied = (await vscode.env.clipboard.readText()).trim();
  return vscode.window.showInputBox({
    title: vscode.l10n.t("Insert CPU from a QEMU -cpu Value"),
    prompt: vscode.l10n.t("The value of QEMU's -cpu option, for example Haswell-noTSX,vmx=on,hle=off"),
    ...(copied.startsWith("-cpu") && !copied.includes("\n") ? { value: copied } : {}),
  });
}

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
  const answer = await server.ask(Request.toQemuCpu, placeIn(target));
  if ("error" in answer) throw new Error(answer.error);
  await vscode.env.clipboard.writeText(`-cpu ${answer.text}`);
  const copied = vscode.l10n.t("Copied: -cpu {0}", answer.text);
  // Not waited for: it stays until the user closes it.
  vscode.window.showInformationMessage([copied, ...answer.notes].join(". "));
  return true;
}

/**
 * Inserts what QEMU's `-cpu` says as the domain's CPU.
 *
 * @param server the language server
 * @param document the domain's URI; the active editor's without one
 * @param argument what is behind `-cpu`; asked for without one
 * @returns whether the document was changed
 * @throws what to tell the user when it cannot be done
 */
export async function fromQemuCpuCommand(server: Server, document: unknown, argument: unknown): Promise<boolean> {
  const target = await targetDocument(document);
  const typed = typeof argument === "string" ? argument : await askForArgument();
  if (typed === undefined || typed.trim() === "") return false;
  const place = placeIn(target);
  const answer = await server.ask(Request.fromQemuCpu, { ...place, argument: typed });
  if ("error" in answer) throw new Error(answer.error);
  await applyRewrite(target, place.version, answer);
  return true;
}
