import * as vscode from "vscode";
import type { HostReference } from "../../../shared/src/messages.js";
import { documentArch } from "../documents/documentArch.js";
import type { Server } from "../server.js";
import { browseForHosts } from "./browseForHosts.js";
import { configuredChoices, fileChoices, notConfigured } from "./choiceItems.js";
import { loadHosts } from "./findHosts.js";
import type { Host } from "./host.js";
import { hostsFor } from "./hostsFor.js";
import type { HostsModel } from "./hostsModel.js";
import { likelyHosts } from "./likelyHosts.js";
import { noHosts } from "./noHosts.js";
import { pickChoices } from "./pickChoices.js";
import { truncatedText } from "./truncatedText.js";

interface Means {
  readonly server: Server;
  readonly model: HostsModel;
}

/** What was chosen, so that the question can be asked again as it was left. */
export interface Chosen {
  readonly references: readonly HostReference[];
  /** Keys of what is ticked. */
  readonly ticked: readonly string[];
  /** Files from elsewhere. */
  readonly browsed: readonly Host[];
}

/**
 * Asks for the hosts of a baseline: hosts and pools of the folder's configuration, files of the workspace that describe
 * hosts, or files from elsewhere.
 *
 * @param before what was chosen the last time; without it the target is ticked, or what is likely
 * @returns undefined when the user turned back
 */
export async function chooseReferences(
  { server, model }: Means,
  target: vscode.TextDocument,
  before: Chosen | undefined,
): Promise<Chosen | undefined> {
  const arch = documentArch(target.getText());
  const [found] = await Promise.all([hostsFor(server, target.uri, arch, canTakePart), model.refresh()]);
  const folder = () => model.folderOf(target.uri);
  const configured = () => {
    const now = folder();
    return now === undefined ? [] : configuredChoices(now, arch);
  };
  let browsed = before?.browsed ?? [];
  const files = () => merged(notConfigured(found.hosts, folder()), browsed);
  if (configured().length === 0 && files().length < 2)
    browsed = merged(browsed, await moreHosts(server, files().length));
  if (configured().length === 0 && files().length < 2) return undefined;
  let ticked = before?.ticked ?? likely(folder()?.target, files());
  for (;;) {
    const items = () => [...configured(), ...fileChoices(files())];
    const list = { remark: truncatedText(found), items, onDidChange: model.onDidChange, ticked: new Set(ticked) };
    const picked = await pickChoices(list);
    if (picked === undefined) return undefined;
    ticked = picked.items.flatMap(({ key }) => key ?? []);
    if (picked.next === "go") {
      return { references: picked.items.flatMap(({ reference }) => reference ?? []), ticked, browsed };
    }
    const more = await loadHosts(server, (await browseForHosts(true)) ?? []).catch(showFailure);
    browsed = merged(browsed, more);
    ticked = [...ticked, ...more.map(({ document }) => document.uri)];
  }
}

function canTakePart({ hasCpu, hasHostModel }: Host["summary"]): boolean {
  return hasCpu || hasHostModel;
}

function likely(target: string | undefined, files: readonly Host[]): string[] {
  return target === undefined ? likelyHosts(files).map(({ document }) => document.uri) : [target];
}

/** The list comes again, with the reason in view. */
function showFailure(error: unknown): Host[] {
  vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
  return [];
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
