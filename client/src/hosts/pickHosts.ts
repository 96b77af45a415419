import * as vscode from "vscode";
import type { FoundHosts } from "./findHosts.js";
import type { Host } from "./host.js";
import { type HostItem, hostItems } from "./hostItems.js";
import { truncatedText } from "./truncatedText.js";

/** What the user answered; "browse" wants files from elsewhere and keeps what is ticked. */
export interface PickedHosts {
  readonly next: "go" | "browse";
  readonly hosts: readonly Host[];
}

/**
 * Asks for two or more hosts.
 *
 * @param found the hosts to choose from
 * @param ticked the URIs of those that are ticked at first
 * @returns undefined when the user turned back
 */
export function pickHosts(found: FoundHosts, ticked: ReadonlySet<string>): Promise<PickedHosts | undefined> {
  const pick = vscode.window.createQuickPick<HostItem>();
  const browse = { iconPath: new vscode.ThemeIcon("folder-opened"), tooltip: vscode.l10n.t("Add files…") };
  pick.title = vscode.l10n.t("Insert Baseline CPU Block");
  pick.step = 1;
  pick.totalSteps = 2;
  pick.placeholder = [vscode.l10n.t("On which hosts must the domain run?"), truncatedText(found)].join(" ").trim();
  pick.canSelectMany = true;
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  pick.buttons = [browse];
  pick.items = hostItems(found.hosts);
  pick.selectedItems = pick.items.filter((item) => item.host !== undefined && ticked.has(item.host.document.uri));
  return new Promise((resolve) => {
    const answer = (next: PickedHosts["next"]): void => {
      resolve({ next, hosts: chosenHosts(pick) });
      pick.hide();
    };
    pick.onDidAccept(() => {
      if (chosenHosts(pick).length >= 2) return answer("go");
      pick.title = vscode.l10n.t("Insert Baseline CPU Block: tick at least two hosts");
    });
    pick.onDidTriggerButton(() => answer("browse"));
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}

function chosenHosts(pick: vscode.QuickPick<HostItem>): Host[] {
  return pick.selectedItems.flatMap((item) => (item.host === undefined ? [] : [item.host]));
}
