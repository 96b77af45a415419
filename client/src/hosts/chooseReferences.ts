import * as vscode from "vscode";
import type { NamedReference } from "../baseline/hostChoice.js";
import { documentReferences } from "../baseline/references.js";
import { documentArch } from "../documents/documentArch.js";
import type { Server } from "../server.js";
import { chooseHosts } from "./chooseHosts.js";
import { hostItemsOf } from "./configuredItems.js";
import type { HostsModel } from "./hostsModel.js";

interface Means {
  readonly server: Server;
  readonly model: HostsModel;
}

interface ReferenceItem extends vscode.QuickPickItem {
  readonly host?: NamedReference;
}

/**
 * Asks for the hosts of a baseline: those of the folder's configuration, or files that describe hosts.
 *
 * @param before what was chosen the last time; without it the target's hosts are ticked
 * @returns undefined when the user turned back
 */
export async function chooseReferences(
  { server, model }: Means,
  target: vscode.TextDocument,
  before: readonly NamedReference[],
): Promise<readonly NamedReference[] | undefined> {
  const folder = model.folderOf(target.uri);
  const items = folder === undefined ? [] : hostItemsOf(folder, documentArch(target.getText()));
  if (folder === undefined || items.length === 0) {
    const hosts = await chooseHosts(server, target, []);
    return hosts && documentReferences(hosts);
  }
  const targetHosts = folder.pools.find(({ name }) => name === folder.target)?.hosts ?? [folder.target];
  const ticked = new Set(before.length > 0 ? before.map(({ name }) => name) : targetHosts);
  const picked = await pick(items, ticked);
  if (picked !== "files") return picked;
  const hosts = await chooseHosts(server, target, []);
  return hosts && documentReferences(hosts);
}

function pick(
  items: readonly ReferenceItem[],
  ticked: ReadonlySet<string | undefined>,
): Promise<readonly NamedReference[] | "files" | undefined> {
  const list = vscode.window.createQuickPick<ReferenceItem>();
  list.title = vscode.l10n.t("Insert Baseline CPU Block");
  list.step = 1;
  list.totalSteps = 2;
  list.placeholder = vscode.l10n.t("On which hosts must the domain run?");
  list.canSelectMany = true;
  list.matchOnDescription = true;
  list.buttons = [{ iconPath: new vscode.ThemeIcon("folder-opened"), tooltip: vscode.l10n.t("Choose files instead…") }];
  list.items = items;
  list.selectedItems = items.filter(({ host }) => host !== undefined && ticked.has(host.name));
  return new Promise((resolve) => {
    list.onDidAccept(() => {
      const hosts = list.selectedItems.flatMap(({ host }) => host ?? []);
      if (hosts.length === 0) {
        list.title = vscode.l10n.t("Insert Baseline CPU Block: tick at least one host");
        return;
      }
      resolve(hosts);
      list.hide();
    });
    list.onDidTriggerButton(() => {
      resolve("files");
      list.hide();
    });
    list.onDidHide(() => {
      resolve(undefined);
      list.dispose();
    });
    list.show();
  });
}
