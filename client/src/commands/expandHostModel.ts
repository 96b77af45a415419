import * as vscode from "vscode";
import { documentArch } from "../documents/documentArch.js";
import { loadHosts } from "../hosts/findHosts.js";
import type { Host } from "../hosts/host.js";
import { hostsFor } from "../hosts/hostsFor.js";
import { noHosts } from "../hosts/noHosts.js";
import { pickHost } from "../hosts/pickHost.js";
import type { Server } from "../server.js";
import { applyRewrite } from "./applyRewrite.js";
import { targetDocument, toUri } from "./targetDocument.js";

/**
 * Rewrites a domain's host-model CPU as the custom definition it means on one host.
 *
 * @param server the language server
 * @param document the domain's URI; the active editor's without one
 * @param host the URI of the host's document; asked for without one
 * @returns whether the document was changed
 * @throws what to tell the user when it cannot be done
 */
export async function expandHostModel(server: Server, document: unknown, host: unknown): Promise<boolean> {
  const target = await targetDocument(document);
  const chosen = await chooseHost(server, target, toUri(host));
  if (chosen === undefined) return false;
  const { version } = target;
  const answer = await server.expandHostModel({ uri: target.uri.toString(), version, hosts: [chosen.document] });
  if ("error" in answer) throw new Error(answer.error);
  await applyRewrite(target, version, answer);
  return true;
}

async function chooseHost(
  server: Server,
  target: vscode.TextDocument,
  given: vscode.Uri | undefined,
): Promise<Host | undefined> {
  if (given !== undefined) return (await loadHosts(server, [given]))[0];
  const arch = documentArch(target.getText());
  const found = await hostsFor(server, target.uri, arch, (summary) => summary.hasHostModel);
  const chosen = found.hosts.length > 0 ? await pickHost(found) : await noHosts(missingText(arch), false);
  if (chosen === undefined || !Array.isArray(chosen)) return chosen;
  return (await loadHosts(server, chosen))[0];
}

function missingText(arch: string | undefined): string {
  return arch === undefined
    ? vscode.l10n.t("No file of this workspace says what host-model means on a host.")
    : vscode.l10n.t("No file of this workspace says what host-model means on an {0} host.", arch);
}
