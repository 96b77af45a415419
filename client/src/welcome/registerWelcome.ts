import * as vscode from "vscode";
import { markdownFacts } from "../../../shared/src/common/markdown.js";
import { register } from "../commands/register.js";
import { clientId } from "../connection/languageClient.js";
import type { Server } from "../connection/server.js";
import type { HostsModel } from "../hosts/hostsModel.js";
import { openSamples, samplesFolder } from "./samples.js";

/** What helps on the first day, and when something goes wrong. */
export function registerWelcome(
  context: vscode.ExtensionContext,
  { server, hosts, log }: { server: Server; hosts: HostsModel; log: vscode.LogOutputChannel },
): vscode.Disposable[] {
  const { version } = context.extension.packageJSON as { readonly version: string };
  return [
    register("libvirt-cpu.openSamples", () =>
      openSamples(context.extensionUri, samplesFolder(context.globalStorageUri)),
    ),
    register("libvirt-cpu.copyDiagnosticsReport", () => copyDiagnosticsReport(version, server, hosts)),
    register("libvirt-cpu.showLog", async () => {
      log.show();
      return true;
    }),
  ];
}

/** What somebody who looks into a problem asks first, in English: it goes into reports. No text of documents, no paths. */
function diagnosticsReport(version: string, server: Server, hosts: HostsModel): string {
  const settings = vscode.workspace.getConfiguration(clientId);
  const rows: readonly (readonly [name: string, value: string])[] = [
    ["extension", version],
    ["editor", `${vscode.env.appName} ${vscode.version} (${vscode.env.appHost})`],
    [
      "extension host",
      `${hostKind()}${vscode.env.remoteName === undefined ? "" : `, remote: ${vscode.env.remoteName}`}`,
    ],
    ["language", vscode.env.language],
    ["workspace", vscode.workspace.isTrusted ? "trusted" : "not trusted"],
    ["language server", server.isRunning() ? "running" : "not running"],
    ["libvirtCpu.libvirt", String(settings.get("libvirt"))],
    ["libvirtCpu.rules", JSON.stringify(settings.get("rules"))],
    ["libvirtCpu.virshPath", settings.get("virshPath") === "" ? "not set" : "set"],
    ...hosts.folders().map((folder, index): [string, string] => [`folder ${index + 1}`, folderText(folder)]),
  ];
  return markdownFacts(rows);
}

function hostKind(): string {
  return typeof process === "object" ? `Node ${process.version}, ${process.platform}` : "browser";
}

function folderText({ hosts, pools, target }: ReturnType<HostsModel["folders"]>[number]): string {
  const known = hosts.filter(({ state }) => state === "known").length;
  const kind = pools.some(({ name }) => name === target) ? "a pool" : "a host";
  return `${hosts.length} hosts (${known} known), ${pools.length} pools, target: ${target === undefined ? "none" : kind}`;
}

/** Puts the report on the clipboard and says so. */
async function copyDiagnosticsReport(version: string, server: Server, hosts: HostsModel): Promise<boolean> {
  await vscode.env.clipboard.writeText(`${diagnosticsReport(version, server, hosts)}\n`);
  vscode.window.setStatusBarMessage(vscode.l10n.t("Libvirt CPU: report copied to the clipboard"), 5000);
  return true;
}
