import * as vscode from "vscode";
import type { FolderHosts } from "../../../../shared/src/messages.js";
import type { HostsModel } from "../hostsModel.js";
import { folderNodes, type HostsNode, poolNodes, rootNodes } from "./nodes.js";
import { hostFacts } from "./texts.js";
import { treeItem } from "./treeItems.js";

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
