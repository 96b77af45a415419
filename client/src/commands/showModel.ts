import * as vscode from "vscode";
import { Request } from "../../../shared/src/messages.js";
import type { Server } from "../connection/server.js";
import { documentArch } from "../documents/isLibvirtDocument.js";
import { modelOfPath, modelPath, modelScheme } from "../documents/modelUri.js";
import { dataFamily, documentModel, type ListedModel, modelEntries } from "../models/modelEntries.js";
import { readData } from "../serverRequests.js";

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
    throw new Error(vscode.l10n.t("libvirt's CPU map has no models for {0}. The hypervisor defines them.", arch));
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

function modelItem({ name, vendor, generation, year }: ListedModel): vscode.QuickPickItem {
  return { label: name, description: [vendor, generation, year].filter((fact) => fact !== undefined).join(" · ") };
}

/**
 * @param extensionUri where the extension's data is
 * @param arch an architecture, as libvirt names it
 * @returns the models that the newest map defines for it; none for architectures without a map
 * @throws when the data cannot be read: the extension is broken then
 */
async function readModels(extensionUri: vscode.Uri, arch: string): Promise<ListedModel[]> {
  const family = dataFamily(arch);
  if (family === undefined) return [];
  const [map, docs] = await Promise.all([
    readData(extensionUri, `cpu-map/${family}.json`),
    readData(extensionUri, `docs/models/${family}.json`),
  ]);
  return modelEntries(map, docs);
}

/**
 * Shows the definitions of CPU models as read-only documents.
 *
 * @param server what knows them
 * @returns what ends it
 */
export function provideModelDocuments(server: Server): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(modelScheme, {
    provideTextDocumentContent: async (uri) => {
      const name = modelOfPath(uri.path);
      const definition = name === undefined ? null : await server.ask(Request.modelDefinition, name);
      if (definition !== null) return definition;
      throw new Error(vscode.l10n.t("libvirt's CPU map has no model {0}.", name?.model ?? uri.path));
    },
  });
}
