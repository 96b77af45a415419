import * as vscode from "vscode";
import { browseForHosts } from "./browseForHosts.js";
import type { FoundHosts } from "./findHosts.js";
import type { Host } from "./host.js";
import { type HostItem, hostItems } from "./hostItems.js";
import { truncatedText } from "./truncatedText.js";

/**
 * Asks for one host.
 *
 * @param found the hosts to choose from
 * @returns the host, or a file from elsewhere, or undefined when the user turned back
 */
export async function pickHost(found: FoundHosts): Promise<Host | vscode.Uri[] | undefined> {
  const browse: HostItem = {
    label: `$(folder-opened) ${vscode.l10n.t("Browse…")}`,
    description: vscode.l10n.t("a file outside this workspace"),
    alwaysShow: true,
  };
  const separator: HostItem = { label: "", kind: vscode.QuickPickItemKind.Separator };
  const chosen = await vscode.window.showQuickPick([...hostItems(found.hosts), separator, browse], {
    title: vscode.l10n.t("Rewrite host-model as an Expanded Custom Definition"),
    placeHolder: [vscode.l10n.t("As which host understands it?"), truncatedText(found)].join(" ").trim(),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return chosen === browse ? browseForHosts(false) : chosen?.host;
}
