import * as vscode from "vscode";
import type { ConfiguredHost, FolderHosts } from "../../../shared/src/messages.js";
import type { HostsModel } from "../hosts/hostsModel.js";
import { tellNoHosts } from "../hosts/tellNoHosts.js";

/** What to ask for. */
export interface HostQuestion {
  readonly title: string;
  readonly placeHolder: string;
  /** Whether a pool is an answer. */
  readonly takesPools: boolean;
  /** Only what this pool holds. */
  readonly pool?: ConfiguredHost;
  /** Is no answer. */
  readonly without?: ConfiguredHost;
}

interface HostItem extends vscode.QuickPickItem {
  readonly host?: ConfiguredHost;
}

/**
 * Asks for one of the configured hosts and pools; the target's folder first, and in it the target.
 *
 * @returns undefined when the user turned back, or is told that there are no hosts
 */
export async function pickHost(model: HostsModel, question: HostQuestion): Promise<ConfiguredHost | undefined> {
  const items = foldersInOrder(model).flatMap((folder) => itemsOf(folder, question));
  if (items.every(({ host }) => host === undefined)) {
    tellNoHosts();
    return undefined;
  }
  const { title, placeHolder } = question;
  const chosen = await vscode.window.showQuickPick(items, { title, placeHolder, matchOnDescription: true });
  return chosen?.host;
}

function foldersInOrder(model: HostsModel): FolderHosts[] {
  const active = vscode.window.activeTextEditor?.document.uri;
  const own = active && model.folderOf(active);
  return [...(own === undefined ? [] : [own]), ...model.folders().filter((folder) => folder !== own)];
}

function itemsOf({ folder, target, pools, hosts }: FolderHosts, question: HostQuestion): HostItem[] {
  const { takesPools, pool, without } = question;
  if (pool !== undefined && pool.folder !== folder) return [];
  const isWanted = (name: string) => without?.folder !== folder || without.name !== name;
  const mark = (name: string, text: string) => (name === target ? `${text} · ${vscode.l10n.t("target")}` : text);
  const members = pool && new Set(pools.find(({ name }) => name === pool.name)?.hosts);
  const poolItems = pools
    .filter(({ name }) => takesPools && isWanted(name))
    .map(({ name, hosts: names }): HostItem => {
      const shown = names.slice(0, 5).join(", ") + (names.length > 5 ? ", …" : "");
      return { label: `$(layers) ${name}`, description: mark(name, shown), host: { folder, name } };
    });
  const hostItems = hosts
    .filter(({ name }) => isWanted(name) && (members === undefined || members.has(name)))
    .map(({ name, model = "" }): HostItem => {
      return { label: `$(server) ${name}`, description: mark(name, model), host: { folder, name } };
    });
  const separator = (label: string): HostItem => ({ label, kind: vscode.QuickPickItemKind.Separator });
  return [
    ...(poolItems.length === 0 ? [] : [separator(vscode.l10n.t("Pools")), ...poolItems]),
    ...(hostItems.length === 0 ? [] : [separator(vscode.l10n.t("Hosts")), ...hostItems]),
  ];
}
