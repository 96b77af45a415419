import * as vscode from "vscode";
import { register } from "../commands/register.js";
import type { Server } from "../connection/server.js";
import type { HostsModel } from "../hosts/hostsModel.js";
import type { LiveHosts } from "../hosts/live/liveHosts.js";
import type { ReportDocuments } from "../reports/reportDocuments.js";

/** What the view of VMs is made with. */
export interface VmsContext {
  readonly server: Server;
  readonly model: HostsModel;
  readonly live: LiveHosts;
  readonly reports: ReportDocuments;
  /** The workspace's memory. */
  readonly memento: vscode.Memento;
}

/** The view's id in package.json. */
export const VMS_VIEW = "libvirt-cpu.vms";

/** What the names of its commands begin with. */
export const VMS_PREFIX = "libvirt-cpu.vms.";

/**
 * A browser's view of VMs: it is empty, where VS Code would say that nobody provides it, and says why. So do its commands.
 *
 * @param manifest the extension's package.json
 */
export function registerWithoutVirsh({ live }: Pick<VmsContext, "live">, manifest: unknown): vscode.Disposable[] {
  const emptyView: vscode.TreeDataProvider<never> = { getChildren: () => [], getTreeItem: (node) => node };
  const say = async (): Promise<boolean> => {
    live.check();
    return false;
  };
  return [
    vscode.window.registerTreeDataProvider(VMS_VIEW, emptyView),
    ...commandsIn(manifest).map((command) => register(command, say)),
  ];
}

function commandsIn(manifest: unknown): string[] {
  const { contributes } = manifest as { readonly contributes: { readonly commands: readonly { command: string }[] } };
  return contributes.commands.map(({ command }) => command).filter((command) => command.startsWith(VMS_PREFIX));
}
