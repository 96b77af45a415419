import * as vscode from "vscode";
import { VM_SCHEME, vmPath } from "../../../shared/src/common/vmPaths.js";
import type { Translate } from "../../../shared/src/config/index.js";
import type { Route } from "../../../shared/src/messages.js";
import type { ListedDomain } from "../../../virsh/src/domains.js";
import type { ConnectionState, VmConnections } from "./connections.js";
import { VMS_VIEW } from "./withoutVirsh.js";

/** An entry of the view, as its commands are given it. */
export type VmsNode =
  | ({ readonly kind: "connection" } & Route)
  | { readonly kind: "vm"; readonly uri: string; readonly vm: ListedDomain }
  /** In place of VMs: why there are none. */
  | { readonly kind: "note"; readonly uri: string; readonly note: Note; readonly reason?: string };

type Note = "reading" | "declined" | "failed" | "no-vms" | "none-fits";

/** Which VMs are shown. */
export interface VmFilter {
  /** Part of the name, or of the UUID, in any case; "" fits all. */
  readonly text: string;
  readonly state?: ListedDomain["state"];
}

export const NO_FILTER: VmFilter = { text: "" };

export function isFiltered({ text, state }: VmFilter): boolean {
  return text !== "" || state !== undefined;
}

function fits({ name, uuid, state }: ListedDomain, filter: VmFilter): boolean {
  const text = filter.text.toLowerCase();
  const isNamed = name.toLowerCase().includes(text) || uuid.includes(text);
  return isNamed && (filter.state === undefined || filter.state === state);
}

/** What is under a connection. */
export function vmNodes(uri: string, state: ConnectionState, filter: VmFilter): VmsNode[] {
  switch (state.kind) {
    case "unread":
      return [];
    case "reading":
    case "declined":
      return [{ kind: "note", uri, note: state.kind }];
    case "failed":
      return [{ kind: "note", uri, note: "failed", reason: state.reason }];
    case "read": {
      const vms = state.vms.filter((vm) => fits(vm, filter)).map((vm): VmsNode => ({ kind: "vm", uri, vm }));
      if (vms.length > 0) return vms;
      return [{ kind: "note", uri, note: state.vms.length === 0 ? "no-vms" : "none-fits" }];
    }
  }
}

export function stateText(state: ListedDomain["state"], t: Translate): string {
  switch (state) {
    case "running":
      return t("running");
    case "paused":
      return t("paused");
    case "shut-off":
      return t("shut off");
    case "other":
      return t("neither running nor shut off");
  }
}

/** Beside a VM's name: "running · autostart". */
export function vmDescription({ state, isAutostarted, isPersistent }: ListedDomain, t: Translate): string {
  return [
    stateText(state, t),
    ...(isAutostarted ? [t("autostart")] : []),
    ...(isPersistent ? [] : [t("transient")]),
  ].join(" · ");
}

/** Beside a connection: how many VMs it has, and where virsh runs if not here. */
export function connectionDescription(state: ConnectionState, t: Translate, via?: Route["via"]): string {
  return [stateOfConnection(state, t), ...(via === undefined ? [] : [t("virsh runs on the host")])]
    .filter((part) => part !== "")
    .join(" · ");
}

function stateOfConnection(state: ConnectionState, t: Translate): string {
  if (state.kind === "unread") return t("not read yet");
  if (state.kind !== "read") return "";
  const running = state.vms.filter((vm) => vm.state === "running").length;
  const all = state.vms.length === 1 ? t("1 VM") : t("{0} VMs", state.vms.length);
  return running === 0 ? all : t("{0}, {1} running", all, running);
}

/** Above the tree, while it is filtered. */
export function filterText({ text, state }: VmFilter, t: Translate): string {
  const named = text === "" ? [] : [t('name contains "{0}"', text)];
  return t("Filter: {0}", [...named, ...(state === undefined ? [] : [stateText(state, t)])].join(", "));
}

/** `vm`, and what can be done with it: `vm.running.persistent`. */
export function contextOf({ state, isPersistent }: ListedDomain): string {
  return ["vm", state, ...(isPersistent ? ["persistent"] : [])].join(".");
}

const IS_FILTERED = "libvirtCpu.isVmsFiltered";

/** The view of VMs, and its filter. */
export interface VmsView extends vscode.Disposable {
  filter(): VmFilter;
  setFilter(filter: VmFilter): void;
}

