import * as vscode from "vscode";
import { VM_SCHEME, vmPath } from "../../../shared/src/common/vmPaths.js";
import type { Translate } from "../../../shared/src/config/index.js";
import type { JudgedVm, Route } from "../../../shared/src/messages.js";
import type { ListedDomain } from "../../../virsh/src/domains.js";
import { paced } from "../hosts/paced.js";
import type { ConnectionState, VmConnections } from "./connections.js";
import type { LiveState } from "./liveUpdates.js";
import { judgedLines, liveText, outcomeText } from "./verdictTexts.js";
import { filterText, fits, isFiltered, NO_FILTER, stateText, type VmFilter } from "./vmFilter.js";
import { VMS_VIEW } from "./withoutVirsh.js";

/** An entry of the view, as its commands are given it. */
export type VmsNode =
  | ({ readonly kind: "connection" } & Route)
  | { readonly kind: "vm"; readonly uri: string; readonly vm: ListedDomain }
  /** In place of VMs: why there are none. */
  | { readonly kind: "note"; readonly uri: string; readonly note: Note; readonly reason?: string };

type Note = "reading" | "declined" | "failed" | "no-vms" | "none-fits";

/**
 * What is under a connection.
 *
 * @param judgedOf what is known of a VM by its UUID
 */
export function vmNodes(
  uri: string,
  state: ConnectionState,
  filter: VmFilter,
  judgedOf: (uuid: string) => JudgedVm | undefined = () => undefined,
): VmsNode[] {
  switch (state.kind) {
    case "unread":
      return [];
    case "reading":
    case "declined":
      return [{ kind: "note", uri, note: state.kind }];
    case "failed":
      return [{ kind: "note", uri, note: "failed", reason: state.reason }];
    case "read": {
      const vms = state.vms.filter((vm) => fits(vm, filter, judgedOf(vm.uuid)?.outcome));
      if (vms.length > 0) return vms.map((vm): VmsNode => ({ kind: "vm", uri, vm }));
      return [{ kind: "note", uri, note: state.vms.length === 0 ? "no-vms" : "none-fits" }];
    }
  }
}

/** Beside a VM's name: "running · does not start · changes after next start · autostart". */
export function vmDescription(
  { state, isAutostarted, isPersistent }: ListedDomain,
  judged: JudgedVm | undefined,
  t: Translate,
): string {
  const outcome = judged && outcomeText(judged, t);
  return [
    stateText(state, t),
    ...(outcome === undefined ? [] : [outcome]),
    ...(judged === undefined || judged.changes.length === 0 ? [] : [t("changes after next start")]),
    ...(isAutostarted ? [t("autostart")] : []),
    ...(isPersistent ? [] : [t("transient")]),
  ].join(" · ");
}

/** Beside a connection: how many VMs it has, or had when libvirt was there, and where virsh runs if not here. */
export function connectionDescription(
  state: ConnectionState,
  { live, via }: { readonly live?: LiveState | undefined; readonly via?: Route["via"] | undefined },
  t: Translate,
): string {
  const lost = live === "lost" ? [t("connection lost")] : [];
  const there = via === undefined ? [] : [t("virsh runs on the host")];
  return [countText(state, t), ...lost, ...there].filter((text) => text !== "").join(" · ");
}

function countText(state: ConnectionState, t: Translate): string {
  if (state.kind === "unread") return t("not read yet");
  if (state.kind !== "read") return "";
  const running = state.vms.filter((vm) => vm.state === "running").length;
  const all = state.vms.length === 1 ? t("1 VM") : t("{0} VMs", state.vms.length);
  return running === 0 ? all : t("{0}, {1} running", all, running);
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
  /** Connections whose VMs the user sees. */
  shown(): ReadonlySet<string>;
  readonly onDidChangeShown: vscode.Event<void>;
  /** Shows what has become known, soon. */
  refresh(): void;
}

/** What is known beside the list. */
export interface KnownOfVms {
  judgedOf(uri: string, uuid: string): JudgedVm | undefined;
  liveOf(uri: string): LiveState | undefined;
}

/** While a thousand VMs are judged, the tree does not follow each; in milliseconds. */
const REFRESH_PAUSE = 300;

