import * as vscode from "vscode";
import { documentArch } from "../documents/documentArch.js";
import type { Server } from "../server.js";
import { browseForHosts } from "./browseForHosts.js";
import { loadHosts } from "./findHosts.js";
import type { Host } from "./host.js";
import { hostsFor } from "./hostsFor.js";
import { likelyHosts } from "./likelyHosts.js";
import { noHosts } from "./noHosts.js";
import { pickHosts } from "./pickHosts.js";

/**
 * Asks for the hosts of a baseline, from the workspace or from files elsewhere.
 *
 * @param before what was chosen the last time; without it the likely ones are ticked
 * @returns two hosts or more; undefined when the user turned back
 */
export async function chooseHosts(
  server: Server,
  target: vscode.TextDocument,
  before: readonly Host[],
): Promise<readonly Host[] | undefined> {
  const found = await hostsFor(
    server,
    target.uri,
    documentArch(target.getText()),
    (host) => host.hasCpu || host.hasHostModel,
  );
  let hosts = merged(found.hosts, before);
  if (hosts.length < 2) hosts = merged(hosts, await moreHosts(server, hosts.length));
  if (hosts.length < 2) return undefined;
  let ticked: readonly Host[] = before.length > 0 ? before : likelyHosts(hosts);
  for (;;) {
    const picked = await pickHosts({ ...found, hosts }, new Set(ticked.map((host) => host.document.uri)));
    if (picked?.next !== "browse") return picked?.hosts;
    const more = await loadHosts(server, (await browseForHosts(true)) ?? []);
    hosts = merged(hosts, more);
    ticked = [...picked.hosts, ...more];
  }
}

async function moreHosts(server: Server, found: number): Promise<Host[]> {
  const wanted =
    found === 0
      ? vscode.l10n.t("No file of this workspace describes a host for this domain; a baseline needs two.")
      : vscode.l10n.t("Only one file of this workspace describes a host for this domain; a baseline needs two.");
  return loadHosts(server, (await noHosts(wanted, true)) ?? []);
}

function merged(hosts: readonly Host[], more: readonly Host[]): Host[] {
  return [...new Map([...hosts, ...more].map((host) => [host.document.uri, host])).values()];
}
