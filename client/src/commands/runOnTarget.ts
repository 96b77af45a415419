import * as vscode from "vscode";
import type { VirtualDocument } from "../documents/virtualDocument.js";
import type { Server } from "../server.js";
import { accepts } from "./accepts.js";
import { applyRewrite, textAfter } from "./applyRewrite.js";
import { placeIn } from "./placeIn.js";
import { targetDocument } from "./targetDocument.js";

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
export async function runOnTarget(
  server: Server,
  change: VirtualDocument,
  document: unknown,
  position: unknown,
  options: unknown,
): Promise<boolean> {
  const target = await targetDocument(document);
  const place = placeIn(target, position);
  const answer = await server.runOnTarget(place);
  if ("error" in answer) throw new Error(answer.error);
  if (!accepts(options)) {
    const name = vscode.workspace.asRelativePath(target.uri);
    await change.showChange(target.uri, textAfter(target, answer), vscode.l10n.t("{0}: proposed change", name));
    const isWanted = await askToApply(answer.summary);
    await change.close();
    if (!isWanted) return false;
  }
  await applyRewrite(target, place.version, answer);
  return true;
}

/**
 * Stays open while the change is looked at; Escape discards.
 *
 * @param summary what the change is; sentences behind the first say what to mind, and stand where they are not cut off
 */
async function askToApply(summary: string): Promise<boolean> {
  const [change = "", ...cautions] = summary.split(/(?<=\.) /);
  const detail = cautions.length === 0 ? {} : { detail: cautions.join(" ") };
  const apply = { label: `$(check) ${vscode.l10n.t("Apply this change")}`, ...detail };
  const discard = { label: `$(discard) ${vscode.l10n.t("Discard it")}` };
  const chosen = await vscode.window.showQuickPick([apply, discard], {
    title: vscode.l10n.t("Make This VM Run on Its Whole Target"),
    placeHolder: change,
    ignoreFocusOut: true,
  });
  return chosen === apply;
}
