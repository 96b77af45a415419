import type * as vscode from "vscode";
import { readData } from "../serverRequests.js";
import { dataFamily } from "./dataFamily.js";
import { type ModelEntry, modelEntries } from "./modelEntries.js";

export type { ModelEntry } from "./modelEntries.js";

/** The list of the libvirt releases whose maps there are, oldest first. */
const releasesFile = "cpu-map/index.json";

/**
 * @param extensionUri where the extension's data is
 * @param arch an architecture, as libvirt names it
 * @returns the models that the newest map defines for it; none for architectures without a map
 * @throws when the data cannot be read: the extension is broken then
 */
export async function readModels(extensionUri: vscode.Uri, arch: string): Promise<ModelEntry[]> {
  const family = dataFamily(arch);
  if (family === undefined) return [];
  const index: { releases: string[] } = JSON.parse(await readData(extensionUri, releasesFile));
  const [map, docs] = await Promise.all([
    readData(extensionUri, `cpu-map/${index.releases.at(-1)}/${family}.json`),
    readData(extensionUri, `docs/models/${family}.json`),
  ]);
  return modelEntries(map, docs);
}
