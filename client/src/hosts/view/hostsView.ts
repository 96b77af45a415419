import * as vscode from "vscode";
import type { Translate } from "../../../../shared/src/config/index.js";
import type { FolderHosts, HostInfo, PoolInfo } from "../../../../shared/src/messages.js";
import { folderName } from "../edit/addHost.js";
import type { HostsModel } from "../hostsModel.js";
import { type Fact, factIcon, hostDescription, hostFacts, poolDescription } from "./texts.js";

/** An entry of the Hosts view. Hosts and pools carry folder and name, as commands take them. */
export type HostsNode =
  | { readonly kind: "folder"; readonly folder: string }
  | { readonly kind: "pool"; readonly folder: string; readonly name: string; readonly pool: PoolInfo }
  | {
      readonly kind: "host";
      readonly folder: string;
      readonly name: string;
      /** Undefined where a pool names a host that there is not. */
      readonly host: HostInfo | undefined;
      /** The pool that it is shown in. */
      readonly pool?: string;
    }
  | { readonly kind: "fact"; readonly fact: Fact };

/** The folders; where there is one only, what is in it. */
export function rootNodes(folders: readonly FolderHosts[]): HostsNode[] {
  const used = folders.filter(({ hosts, pools }) => hosts.length + pools.length > 0);
  const [only] = used;
  if (used.length === 1 && only !== undefined) return folderNodes(only);
  return used.map(({ folder }) => ({ kind: "folder", folder }));
}

/** Pools first, then every host. */
export function folderNodes({ folder, hosts, pools }: FolderHosts): HostsNode[] {
  return [
    ...pools.map((pool): HostsNode => ({ kind: "pool", folder, name: pool.name, pool })),
    ...hosts.map((host): HostsNode => ({ kind: "host", folder, name: host.name, host })),
  ];
}

/** The hosts of a pool, in its order. */
export function poolNodes(pool: PoolInfo, { folder, hosts }: FolderHosts): HostsNode[] {
  const byName = new Map(hosts.map((host) => [host.name, host]));
  return pool.hosts.map((name): HostsNode => ({ kind: "host", folder, name, host: byName.get(name), pool: pool.name }));
}

/** The view's id in package.json. */
const VIEW = "libvirt-cpu.hosts";

/** The Hosts view: what each folder's `libvirt-cpu.json` says, and what is known of its hosts. */
export function createHostsView(model: HostsModel): vscode.Disposable {
  const view = vscode.window.createTreeView<HostsNode>(VIEW, {
    canSelectMany: true,
    showCollapseAll: true,
    treeDataProvider: {
      onDidChangeTreeData: model.onDidChange,
      getTreeItem: (node) => treeItem(node, model.folders()),
      getChildren: async (node) => {
        // Before that "there are no hosts" would be a guess.
        await model.known;
        return node === undefined ? rootNodes(model.folders()) : childrenOf(node, model);
      },
    },
  });
  return view;
}

function childrenOf(node: HostsNode, model: HostsModel): HostsNode[] {
  if (node.kind === "fact") return [];
  const folder: FolderHosts | undefined = model.folders().find((each) => each.folder === node.folder);
  if (folder === undefined) return [];
  if (node.kind === "folder") return folderNodes(folder);
  if (node.kind === "pool") return poolNodes(node.pool, folder);
  const { host } = node;
  if (host === undefined) return [];
  const facts = hostFacts(host, Date.now(), (message, ...args) => vscode.l10n.t(message, ...args));
  return facts.map((fact) => ({ kind: "fact", fact }));
}

const t: Translate = (message, ...args) => vscode.l10n.t(message, ...args);

/** An entry as VS Code draws it. */
function treeItem(node: HostsNode, folders: readonly FolderHosts[]): vscode.TreeItem {
  switch (node.kind) {
    case "folder":
      return folderItem(node.folder);
    case "pool":
      return poolItem(node, targetOf(node.folder, folders));
    case "host":
      return hostItem(node, targetOf(node.folder, folders));
    case "fact":
      return factItem(node);
  }
}

function targetOf(folder: string, folders: readonly FolderHosts[]): string | undefined {
  return folders.find((each) => each.folder === folder)?.target;
}

