import * as vscode from "vscode";
import { documentArch } from "../documents/documentArch.js";
import { documentModel } from "../documents/documentModel.js";
import { modelPath, modelScheme } from "../documents/modelUri.js";
import { type ModelEntry, readModels } from "../models/readModels.js";

/**
 * Opens the definition of a CPU model as a read-only document beside.
 *
 * @param extensionUri where the list of models is
 * @param model the model's name; asked for without one
 * @param arch the model's architecture; the active document's without one
 * @returns whether a document was opened
 * @throws what to tell the user when there is no such model
 */
export async function showModel(extensionUri: vscode.Uri, model: unknown, arch: unknown): Promise<boolean> {
  const text = vscode.window.activeTextEditor?.document.getText() ?? "";
  const wantedArch = typeof arch === "string" ? arch : (documentArch(text) ?? "x86_64");
  const chosen = typeof model === "string" ? model : await pickModel(extensionUri, wantedArch, documentModel(text));
  if (chosen === undefined) return false;
  const uri = vscode.Uri.from({ scheme: modelScheme, path: modelPath({ arch: wantedArch, model: chosen }) });
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preview: true });
  return true;
}

async function pickModel(
  extensionUri: vscode.Uri,
  arch: string,
  current: string | undefined,
): Promise<string | undefined> {
  const models = await readModels(extensionUri, arch);
  if (models.length === 0) {
    throw new Error(vscode.l10n.t("libvirt's CPU map defines no models for {0}: the hypervisor does.", arch));
  }
  const first = models.filter((model) => model.name === current);
  const items = [...first, ...models.filter((model) => model.name !== current)].map(modelItem);
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t("Show CPU Model Definition"),
    placeHolder: vscode.l10n.t("Which model of {0}?", arch),
    matchOnDescription: true,
  });
  return chosen?.label;
}

function modelItem({ name, vendor, generation, year }: ModelEntry): vscode.QuickPickItem {
  return { label: name, description: [vendor, generation, year].filter((fact) => fact !== undefined).join(" · ") };
}
