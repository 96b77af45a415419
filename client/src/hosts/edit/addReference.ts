import * as vscode from "vscode";
import type { ReferenceCpus } from "../../../../shared/src/hosts/referenceCpus.js";
import type { AddingMeans } from "./addConnection.js";
import { askName } from "./askName.js";
import type { GivenHost } from "./givenHost.js";

/** Adds a host that stands for a processor of a known kind. */
export async function addReference(folder: string, means: AddingMeans, given: GivenHost): Promise<boolean> {
  const { cpus } = JSON.parse(await means.readData("hosts/index.json")) as ReferenceCpus;
  const items = cpus.map(({ id, title, generation, year, note }) => ({
    label: title,
    description: `${generation}, ${year}`,
    ...(note === undefined ? {} : { detail: note }),
    id,
  }));
  const known = items.find(({ id }) => id === given.reference);
  const chosen = known ?? (await pick(items));
  if (chosen === undefined) return false;
  const name = given.name ?? (await askName(vscode.l10n.t("Add Host"), chosen.id, means.takenIn(folder)));
  if (name === undefined) return false;
  await means.change(folder, [{ kind: "setHost", name, host: { reference: chosen.id } }]);
  return true;
}

function pick<T extends vscode.QuickPickItem>(items: readonly T[]): Thenable<T | undefined> {
  return vscode.window.showQuickPick(items, {
    title: vscode.l10n.t("Add Host: Reference CPU"),
    placeHolder: vscode.l10n.t("Which processor does it have?"),
    matchOnDescription: true,
    matchOnDetail: true,
  });
}
