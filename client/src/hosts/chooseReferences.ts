import * as vscode from "vscode";
import { suitsArch } from "../../../shared/src/common/arches.js";
import type { HostReference, HostSummary } from "../../../shared/src/messages.js";
import type { Server } from "../connection/server.js";
import { documentArch } from "../documents/isLibvirtDocument.js";
import { type ChoiceItem, configuredChoices, fileChoices, notConfigured } from "./choiceItems.js";
import { documentTarget, withTarget } from "./documentTarget.js";
import { browseForHosts, type FoundHosts, findHosts, loadHosts } from "./findHosts.js";
import { likelyHosts, type WorkspaceHost } from "./hostGroups.js";
import type { HostsModel } from "./hostsModel.js";
import { noHosts, truncatedText } from "./noHosts.js";

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
  readonly browsed: readonly WorkspaceHost[];
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
  const own = await documentTarget(server, target.uri);
  const folder = () => {
    const now = model.folderOf(target.uri);
    return now && withTarget(now, own);
  };
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

function canTakePart({ hasCpu, hasHostModel }: WorkspaceHost["summary"]): boolean {
  return hasCpu || hasHostModel;
}

function likely(target: string | undefined, files: readonly WorkspaceHost[]): string[] {
  return target === undefined ? likelyHosts(files).map(({ document }) => document.uri) : [target];
}

/** The list comes again, with the reason in view. */
function showFailure(error: unknown): WorkspaceHost[] {
  vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
  return [];
}

async function moreHosts(server: Server, found: number): Promise<WorkspaceHost[]> {
  const wanted =
    found === 0
      ? vscode.l10n.t("No file in this workspace describes a host for this VM. A baseline needs two hosts.")
      : vscode.l10n.t("Only one file in this workspace describes a host for this VM. A baseline needs two hosts.");
  return loadHosts(server, (await noHosts(wanted, true)) ?? []);
}

function merged(hosts: readonly WorkspaceHost[], more: readonly WorkspaceHost[]): WorkspaceHost[] {
  return [...new Map([...hosts, ...more].map((host) => [host.document.uri, host])).values()];
}

/** What the user answered; "browse" wants files from elsewhere and keeps what is ticked. */
interface PickedChoices {
  readonly next: "go" | "browse";
  readonly items: readonly ChoiceItem[];
}

interface ChoiceList {
  readonly remark: string;
  /** The entries as they are now. */
  readonly items: () => ChoiceItem[];
  /** Tells that they are others now. */
  readonly onDidChange: vscode.Event<void>;
  /** Keys of those that are ticked at first. */
  readonly ticked: ReadonlySet<string>;
}

/**
 * Asks for the hosts of a baseline: a pool, or two hosts or more.
 *
 * @returns undefined when the user turned back
 */
function pickChoices({ remark, items, onDidChange, ticked }: ChoiceList): Promise<PickedChoices | undefined> {
  const pick = vscode.window.createQuickPick<ChoiceItem>();
  pick.title = vscode.l10n.t("Insert Baseline CPU");
  pick.step = 1;
  pick.totalSteps = 2;
  pick.placeholder = [vscode.l10n.t("Which hosts must the VM run on?"), remark].join(" ").trim();
  pick.canSelectMany = true;
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  pick.buttons = [{ iconPath: new vscode.ThemeIcon("folder-opened"), tooltip: vscode.l10n.t("Browse…") }];
  const draw = (keys: ReadonlySet<string>): void => {
    pick.items = items();
    pick.selectedItems = pick.items.filter(({ key }) => key !== undefined && keys.has(key));
  };
  draw(ticked);
  const listening = onDidChange(() => draw(new Set(pick.selectedItems.flatMap(({ key }) => key ?? []))));
  return new Promise((resolve) => {
    const answer = (next: PickedChoices["next"]): void => {
      resolve({ next, items: pick.selectedItems });
      pick.hide();
    };
    pick.onDidAccept(() => {
      if (isEnough(pick.selectedItems)) return answer("go");
      pick.title = vscode.l10n.t("Insert Baseline CPU: select a pool or at least two hosts");
    });
    pick.onDidTriggerButton(() => answer("browse"));
    pick.onDidHide(() => {
      resolve(undefined);
      listening.dispose();
      pick.dispose();
    });
    pick.show();
  });
}

function isEnough(items: readonly ChoiceItem[]): boolean {
  return items.length >= 2 || items.some(({ isPool }) => isPool);
}

/**
 * Looks for the hosts that can serve a domain, showing in the status bar that it does.
 *
 * @param server the language server
 * @param domain the domain's document
 * @param arch its architecture, when it names one
 * @param serves what is needed of a host beside the architecture
 */
export async function hostsFor(
  server: Server,
  domain: vscode.Uri,
  arch: string | undefined,
  serves: (summary: HostSummary) => boolean,
): Promise<FoundHosts> {
  const options = { location: vscode.ProgressLocation.Window, title: vscode.l10n.t("Searching for hosts") };
  const found = await vscode.window.withProgress(options, (_progress, token) => findHosts(server, domain, token));
  return { ...found, hosts: found.hosts.filter(({ summary }) => suitsArch(arch, summary.arch) && serves(summary)) };
}
