import * as vscode from "vscode";
import { Request } from "../../../shared/src/messages.js";
import type { Server } from "../connection/server.js";
import { documentArch } from "../documents/isLibvirtDocument.js";
import { readData } from "../serverRequests.js";

/** The scheme of the read-only documents that show a model's definition. */
export const modelScheme = "libvirt-cpu-model";

/** A model of one architecture. */
export interface ModelName {
  readonly arch: string;
  readonly model: string;
}

/** @returns the path of the document that shows a model: `/x86_64/Haswell.xml` */
export function modelPath({ arch, model }: ModelName): string {
  return `/${arch}/${model}.xml`;
}

/**
 * @param path the path of such a document; without an architecture x86_64 is meant
 * @returns what it shows; undefined when the path is of another form
 */
export function modelOfPath(path: string): ModelName | undefined {
  const found = /^\/?(?:([\w-]+)\/)?([^/]+)\.xml$/.exec(path);
  return found?.[2] === undefined ? undefined : { arch: found[1] ?? "x86_64", model: found[2] };
}

/** A model as the list shows it. */
export interface ListedModel {
  readonly name: string;
  readonly vendor?: string;
  readonly generation?: string;
  readonly year?: number;
}

interface Described {
  readonly vendor?: string | null;
  readonly generation?: string | null;
  readonly year?: number | null;
}

/**
 * @param map a file of data/cpu-map
 * @param docs the file of data/docs/models for the same architectures
 * @returns the newest map's models with what is told of them, the youngest first, then by name; the undated last
 * @throws SyntaxError when one is no JSON
 */
export function modelEntries(map: string, docs: string): ListedModel[] {
  const { models }: { models: readonly { name: string; until?: string }[] } = JSON.parse(map);
  const told: { models: Record<string, Described> } = JSON.parse(docs);
  const byName = new Map(Object.entries(told.models));
  return models
    .filter(({ until }) => until === undefined)
    .map(({ name }) => entry(name, byName.get(name) ?? {}))
    .sort((one, other) => (other.year ?? 0) - (one.year ?? 0) || one.name.localeCompare(other.name, "en"));
}

function entry(name: string, { vendor, generation, year }: Described): ListedModel {
  return { name, ...(vendor && { vendor }), ...(generation && { generation }), ...(year && { year }) };
}

/** The architectures that libvirt has a map for, by the name of the map that serves them. */
const families: ReadonlyMap<string, string> = new Map([
  ["x86_64", "x86"],
  ["i686", "x86"],
  ["aarch64", "aarch64"],
  ["armv7l", "aarch64"],
  ["ppc64", "ppc64"],
  ["ppc64le", "ppc64"],
]);

/** @returns the name of the data files for an architecture; undefined where its models are the hypervisor's */
export function dataFamily(arch: string): string | undefined {
  return families.get(arch);
}

/**
 * @param text a domain's or a CPU's text
 * @returns the first CPU model it names; undefined when it names none
 */
export function documentModel(text: string): string | undefined {
  return /<model\b[^<>]*>\s*([\w.-]+)\s*<\/model>/.exec(text)?.[1];
}

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