/** The view: connections, and under each its VMs, which are read when it is opened for the first time. */
export function createVmsView(connections: VmConnections, known: KnownOfVms): VmsView {
  const changed = new vscode.EventEmitter<void>();
  const shownChanged = new vscode.EventEmitter<void>();
  const expanded = new Set<string>();
  const refresh = paced(async () => changed.fire(), REFRESH_PAUSE);
  const expand = (uri: string): void => {
    if (expanded.has(uri)) return;
    expanded.add(uri);
    shownChanged.fire();
  };
  let filter = NO_FILTER;
  const view = vscode.window.createTreeView<VmsNode>(VMS_VIEW, {
    showCollapseAll: true,
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getTreeItem: (node) => treeItem(node, connections, known),
      getChildren: (node) => {
        if (node === undefined) return rootNodes(connections);
        if (node.kind !== "connection") return [];
        // Also one that was open when the window was closed.
        expand(node.uri);
        const state = connections.stateOf(node.uri);
        const judgedOf = (uuid: string) => known.judgedOf(node.uri, uuid);
        if (state.kind !== "unread") return vmNodes(node.uri, state, filter, judgedOf);
        // Not waited for: the user may be asked first. What comes of it is shown when it has come.
        const run = connections.read(node.uri);
        vscode.window.withProgress({ location: { viewId: VMS_VIEW } }, () => run);
        return vmNodes(node.uri, connections.stateOf(node.uri), filter);
      },
    },
  });
  const listeners = [
    connections.onDidChange(() => changed.fire()),
    view.onDidChangeVisibility(() => shownChanged.fire()),
    view.onDidExpandElement(({ element: { uri } }) => expand(uri)),
    view.onDidCollapseElement(({ element: { uri } }) => {
      if (expanded.delete(uri)) shownChanged.fire();
    }),
  ];
  return {
    shown: () => new Set(view.visible ? expanded : []),
    onDidChangeShown: shownChanged.event,
    refresh: refresh.run,
    filter: () => filter,
    setFilter: (wanted) => {
      filter = wanted;
      view.message = isFiltered(filter) ? filterText(filter, t) : "";
      vscode.commands.executeCommand("setContext", IS_FILTERED, isFiltered(filter));
      changed.fire();
    },
    dispose: () => vscode.Disposable.from(...listeners, refresh, view, changed, shownChanged).dispose(),
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

function treeItem(node: VmsNode, connections: VmConnections, known: KnownOfVms): vscode.TreeItem {
  switch (node.kind) {
    case "connection":
      return connectionItem(node, connections, known.liveOf(node.uri));
    case "vm":
      return vmItem(node, known.judgedOf(node.uri, node.vm.uuid));
    case "note":
      return noteItem(node);
  }
}

function connectionItem(
  { uri, via }: Extract<VmsNode, { kind: "connection" }>,
  connections: VmConnections,
  live: LiveState | undefined,
): vscode.TreeItem {
  const state = connections.stateOf(uri);
  const item = new vscode.TreeItem(uri, vscode.TreeItemCollapsibleState.Collapsed);
  item.id = JSON.stringify([uri]);
  item.description = connectionDescription(state, { live, via }, t);
  item.tooltip = [uri, liveText(live, t)].join("\n").trim();
  item.contextValue = connections.isAdded(uri) ? "connection.added" : "connection";
  item.iconPath = connectionIcon(state, live);
  item.accessibilityInformation = { label: `${t("Connection")} ${uri}, ${item.description}` };
  return item;
}

function connectionIcon({ kind }: ConnectionState, live: LiveState | undefined): vscode.ThemeIcon {
  // Beside a long address there is no room for the words.
  if (live === "lost") return new vscode.ThemeIcon("debug-disconnect", new vscode.ThemeColor("list.warningForeground"));
  return new vscode.ThemeIcon(kind === "read" ? "vm-connect" : "server");
}

const ICONS: Readonly<Record<ListedDomain["state"], string>> = {
  running: "vm-running",
  paused: "debug-pause",
  "shut-off": "vm-outline",
  other: "vm",
};

/** Colours of VMs that run, that are to change, and that would not start. */
const RUNNING = "charts.green";
const CHANGING = "charts.yellow";
const PROBLEM = "list.errorForeground";

function colourOf(state: ListedDomain["state"], judged: JudgedVm | undefined): string | undefined {
  if (judged !== undefined && judged.changes.length > 0) return CHANGING;
  if (state === "running") return RUNNING;
  return judged?.outcome === "fails" || judged?.outcome === "not-valid" ? PROBLEM : undefined;
}

/** @param judged undefined while it is being found out */
export function vmItem({ uri, vm }: Extract<VmsNode, { kind: "vm" }>, judged: JudgedVm | undefined): vscode.TreeItem {
  const item = new vscode.TreeItem(vm.name);
  item.id = JSON.stringify([uri, vm.uuid]);
  item.description = vmDescription(vm, judged, t);
  const lines = judged === undefined ? [] : judgedLines(judged, t);
  item.tooltip = [vm.name, item.description, `UUID ${vm.uuid}`, ...lines].join("\n");
  item.contextValue = contextOf(vm);
  const colour = colourOf(vm.state, judged);
  item.iconPath = new vscode.ThemeIcon(ICONS[vm.state], colour && new vscode.ThemeColor(colour));
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
