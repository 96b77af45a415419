import * as vscode from "vscode";
import { isLibvirtDocument } from "../documents/isLibvirtDocument.js";
import type { HostsModel } from "./hostsModel.js";

/** A root stands near the beginning. */
const BEGINNING = 4096;
const MOST_NAMES = 20;

/** Shows where the VM of the active document has to run; a click chooses. */
export function createStatusBar(model: HostsModel): vscode.Disposable {
  const item = vscode.window.createStatusBarItem("libvirt-cpu.target", vscode.StatusBarAlignment.Right, 90);
  item.name = vscode.l10n.t("Libvirt CPU: target");
  item.command = "libvirt-cpu.hosts.chooseTarget";
  const update = (): void => {
    const document = vscode.window.activeTextEditor?.document;
    const folder = document && isOurs(document) ? model.folderOf(document.uri) : undefined;
    if (folder === undefined || folder.hosts.length === 0) {
      item.hide();
      return;
    }
    const { target } = folder;
    item.text = target === undefined ? `$(server) ${vscode.l10n.t("no target")}` : `$(server) ${withoutIcons(target)}`;
    item.tooltip = tooltip(target, folder.pools.find(({ name }) => name === target)?.hosts);
    item.accessibilityInformation = { label: item.tooltip, role: "button" };
    item.show();
  };
  const listeners = [model.onDidChange(update), vscode.window.onDidChangeActiveTextEditor(update)];
  update();
  return vscode.Disposable.from(item, ...listeners);
}

/** `$(alert)` in a name is no icon. */
function withoutIcons(name: string): string {
  return name.replaceAll("$(", "\\$(");
}

function isOurs(document: vscode.TextDocument): boolean {
  if (document.languageId !== "xml") return false;
  const end = document.positionAt(BEGINNING);
  return isLibvirtDocument(document.getText(new vscode.Range(document.positionAt(0), end)));
}

function tooltip(target: string | undefined, hosts: readonly string[] | undefined): string {
  if (target === undefined)
    return vscode.l10n.t("No host or pool is named on which this VM runs. Click to choose one.");
  if (hosts === undefined) return vscode.l10n.t("This VM runs on {0}. Click to choose another target.", target);
  const names = hosts.slice(0, MOST_NAMES).join(", ") + (hosts.length > MOST_NAMES ? ", …" : "");
  return vscode.l10n.t("This VM runs on the pool {0}: {1}. Click to choose another target.", target, names);
}
