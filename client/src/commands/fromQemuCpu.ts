import * as vscode from "vscode";
import type { Server } from "../server.js";
import { applyRewrite } from "./applyRewrite.js";
import { placeIn } from "./placeIn.js";
import { targetDocument } from "./targetDocument.js";

/**
 * Inserts what QEMU's `-cpu` says as the domain's CPU.
 *
 * @param server the language server
 * @param document the domain's URI; the active editor's without one
 * @param argument what stands behind `-cpu`; asked for without one
 * @returns whether the document was changed
 * @throws what to tell the user when it cannot be done
 */
export async function fromQemuCpu(server: Server, document: unknown, argument: unknown): Promise<boolean> {
  const target = await targetDocument(document);
  const typed = typeof argument === "string" ? argument : await askForArgument();
  if (typed === undefined || typed.trim() === "") return false;
  const place = placeIn(target);
  const answer = await server.fromQemuCpu({ ...place, argument: typed });
  if ("error" in answer) throw new Error(answer.error);
  await applyRewrite(target, place.version, answer);
  return true;
}

async function askForArgument(): Promise<string | undefined> {
  const copied = (await vscode.env.clipboard.readText()).trim();
  return vscode.window.showInputBox({
    title: vscode.l10n.t("Insert CPU from a QEMU -cpu String"),
    prompt: vscode.l10n.t("What stands behind -cpu, for example Haswell-noTSX,vmx=on,hle=off"),
    ...(copied.startsWith("-cpu") && !copied.includes("\n") ? { value: copied } : {}),
  });
}
