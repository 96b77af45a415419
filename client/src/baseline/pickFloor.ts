import * as vscode from "vscode";
import type { BaselineOfVendor } from "../../../shared/src/messages.js";

/**
 * Asks which features must stay, out of those that are lost; what is ticked already stays ticked.
 *
 * @returns undefined when the user turned back
 */
export async function pickFloor(
  { lost }: BaselineOfVendor,
  floor: readonly string[],
): Promise<readonly string[] | undefined> {
  const ticked = new Set(floor);
  const offered = lost.filter(({ missingOn }) => missingOn.length > 0).map(({ feature }) => feature);
  const items = [...new Set([...floor, ...offered])].map((label) => ({ label, picked: ticked.has(label) }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t("Features That Must Stay"),
    placeHolder: vscode.l10n.t("Hosts that lack one of them are named, and can be left out"),
    canPickMany: true,
  });
  return chosen?.map(({ label }) => label);
}
