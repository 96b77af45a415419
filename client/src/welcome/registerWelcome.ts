import type * as vscode from "vscode";
import { register } from "../commands/register.js";
import type { ServerConnection } from "../connection/serverConnection.js";
import type { HostsModel } from "../hosts/hostsModel.js";
import { copyDiagnosticsReport } from "./diagnosticsReport.js";
import { openSamples } from "./openSamples.js";

/** What helps on the first day, and when something goes wrong. */
export function registerWelcome(
  context: vscode.ExtensionContext,
  { server, hosts, log }: { server: ServerConnection; hosts: HostsModel; log: vscode.LogOutputChannel },
): vscode.Disposable[] {
  const { version } = context.extension.packageJSON as { readonly version: string };
  return [
    register("libvirt-cpu.openSamples", () => openSamples(context.extensionUri, context.globalStorageUri)),
    register("libvirt-cpu.copyDiagnosticsReport", () => copyDiagnosticsReport(version, server, hosts)),
    register("libvirt-cpu.showLog", async () => {
      log.show();
      return true;
    }),
  ];
}
