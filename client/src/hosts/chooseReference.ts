import * as vscode from "vscode";
import type { HostReference } from "../../../shared/src/messages.js";
import { documentReferences } from "../baseline/references.js";
import { documentArch } from "../documents/documentArch.js";
import type { Server } from "../server.js";
import { browseForHosts } from "./browseForHosts.js";
import { type ChoiceItem, configuredChoices, fileChoices, notConfigured } from "./choiceItems.js";
import { loadHosts } from "./findHosts.js";
import { hostsFor } from "./hostsFor.js";
import type { HostsModel } from "./hostsModel.js";
import { noHosts } from "./noHosts.js";
import { truncatedText } from "./truncatedText.js";

/**
 * Asks for the host, or the pool, that host-model is to be understood on.
 *
 * @returns undefined when the user turned back
 */
export async function chooseReference(
  { server, model }: { readonly server: Server; readonly model: HostsModel },
  target: vscode.TextDocument,
): Promise<readonly HostReference[] | undefined> {
  const arch = documentArch(target.getText());
  const [found] = await Promise.all([
    hostsFor(server, target.uri, arch, ({ hasHostModel }) => hasHostModel),
    model.refresh(),
  ]);
  const folder = model.folderOf(target.uri);
  const configured = folder === undefined ? [] : configuredChoices(folder, arch);
  const items = [...configured, ...fileChoices(notConfigured(found.hosts, folder))];
  const load = async (uris: readonly vscode.Uri[] = []) => documentReferences(await loadHosts(server, uris));
  if (items.length === 0) return load(await noHosts(missingText(arch), false));
  const chosen = await pick(items, truncatedText(found));
  if (chosen === "browse") return load(await browseForHosts(false));
  return chosen?.reference && [chosen.reference];
}

async function pick(items: readonly ChoiceItem[], remark: string): Promise<ChoiceItem | "browse" | undefined> {
  const browse: ChoiceItem = {
    label: `$(folder-opened) ${vscode.l10n.t("Browse…")}`,
    description: vscode.l10n.t("a file outside this workspace"),
    alwaysShow: true,
  };
  const separator = { label: "", kind: vscode.QuickPickItemKind.Separator };
  const chosen = await vscode.window.showQuickPick<ChoiceItem>([...items, separator, browse], {
    title: vscode.l10n.t("Rewrite host-model as an Expanded Custom Definition"),
    placeHolder: [vscode.l10n.t("As which host understands it, or all hosts of a pool?"), remark].join(" ").trim(),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return chosen === browse ? "browse" : chosen;
}

function missingText(arch: string | undefined): string {
  return arch === undefined
    ? vscode.l10n.t("No file of this workspace says what host-model means on a host.")
    : vscode.l10n.t("No file of this workspace says what host-model means on an {0} host.", arch);
}
