import * as vscode from "vscode";
import type { ConfiguredHost, PoolInfo } from "../../../../shared/src/messages.js";
import { selectedHosts } from "../selectedHosts.js";
import { askName } from "./askName.js";
import { readOptions } from "./givenHost.js";
import { type HostCommandContext, poolIn } from "./hostCommands.js";

/** Makes a pool of the chosen hosts. */
export async function makePool(means: HostCommandContext, ...args: readonly unknown[]): Promise<boolean> {
  const chosen = selectedHosts(args);
  const folder = chosen[0]?.folder ?? means.model.folders().find(({ hosts }) => hosts.length > 0)?.folder;
  if (folder === undefined) throw new Error(vscode.l10n.t("No hosts yet. Add hosts before you create a pool."));
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
  const name = readOptions(args).name ?? (await askName(vscode.l10n.t("Create Pool"), "pool", means.takenIn(folder)));
  if (name === undefined) return false;
  await means.change(folder, [{ kind: "setPool", name, hosts }]);
  return true;
}

/** Changes which hosts a pool has. */
export async function editPool(means: HostCommandContext, ...args: readonly unknown[]): Promise<boolean> {
  const [chosen] = selectedHosts(args);
  const pool = chosen && poolIn(chosen.folder, chosen.name, means.model);
  if (chosen === undefined || pool === undefined) return false;
  const all = means.model.folders().find(({ folder }) => folder === chosen.folder)?.hosts ?? [];
  const hosts = await pickHosts(all, pool.hosts);
  if (hosts === undefined || hosts.length === 0) return false;
  await means.change(chosen.folder, [{ kind: "setPool", name: pool.name, hosts }]);
  return true;
}

/** Adds the chosen hosts to a pool that there is; where there is none left, makes one. */
export async function addToPool(means: HostCommandContext, ...args: readonly unknown[]): Promise<boolean> {
  const [first, ...rest] = hostsAmong(selectedHosts(args), means);
  if (first === undefined) return false;
  const { folder } = first;
  const names = [first, ...rest].filter((each) => each.folder === folder).map(({ name }) => name);
  const pools = means.model.folders().find((each) => each.folder === folder)?.pools ?? [];
  const open = pools.filter(({ hosts }) => names.some((name) => !hosts.includes(name)));
  if (open.length === 0) return makePool(means, ...args);
  const wanted = readOptions(args).pool ?? (await pickPool(open));
  const pool = open.find(({ name }) => name === wanted);
  if (pool === undefined) return false;
  const hosts = [...new Set([...pool.hosts, ...names])];
  await means.change(folder, [{ kind: "setPool", name: pool.name, hosts }]);
  return true;
}

/** Takes the chosen hosts out of the pool in which they are shown; a pool without hosts goes as well. */
export async function takeOutOfPool(means: HostCommandContext, ...args: readonly unknown[]): Promise<boolean> {
  const chosen = selectedHosts(args);
  const [first] = chosen;
  const pool = first && poolIn(first.folder, poolAround(args[0]) ?? "", means.model);
  if (first === undefined || pool === undefined) return false;
  const out = new Set(chosen.filter(({ folder }) => folder === first.folder).map(({ name }) => name));
  const hosts = pool.hosts.filter((name) => !out.has(name));
  const { name } = pool;
  await means.change(first.folder, [
    hosts.length === 0 ? { kind: "removePool", name } : { kind: "setPool", name, hosts },
  ]);
  return true;
}

function hostsAmong(chosen: readonly ConfiguredHost[], { model }: HostCommandContext): ConfiguredHost[] {
  return chosen.filter(({ folder, name }) => model.host(folder, name) !== undefined);
}

/** The pool in which an entry of the view is shown. */
function poolAround(entry: unknown): string | undefined {
  if (typeof entry !== "object" || entry === null || !("pool" in entry)) return undefined;
  return typeof entry.pool === "string" ? entry.pool : undefined;
}

async function pickPool(pools: readonly PoolInfo[]): Promise<string | undefined> {
  const items = pools.map(({ name, hosts }) => ({ label: name, description: hosts.slice(0, 20).join(", ") }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t("Add to Pool"),
    placeHolder: vscode.l10n.t("A VM of a pool must run on all of its hosts"),
    matchOnDescription: true,
  });
  return chosen?.label;
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
    placeHolder: vscode.l10n.t("A VM of a pool must run on all of its hosts"),
    canPickMany: true,
    matchOnDescription: true,
  });
  return chosen?.map(({ label }) => label);
}
