import * as vscode from "vscode";
import type { HostInfo } from "../../../../shared/src/messages.js";
import { fileName, kindText } from "../view/texts.js";

/** Opens the file that describes a host; of several the one that the user picks. */
export async function openDocument(host: HostInfo): Promise<boolean> {
  const items = host.sources.flatMap(({ kind, uri }) => {
    if (uri === undefined || kind === "live") return [];
    return [{ label: fileName(uri), description: kindText(kind, (message) => vscode.l10n.t(message)), uri }];
  });
  const title = vscode.l10n.t("Documents of {0}", host.name);
  const chosen = items.length < 2 ? items[0] : await vscode.window.showQuickPick(items, { title });
  if (chosen === undefined) return false;
  await vscode.window.showTextDocument(vscode.Uri.parse(chosen.uri));
  return true;
}
