import * as vscode from "vscode";
import type { DocumentTarget, FolderHosts } from "../../../../shared/src/messages.js";
import { selectedHosts } from "../selectedHosts.js";
import type { HostCommandContext } from "./hostCommands.js";

interface TargetItem extends vscode.QuickPickItem {
  readonly folder?: string;
  readonly name?: string;
}

/** Names the host or pool on which a folder's VMs run: the chosen one, else the one that the user picks. */
export async function chooseTarget(means: HostCommandContext, ...args: readonly unknown[]): Promise<boolean> {
  const [given] = selectedHosts(args);
  const chosen: TargetItem | undefined = given === undefined ? await pick(means) : { ...given, label: given.name };
  if (chosen?.folder === undefined) return false;
  const { folder, name } = chosen;
  await means.change(folder, [{ kind: "setTarget", ...(name === undefined ? {} : { name }) }]);
  return true;
}

async function pick({ model, documentTarget }: HostCommandContext): Promise<TargetItem | undefined> {
  const active = vscode.window.activeTextEditor?.document.uri;
  const folder = active && model.folderOf(active);
  const folders =
    folder === undefined || folder.hosts.length === 0
      ? model.folders().filter(({ hosts }) => hosts.length > 0)
      : [folder];
  if (folders.length === 0) {
    const add = vscode.l10n.t("Add Host…");
    const message = vscode.l10n.t("No hosts yet. A target is the host or pool that your VMs run on.");
    if ((await vscode.window.showInformationMessage(message, add)) === add) {
      await vscode.commands.executeCommand("libvirt-cpu.hosts.add");
    }
    return undefined;
  }
  const own = active === undefined || folder === undefined ? undefined : await documentTarget(active);
  return vscode.window.showQuickPick(folders.flatMap(itemsOf), {
    title: vscode.l10n.t("Choose Target"),
    placeHolder: question(own?.because),
    matchOnDescription: true,
  });
}

/** The choice is the folder's: where the active document has a target of its own, that stays. */
function question(because: DocumentTarget["because"] | undefined): string {
  if (because === "comment") {
    return vscode.l10n.t(
      "A comment in this document names its target. Which host or pool do the other VMs of this folder run on?",
    );
  }
  if (typeof because === "object") {
    return vscode.l10n.t(
      "The pattern {0} sets the target of this document. Which host or pool do the other VMs of this folder run on?",
      because.pattern,
    );
  }
  return vscode.l10n.t("Which host or pool do the VMs of this folder run on?");
}

function itemsOf({ folder, target, pools, hosts }: FolderHosts): TargetItem[] {
  const mark = (name: string, text: string) => (name === target ? `${text} · ${vscode.l10n.t("target")}` : text);
  const separator = (label: string): TargetItem => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const poolItems = pools.map(({ name, hosts: names }): TargetItem => {
    return { label: `$(layers) ${name}`, description: mark(name, names.join(", ")), folder, name };
  });
  const hostItems = hosts.map(({ name, model = "" }): TargetItem => {
    return { label: `$(server) ${name}`, description: mark(name, model), folder, name };
  });
  const none: TargetItem = { label: `$(circle-slash) ${vscode.l10n.t("No target")}`, folder };
  return [
    ...(poolItems.length === 0 ? [] : [separator(vscode.l10n.t("Pools")), ...poolItems]),
    ...(hostItems.length === 0 ? [] : [separator(vscode.l10n.t("Hosts")), ...hostItems]),
    ...(target === undefined ? [] : [separator(""), none]),
  ];
}
