import * as vscode from "vscode";
import type { ExpandRequest, HostReference, Rewrite } from "../../../shared/src/messages.js";
import { documentReferences } from "../baseline/references.js";
import { names } from "../baseline/texts.js";
import { chooseReference } from "../hosts/chooseReference.js";
import { loadHosts } from "../hosts/findHosts.js";
import type { HostsModel } from "../hosts/hostsModel.js";
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
  const hosts = configured.length > 0 ? configured : await hostsOf(server, model, target, toUri(args[1]));
  if (hosts.length === 0) return false;
  const answer = await ask(server, { ...place, hosts });
  if (answer === undefined) return false;
  if ("error" in answer) throw new Error(answer.error);
  await applyRewrite(target, place.version, answer);
  return true;
}

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
  const answer = await server.expandHostModel(request);
  if (!("unknown" in answer)) return answer;
  const goWithout = vscode.l10n.t("Go Without");
  const reasons = answer.unknown.slice(0, 1).map(({ reason }) => reason);
  const told = [
    vscode.l10n.t("Not enough is known of {0}.", names(answer.unknown.map(({ name }) => name))),
    ...reasons,
  ];
  if ((await vscode.window.showWarningMessage(told.join(" "), goWithout)) !== goWithout) return undefined;
  const again = await server.expandHostModel({ ...request, leaveOutUnknown: true });
  return "unknown" in again ? undefined : again;
}
