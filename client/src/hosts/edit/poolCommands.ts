import * as vscode from "vscode";
import { selectedHosts } from "../selectedHosts.js";
import { askName } from "./askName.js";
import { type HostCommandMeans, poolIn } from "./hostCommands.js";

/** Makes a pool of the chosen hosts. */
export async function makePool(means: HostCommandMeans, ...args: readonly unknown[]): Promise<boolean> {
  const chosen = selectedHosts(args);
  const folder = chosen[0]?.folder ?? means.model.folders().find(({ hosts }) => hosts.length > 0)?.folder;
  if (folder === undefined) throw new Error(vscode.l10n.t("There are no hosts to make a pool of: add some first."));
  const ofFolder = means.model.folders().find((each) => each.folder === folder);
  const given = chosen.filter((each) => each.folder === folder && means.model.host(folder, each.name) !== undefined);
  const hosts =
    given.length > 1
      ? given.map(({ name }) => name)
      : await pickHosts(
          ofFolder?.hosts ?? [],
          given.map(({ name }) => name),
        );
  if (hosts === undefined || hosts.length === 0) return false;
  const name = await askName(vscode.l10n.t("Make Pool"), "pool", means.takenIn(folder));
  if (name === undefined) return false;
  await means.change(folder, [{ kind: "setPool", name, hosts }]);
  return true;
}

/** Changes which hosts a pool has. */
export async function editPool(means: HostCommandMeans, ...args: readonly unknown[]): Promise<boolean> {
  const [chosen] = selectedHosts(args);
  const pool = chosen && poolIn(chosen.folder, chosen.name, means.model);
  if (chosen === undefined || pool === undefined) return false;
  const all = means.model.folders().find(({ folder }) => folder === chosen.folder)?.hosts ?? [];
  const hosts = await pickHosts(all, pool.hosts);
  if (hosts === undefined || hosts.length === 0) return false;
  await means.change(chosen.folder, [{ kind: "setPool", name: pool.name, hosts }]);
  return true;
}

async function pickHosts(
  all: readonly { readonly name: string; readonly model?: string }[],
  ticked: readonly string[],
): Promise<string[] | undefined> {
  const items = all.map(({ name, model }) => ({
    label: name,
    ...(model === undefined ? {} : { description: model }),
    picked: ticked.includes(name),
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t("Hosts of the Pool"),
    placeHolder: vscode.l10n.t("A VM of a pool has to run on all of its hosts"),
    canPickMany: true,
    matchOnDescription: true,
  });
  return chosen?.map(({ label }) => label);
}
