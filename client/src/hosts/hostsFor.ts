import * as vscode from "vscode";
import type { HostSummary } from "../../../shared/src/messages.js";
import type { Server } from "../server.js";
import { type FoundHosts, findHosts } from "./findHosts.js";
import { suitsArch } from "./suitsArch.js";

/**
 * Looks for the hosts that can serve a domain, showing in the status bar that it does.
 *
 * @param server the language server
 * @param domain the domain's document
 * @param arch its architecture, when it names one
 * @param serves what is needed of a host beside the architecture
 */
export async function hostsFor(
  server: Server,
  domain: vscode.Uri,
  arch: string | undefined,
  serves: (summary: HostSummary) => boolean,
): Promise<FoundHosts> {
  const options = { location: vscode.ProgressLocation.Window, title: vscode.l10n.t("Looking for hosts") };
  const found = await vscode.window.withProgress(options, (_progress, token) => findHosts(server, domain, token));
  return { ...found, hosts: found.hosts.filter(({ summary }) => suitsArch(arch, summary.arch) && serves(summary)) };
}
