import * as vscode from "vscode";
import type { ReferenceCpus } from "../../../../shared/src/hosts/referenceCpus.js";
import type { AddingMeans } from "./addConnection.js";
import { askName } from "./askName.js";

/** Adds a host that stands for a processor of a known kind. */
export async function addReference(folder: string, means: AddingMeans): Promise<boolean> {
  const { cpus } = JSON.parse(await means.readData("hosts/index.json")) as ReferenceCpus;
  const items = cpus.map(({ id, title, generation, year, note }) => ({
    label: title,
    description: `${generation}, ${year}`,
    ...(note === undefined ? {} : { detail: note }),
    id,
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t("Add Host: Reference CPU"),
    placeHolder: vscode.l10n.t("Which processor does it have?"),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (chosen === undefined) return false;
  const name = await askName(vscode.l10n.t("Add Host"), chosen.id, means.takenIn(folder));
  if (name === undefined) return false;
  await means.change(folder, [{ kind: "setHost", name, host: { reference: chosen.id } }]);
  return true;
}
