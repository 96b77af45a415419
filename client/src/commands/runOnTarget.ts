import * as vscode from "vscode";
import { Request } from "../../../shared/src/messages.js";
import type { Server } from "../connection/server.js";
import type { VirtualDocument } from "../documents/virtualDocument.js";
import { accepts, applyRewrite, type Proposal, placeIn, targetDocument, textAfter } from "./applyRewrite.js";

/**
 * Makes the smallest change after which a VM starts on every known host of its target, once it has been looked at.
 *
 * @param server the language server
 * @param change where the document is shown as it would become
 * @param document the domain's URI; the active editor's without one
 * @param position a place in its `<cpu>`; the cursor without one
 * @param options `{ accept: true }` applies it without asking
 * @returns whether the document was changed
 * @throws what to tell the user when it cannot be done
 */
export async function runOnTargetCommand(
  server: Server,
  change: VirtualDocument,
  document: unknown,
  position: unknown,
  options: unknown,
): Promise<boolean> {
  const target = await targetDocument(document);
  const place = placeIn(target, position);
  const answer = await server.ask(Request.runOnTarget, place);
  if ("error" in answer) throw new Error(answer.error);
  if (!accepts(options)) {
    const name = vscode.workspace.asRelativePath(target.uri);
    await change.showChange(target.uri, textAfter(target, answer), vscode.l10n.t("{0}: proposed change", name));
    const isWanted = await askToApply(answer);
    await change.close();
    if (!isWanted) return false;
  }
  await applyRewrite(target, place.version, answer);
  return true;
}

/** Stays open while the change is looked at; Escape discards. What to mind is where it is not cut off. */
async function askToApply({ summary, cautions = [] }: Proposal): Promise<boolean> {
  const detail = cautions.length === 0 ? {} : { detail: cautions.join(" ") };
  const apply = { label: `$(check) ${vscode.l10n.t("Apply this change")}`, ...detail };
  const discard = { label: `$(discard) ${vscode.l10n.t("Discard")}` };
  const chosen = await vscode.window.showQuickPick([apply, discard], {
    title: vscode.l10n.t("Fix CPU to Run on All Target Hosts"),
    placeHolder: summary,
    ignoreFocusOut: true,
  });
  return chosen === apply;
}
