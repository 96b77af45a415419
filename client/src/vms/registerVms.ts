import * as vscode from "vscode";
import { register } from "../commands/register.js";
import type { Server } from "../connection/server.js";
import { createVirtualDocument } from "../documents/virtualDocument.js";
import type { RegisteredHosts } from "../hosts/registerHosts.js";
import { createConnections } from "./connections.js";
import { provideDefinitions } from "./definitions.js";
import { type SaveContext, saveVm } from "./save.js";
import type { VmVerbs } from "./verbs.js";
import { VM_COMMANDS, type VmCommandContext } from "./vmCommands.js";
import { createVmsView } from "./vmsView.js";

const PREFIX = "libvirt-cpu.vms.";
/** What menus and the view's own text wait for: false in a browser. */
const HAS_VIRSH = "libvirtCpu.hasVirsh";

/**
 * Registers the view of VMs, its commands and the documents of VMs.
 *
 * @param verbs undefined in a browser, where the view says why it is empty
 */
export function registerVms(
  server: Server,
  { model, live }: Pick<RegisteredHosts, "model" | "live">,
  memento: vscode.Memento,
  verbs: VmVerbs | undefined,
): vscode.Disposable[] {
  vscode.commands.executeCommand("setContext", HAS_VIRSH, verbs !== undefined);
  if (verbs === undefined) return withoutVirsh(live);
  const ending = new AbortController();
  const { signal } = ending;
  const before = createVirtualDocument("libvirt-cpu-before", "libvirt.xml");
  const connections = createConnections({ verbs, model, live, memento, signal });
  const saving: SaveContext = {
    ...{ verbs, server, before, signal, undo: new Map() },
    rebase: (uri, current) => definitions.rebase(uri, current),
  };
  const definitions = provideDefinitions({
    ...{ verbs, connections, memento, signal },
    save: (save) => saveVm(save, saving),
  });
  const view = createVmsView(connections);
  const context: VmCommandContext = { verbs, connections, definitions, view, signal, undo: saving.undo };
  return [
    before,
    connections,
    definitions,
    view,
    vscode.workspace.onDidGrantWorkspaceTrust(() => view.setFilter(view.filter())),
    new vscode.Disposable(() => ending.abort()),
    ...Object.entries(VM_COMMANDS).map(([name, run]) =>
      register(PREFIX + name, (argument, ...more) => run(context, argument, ...more)),
    ),
  ];
}

/** A view that is empty, where VS Code would say that nobody provides it; and commands that say why they do nothing. */
function withoutVirsh(live: RegisteredHosts["live"]): vscode.Disposable[] {
  const emptyView: vscode.TreeDataProvider<never> = { getChildren: () => [], getTreeItem: (node) => node };
  const say = async (): Promise<boolean> => {
    live.check();
    return false;
  };
  return [
    vscode.window.registerTreeDataProvider("libvirt-cpu.vms", emptyView),
    ...Object.keys(VM_COMMANDS).map((name) => register(PREFIX + name, say)),
  ];
}