/** The view: connections, and under each its VMs, which are read when it is opened for the first time. */
export function createVmsView(connections: VmConnections): VmsView {
  const changed = new vscode.EventEmitter<void>();
  let filter = NO_FILTER;
  const view = vscode.window.createTreeView<VmsNode>(VMS_VIEW, {
    showCollapseAll: true,
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getTreeItem: (node) => treeItem(node, connections),
      getChildren: (node) => {
        if (node === undefined) return rootNodes(connections);
        if (node.kind !== "connection") return [];
        const state = connections.stateOf(node.uri);
        if (state.kind !== "unread") return vmNodes(node.uri, state, filter);
        // Not waited for: the user may be asked first. What comes of it is shown when it has come.
        const run = connections.read(node.uri);
        vscode.window.withProgress({ location: { viewId: VMS_VIEW } }, () => run);
        return vmNodes(node.uri, connections.stateOf(node.uri), filter);
      },
    },
  });
  const listener = connections.onDidChange(() => changed.fire());
  return {
    filter: () => filter,
    setFilter: (wanted) => {
      filter = wanted;
      view.message = isFiltered(filter) ? filterText(filter, t) : "";
      vscode.commands.executeCommand("setContext", IS_FILTERED, isFiltered(filter));
      changed.fire();
    },
    dispose: () => {
      listener.dispose();
      view.dispose();
      changed.dispose();
    },
  };
}

const t: Translate = (message, ...args) => vscode.l10n.t(message, ...args);

function rootNodes(connections: VmConnections): VmsNode[] {
  // Then the view says so: viewsWelcome in package.json.
  if (!vscode.workspace.isTrusted) return [];
  return connections.all().map(({ uri, via }) => ({ kind: "connection", uri, ...(via === undefined ? {} : { via }) }));
}

/** The document of a VM. */
export function vmUri(connection: string, name: string, isLive = false): vscode.Uri {
  return vscode.Uri.from({ scheme: VM_SCHEME, path: vmPath({ connection, name, isLive }) });
}

function treeItem(node: VmsNode, connections: VmConnections): vscode.TreeItem {
  switch (node.kind) {
    case "connection":
      return connectionItem(node, connections);
    case "vm":
      return vmItem(node);
    case "note":
      return noteItem(node);
  }
}

function connectionItem(
  { uri, via }: Extract<VmsNode, { kind: "connection" }>,
  connections: VmConnections,
): vscode.TreeItem {
  const state = connections.stateOf(uri);
  const item = new vscode.TreeItem(uri, vscode.TreeItemCollapsibleState.Collapsed);
  item.id = JSON.stringify([uri]);
  item.description = connectionDescription(state, t, via);
  item.contextValue = connections.isAdded(uri) ? "connection.added" : "connection";
  item.iconPath = new vscode.ThemeIcon(state.kind === "read" ? "vm-connect" : "server");
  item.accessibilityInformation = { label: `${t("Connection")} ${uri}, ${item.description}` };
  return item;
}

const ICONS: Readonly<Record<ListedDomain["state"], string>> = {
  running: "vm-running",
  paused: "debug-pause",
  "shut-off": "vm-outline",
  other: "vm",
};

function vmItem({ uri, vm }: Extract<VmsNode, { kind: "vm" }>): vscode.TreeItem {
  const item = new vscode.TreeItem(vm.name);
  item.id = JSON.stringify([uri, vm.uuid]);
  item.description = vmDescription(vm, t);
  item.tooltip = [vm.name, item.description, `UUID ${vm.uuid}`].join("\n");
  item.contextValue = contextOf(vm);
  const colour = vm.state === "running" ? new vscode.ThemeColor("charts.green") : undefined;
  item.iconPath = new vscode.ThemeIcon(ICONS[vm.state], colour);
  item.accessibilityInformation = { label: `${t("VM")} ${vm.name}, ${item.description}` };
  // A transient VM has no definition but what runs.
  item.command = {
    title: t("Open"),
    command: "vscode.open",
    arguments: [vmUri(uri, vm.name, !vm.isPersistent)],
  };
  return item;
}

function noteItem({ uri, note, reason }: Extract<VmsNode, { kind: "note" }>): vscode.TreeItem {
  const item = new vscode.TreeItem(reason ?? noteText(note));
  item.id = JSON.stringify([uri, note, "note"]);
  item.contextValue = note === "failed" || note === "declined" ? "note.retry" : "note";
  item.iconPath = noteIcon(note);
  if (reason !== undefined) item.tooltip = reason;
  if (note === "declined") {
    item.command = {
      title: t("Read the VMs"),
      command: "libvirt-cpu.vms.refresh",
      arguments: [{ kind: "connection", uri }],
    };
  }
  return item;
}

function noteIcon(note: Note): vscode.ThemeIcon {
  if (note === "failed") return new vscode.ThemeIcon("error", new vscode.ThemeColor("list.errorForeground"));
  return new vscode.ThemeIcon(note === "reading" ? "loading~spin" : "info");
}

function noteText(note: Note): string {
  switch (note) {
    case "reading":
      return t("reading…");
    case "declined":
      return t("Not read. Click to let virsh connect.");
    case "failed":
      return t("virsh gave no answer.");
    case "no-vms":
      return t("No VMs.");
    case "none-fits":
      return t("No VM matches the filter.");
  }
}
