import * as vscode from "vscode";
import { type ExpandRequest, type HostReference, Request, type Rewrite } from "../../../shared/src/messages.js";
import { names } from "../baseline/texts.js";
import type { Server } from "../connection/server.js";
import { documentArch } from "../documents/isLibvirtDocument.js";
import { type ChoiceItem, configuredChoices, fileChoices, notConfigured } from "../hosts/choiceItems.js";
import { hostsFor } from "../hosts/chooseReferences.js";
import { documentTarget, withTarget } from "../hosts/documentTarget.js";
import { browseForHosts, loadHosts } from "../hosts/findHosts.js";
import { documentReferences } from "../hosts/hostGroups.js";
import type { HostsModel } from "../hosts/hostsModel.js";
import { noHosts, truncatedText } from "../hosts/noHosts.js";
import { selectedHosts } from "../hosts/selectedHosts.js";
import { applyRewrite, placeIn, targetDocument, toUri } from "./applyRewrite.js";

async function hostsOf(
  server: Server,
  model: HostsModel,
  target: vscode.TextDocument,
  given: vscode.Uri | undefined,
): Promise<readonly HostReference[]> {
  if (given !== undefined) return documentReferences(await loadHosts(server, [given]));
  return (await chooseReference({ server, model }, target)) ?? [];
}

/** Hosts of which not enough is known are left out only when the user says so. */
async function ask(server: Server, request: ExpandRequest): Promise<Rewrite | undefined> {
  const answer = await server.ask(Request.expandHostModel, request);
  if (!("unknown" in answer)) return answer;
  const goWithout = vscode.l10n.t("Leave Out");
  const reasons = answer.unknown.slice(0, 1).map(({ reason }) => reason);
  const told = [vscode.l10n.t("Not enough data about {0}.", names(answer.unknown.map(({ name }) => name))), ...reasons];
  if ((await vscode.window.showWarningMessage(told.join(" "), goWithout)) !== goWithout) return undefined;
  const again = await server.ask(Request.expandHostModel, { ...request, leaveOutUnknown: true });
  return "unknown" in again ? undefined : again;
}

/**
 * Asks for the host, or the pool, that host-model is to be understood on.
 *
 * @returns undefined when the user turned back
 */
async function chooseReference(
  { server, model }: { readonly server: Server; readonly model: HostsModel },
  target: vscode.TextDocument,
): Promise<readonly HostReference[] | undefined> {
  const arch = documentArch(target.getText());
  const [found] = await Promise.all([
    hostsFor(server, target.uri, arch, ({ hasHostModel }) => hasHostModel),
    model.refresh(),
  ]);
  const folder = model.folderOf(target.uri);
  const own = await documentTarget(server, target.uri);
  const configured = folder === undefined ? [] : configuredChoices(withTarget(folder, own), arch);
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
    title: vscode.l10n.t("Convert host-model to a Custom CPU"),
    placeHolder: [vscode.l10n.t("Expand for which host or pool?"), remark].join(" ").trim(),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return chosen === browse ? "browse" : chosen;
}

function missingText(arch: string | undefined): string {
  return arch === undefined
    ? vscode.l10n.t("No file in this workspace shows what host-model gives on a host.")
    : vscode.l10n.t("No file in this workspace shows what host-model gives on an {0} host.", arch);
}

/**
 * Rewrites a domain's host-model CPU as the custom definition it means on one host, or on all hosts of a pool.
 *
 * @param args the domain's URI (the active editor's without one) and the URI of the host's document (asked for without
 *   one); or hosts and pools of the Hosts view
 * @returns whether the document was changed
 * @throws what to tell the user when it cannot be done
 */
export async function expandHostModelCommand(
  server: Server,
  model: HostsModel,
  ...args: readonly unknown[]
): Promise<boolean> {
  const configured = selectedHosts(args);
  const target = await targetDocument(configured.length > 0 ? undefined : args[0]);
  const place = placeIn(target);
  const hosts = configured.length > 0 ? configured : await hostsOf(server, model, target, toUri(args[1]));
  if (hosts.length === 0) return false;
  const answer = await ask(server, { ...place, hosts });
  if (answer === undefined) return false;
  if ("error" in answer) throw new Error(answer.error);
  await applyRewrite(target, place.version, answer);
  return true;
}
