import * as vscode from "vscode";
import type { HostReference } from "../../../shared/src/messages.js";
import { documentReferences } from "../baseline/references.js";
import { documentArch } from "../documents/documentArch.js";
import { targetItems } from "../hosts/configuredItems.js";
import { loadHosts } from "../hosts/findHosts.js";
import { hostsFor } from "../hosts/hostsFor.js";
import type { HostsModel } from "../hosts/hostsModel.js";
import { noHosts } from "../hosts/noHosts.js";
import { pickHost } from "../hosts/pickHost.js";
import { selectedHosts } from "../hosts/selectedHosts.js";
import type { Server } from "../server.js";
import { applyRewrite } from "./applyRewrite.js";
import { placeIn } from "./placeIn.js";
import { targetDocument, toUri } from "./targetDocument.js";

/**
 * Rewrites a domain's host-model CPU as the custom definition it means on one host, or on all hosts of a pool.
 *
 * @param args the domain's URI (the active editor's without one) and the URI of the host's document (asked for without
 *   one); or hosts and pools of the Hosts view
 * @returns whether the document was changed
 * @throws what to tell the user when it cannot be done
 */
export async function expandHostModel(
  server: Server,
  model: HostsModel,
  ...args: readonly unknown[]
): Promise<boolean> {
  const configured = selectedHosts(args);
  const target = await targetDocument(configured.length > 0 ? undefined : args[0]);
  const place = placeIn(target);
  const given = toUri(args[1]);
  const hosts =
    configured.length > 0
      ? configured
      : given === undefined
        ? await choose(server, model, target)
        : documentReferences(await loadHosts(server, [given])).map(({ reference }) => reference);
  if (hosts === undefined || hosts.length === 0) return false;
  const answer = await server.expandHostModel({ ...place, hosts });
  if ("error" in answer) throw new Error(answer.error);
  await applyRewrite(target, place.version, answer);
  return true;
}

/** Out of the folder's hosts and pools; where it has none, or on demand, out of files. */
async function choose(
  server: Server,
  model: HostsModel,
  target: vscode.TextDocument,
): Promise<readonly HostReference[] | undefined> {
  const arch = documentArch(target.getText());
  const folder = model.folderOf(target.uri);
  const items = folder === undefined ? [] : targetItems(folder, arch);
  if (items.length === 0) return chooseFile(server, target, arch);
  const separator = { label: "", kind: vscode.QuickPickItemKind.Separator };
  const files = { label: `$(file) ${vscode.l10n.t("A file that describes a host…")}`, alwaysShow: true };
  const chosen = await vscode.window.showQuickPick([...items, separator, files], {
    title: vscode.l10n.t("Rewrite host-model as an Expanded Custom Definition"),
    placeHolder: vscode.l10n.t("As which host understands it, or all hosts of a pool?"),
    matchOnDescription: true,
  });
  if (chosen === files) return chooseFile(server, target, arch);
  return chosen !== undefined && "references" in chosen ? chosen.references : undefined;
}

async function chooseFile(
  server: Server,
  target: vscode.TextDocument,
  arch: string | undefined,
): Promise<readonly HostReference[] | undefined> {
  const found = await hostsFor(server, target.uri, arch, (summary) => summary.hasHostModel);
  const chosen = found.hosts.length > 0 ? await pickHost(found) : await noHosts(missingText(arch), false);
  if (chosen === undefined) return undefined;
  const hosts = Array.isArray(chosen) ? await loadHosts(server, chosen) : [chosen];
  return documentReferences(hosts).map(({ reference }) => reference);
}

function missingText(arch: string | undefined): string {
  return arch === undefined
    ? vscode.l10n.t("No file of this workspace says what host-model means on a host.")
    : vscode.l10n.t("No file of this workspace says what host-model means on an {0} host.", arch);
}