function folderItem(folder: string): vscode.TreeItem {
  const item = new vscode.TreeItem(folderName(folder), vscode.TreeItemCollapsibleState.Expanded);
  item.id = idOf("folder", folder);
  item.iconPath = new vscode.ThemeIcon("folder");
  item.contextValue = "folder";
  return item;
}

function poolItem({ folder, name, pool }: Extract<HostsNode, { kind: "pool" }>, target: string | undefined) {
  const isTarget = target === name;
  const state = isTarget ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed;
  const item = new vscode.TreeItem(name, state);
  item.id = idOf("pool", folder, name);
  item.description = poolDescription(pool.hosts.length, isTarget, t);
  item.iconPath = new vscode.ThemeIcon(isTarget ? "target" : "layers");
  item.contextValue = isTarget ? "pool.target" : "pool";
  item.accessibilityInformation = { label: `${t("Pool")} ${name}, ${item.description}` };
  return item;
}

function hostItem(node: Extract<HostsNode, { kind: "host" }>, target: string | undefined): vscode.TreeItem {
  const { folder, name, host, pool } = node;
  const isTarget = target === name && pool === undefined;
  const item = new vscode.TreeItem(name, vscode.TreeItemCollapsibleState.Collapsed);
  // A host is shown in each of its pools and once by itself.
  item.id = idOf("host", folder, pool ?? "", name);
  const description = host === undefined ? t("no such host") : hostDescription(host, Date.now(), t);
  item.description = isTarget ? `${description} · ${t("target")}` : description;
  item.iconPath = iconOf(node, isTarget);
  item.contextValue = contextOf(node, isTarget);
  item.tooltip = tooltipOf(node);
  item.accessibilityInformation = { label: `${t("Host")} ${name}, ${item.description}. ${host?.problem ?? ""}` };
  if (host === undefined) item.collapsibleState = vscode.TreeItemCollapsibleState.None;
  return item;
}

/** Names may hold anything: put together otherwise, two could look alike, and the view shows nothing then. */
function idOf(...parts: readonly string[]): string {
  return JSON.stringify(parts);
}

function iconOf({ host }: Extract<HostsNode, { kind: "host" }>, isTarget: boolean): vscode.ThemeIcon {
  if (host?.state === "reading") return new vscode.ThemeIcon("loading~spin");
  if (host?.isUnasked === true) return new vscode.ThemeIcon("vm-outline");
  if (host === undefined || host.state === "unknown") {
    return new vscode.ThemeIcon("error", new vscode.ThemeColor("list.errorForeground"));
  }
  if (host.problem !== undefined) {
    return new vscode.ThemeIcon("warning", new vscode.ThemeColor("list.warningForeground"));
  }
  return new vscode.ThemeIcon(isTarget ? "target" : host.connection === undefined ? "server" : "vm-connect");
}

/** `host`, and what can be done with it: `host.live.pooled`; `missing.pooled` of one that a pool names only. */
function contextOf({ host, pool }: Extract<HostsNode, { kind: "host" }>, isTarget: boolean): string {
  return [
    host === undefined ? "missing" : "host",
    ...(host?.connection === undefined ? [] : ["live"]),
    ...(host?.sources.some(({ kind }) => kind !== "live" && kind !== "reference") ? ["file"] : []),
    ...(pool === undefined ? [] : ["pooled"]),
    ...(isTarget ? ["target"] : []),
  ].join(".");
}

function tooltipOf({ name, host }: Extract<HostsNode, { kind: "host" }>): string {
  if (host === undefined) return t("The pool lists {0}, but there is no host with this name.", name);
  const facts = hostFacts(host, Date.now(), t).map(({ label, value }) => `${label}: ${value}`);
  return [name, ...facts].join("\n");
}

function factItem({ fact }: Extract<HostsNode, { kind: "fact" }>): vscode.TreeItem {
  const item = new vscode.TreeItem(fact.label);
  item.description = fact.value;
  item.tooltip = `${fact.label}: ${fact.value}`;
  item.contextValue = "fact";
  item.accessibilityInformation = { label: item.tooltip };
  const icon = factIcon(fact);
  const colour = icon === "warning" ? new vscode.ThemeColor("list.warningForeground") : undefined;
  if (icon !== undefined) item.iconPath = new vscode.ThemeIcon(icon, colour);
  if (fact.uri !== undefined) {
    item.command = { title: t("Open"), command: "vscode.open", arguments: [vscode.Uri.parse(fact.uri)] };
  }
  return item;
}
