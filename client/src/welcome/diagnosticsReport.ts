import * as vscode from "vscode";
import { clientId } from "../clientId.js";
import type { ServerConnection } from "../connection/serverConnection.js";
import type { HostsModel } from "../hosts/hostsModel.js";

/** What somebody who looks into a problem asks first, in English: it goes into reports. No text of documents, no paths. */
export function diagnosticsReport(version: string, server: ServerConnection, hosts: HostsModel): string {
  const settings = vscode.workspace.getConfiguration(clientId);
  const rows = [
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
    ...hosts.folders().map((folder, index) => [`folder ${index + 1}`, folderText(folder)]),
  ];
  return ["| | |", "| --- | --- |", ...rows.map(([name, value]) => `| ${name} | ${value} |`)].join("\n");
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
export async function copyDiagnosticsReport(
  version: string,
  server: ServerConnection,
  hosts: HostsModel,
): Promise<boolean> {
  await vscode.env.clipboard.writeText(`${diagnosticsReport(version, server, hosts)}\n`);
  vscode.window.setStatusBarMessage(vscode.l10n.t("Libvirt CPU: the report is on the clipboard"), 5000);
  return true;
}
