import * as vscode from "vscode";
import {
  Command,
  type CompareRequest,
  type ConfiguredHost,
  type FolderHosts,
  type MarkdownReport,
  Request,
} from "../../../shared/src/messages.js";
import { placeIn, targetDocument } from "../commands/applyRewrite.js";
import { register } from "../commands/register.js";
import type { Server } from "../connection/server.js";
import { isLibvirtDocument } from "../documents/isLibvirtDocument.js";
import { isWhole } from "../documents/served.js";
import { documentTarget } from "../hosts/documentTarget.js";
import type { HostsModel } from "../hosts/hostsModel.js";
import { tellNoHosts } from "../hosts/noHosts.js";
import { selectedHosts } from "../hosts/selectedHosts.js";
import type { ReportDocuments } from "./reportDocuments.js";

/** The client's own commands: no code action and no lens names them. */
const OWN = {
  compareHosts: "libvirt-cpu.compareHosts",
  showLevels: "libvirt-cpu.showLevels",
  copyReport: "libvirt-cpu.copyReport",
};

/** Who knows of hosts and documents. */
interface Means {
  readonly server: Server;
  readonly model: HostsModel;
}

/** Registers the commands that open reports about hosts. */
export function registerReports(server: Server, model: HostsModel, reports: ReportDocuments): vscode.Disposable[] {
  return [
    register(Command.explainStart, async (document, position) => {
      const place = placeIn(await targetDocument(document), position);
      return showReport(reports, () => server.ask(Request.explainStart, place));
    }),
    register(OWN.compareHosts, async (...args) => {
      const request = await compareRequest({ server, model }, args);
      return request !== undefined && showReport(reports, () => server.ask(Request.compareHosts, request));
    }),
    register(OWN.showLevels, async (...args) => {
      const hosts = await levelsHosts({ server, model }, args);
      return hosts !== undefined && showReport(reports, () => server.ask(Request.levels, { hosts }));
    }),
    register(OWN.copyReport, () => copyReport(reports)),
  ];
}

async function copyReport(reports: ReportDocuments): Promise<boolean> {
  const markdown = reports.active();
  if (markdown === undefined) throw new Error(vscode.l10n.t("There is no report to copy."));
  await vscode.env.clipboard.writeText(markdown);
  vscode.window.setStatusBarMessage(vscode.l10n.t("Report copied as Markdown."), 5000);
  return true;
}

/**
 * What to compare with what. Of hosts of the Hosts view: the first with the others, one with what is asked for, one of a
 * pool with its pool. Without hosts: the CPU of the active document with its target.
 *
 * @returns undefined when the user turned back
 */
async function compareRequest(means: Means, args: readonly unknown[]): Promise<CompareRequest | undefined> {
  const { model } = means;
  const chosen = selectedHosts(args);
  const subject = chosen.find((host) => !isPool(host, model));
  if (subject !== undefined) {
    const others = chosen.filter((host) => host !== subject);
    return others.length > 0 ? { subject, hosts: others } : withAsked(subject, model);
  }
  const [pool] = chosen;
  if (pool !== undefined) return inPool(pool, model);
  return isOurs(vscode.window.activeTextEditor?.document) ? ofDocument(means) : ofAskedHost(model);
}

function isPool({ folder, name }: ConfiguredHost, model: HostsModel): boolean {
  return model.folders().some((each) => each.folder === folder && each.pools.some((pool) => pool.name === name));
}

function isOurs(document: vscode.TextDocument | undefined): boolean {
  return document !== undefined && isWhole(document) && isLibvirtDocument(document.getText());
}

async function withAsked(subject: ConfiguredHost, model: HostsModel): Promise<CompareRequest | undefined> {
  const other = await pickHost(model, {
    title: vscode.l10n.t("Compare {0}", subject.name),
    placeHolder: vscode.l10n.t("Compare with which host or pool?"),
    takesPools: true,
    without: subject,
  });
  return other && { subject, hosts: [other] };
}

async function inPool(pool: ConfiguredHost, model: HostsModel): Promise<CompareRequest | undefined> {
  const subject = await pickHost(model, {
    title: vscode.l10n.t("Compare within {0}", pool.name),
    placeHolder: vscode.l10n.t("Compare which host with the others?"),
    takesPools: false,
    pool,
  });
  return subject && { subject, hosts: [pool] };
}

async function ofAskedHost(model: HostsModel): Promise<CompareRequest | undefined> {
  const subject = await pickHost(model, {
    title: vscode.l10n.t("Compare Hosts"),
    placeHolder: vscode.l10n.t("Which host?"),
    takesPools: false,
  });
  return subject && withAsked(subject, model);
}

async function ofDocument({ server, model }: Means): Promise<CompareRequest | undefined> {
  const document = await targetDocument(undefined);
  const place = placeIn(document);
  const folder = model.folderOf(document.uri);
  const target = ((await documentTarget(server, document.uri)) ?? folder)?.target;
  if (folder !== undefined && target !== undefined) {
    return { subject: place, hosts: [{ folder: folder.folder, name: target }] };
  }
  const other = await pickHost(model, {
    title: vscode.l10n.t("Compare the CPU of {0}", vscode.workspace.asRelativePath(document.uri)),
    placeHolder: vscode.l10n.t("Compare with which host or pool?"),
    takesPools: true,
  });
  return other && { subject: place, hosts: [other] };
}

/**
 * Whose levels to show: the hosts and pools of the Hosts view, else the target of the active document or of the only
 * folder, else what is asked for.
 *
 * @returns undefined when the user turned back
 */
async function levelsHosts(
  { server, model }: Means,
  args: readonly unknown[],
): Promise<readonly ConfiguredHost[] | undefined> {
  const chosen = selectedHosts(args);
  if (chosen.length > 0) return chosen;
  const active = vscode.window.activeTextEditor?.document.uri;
  const folders = model.folders();
  const around = active && model.folderOf(active);
  const folder = around ?? (folders.length === 1 ? folders[0] : undefined);
  const own = active && around && (await documentTarget(server, active));
  const target = (own ?? folder)?.target;
  if (folder !== undefined && target !== undefined) return [{ folder: folder.folder, name: target }];
  const host = await pickHost(model, {
    title: vscode.l10n.t("Show CPU Levels"),
    placeHolder: vscode.l10n.t("CPU levels of which host or pool?"),
    takesPools: true,
  });
  return host && [host];
}

/**
 * Asks for a report and shows it; the status bar tells that it is being made.
 *
 * @returns true once it is shown
 * @throws what to tell the user where there is none
 */
async function showReport(reports: ReportDocuments, ask: () => Promise<MarkdownReport>): Promise<boolean> {
  const options = { location: vscode.ProgressLocation.Window, title: vscode.l10n.t("Reading hosts…") };
  const report = await vscode.window.withProgress(options, ask);
  if ("error" in report) throw new Error(report.error);
  await reports.show(report);
  return true;
}

/** What to ask for. */
interface HostQuestion {
  readonly title: string;
  readonly placeHolder: string;
  /** Whether a pool is an answer. */
  readonly takesPools: boolean;
  /** Only what this pool holds. */
  readonly pool?: ConfiguredHost;
  /** Is no answer. */
  readonly without?: ConfiguredHost;
}

interface HostItem extends vscode.QuickPickItem {
  readonly host?: ConfiguredHost;
}

/**
 * Asks for one of the configured hosts and pools; the target's folder first, and in it the target.
 *
 * @returns undefined when the user turned back, or is told that there are no hosts
 */
async function pickHost(model: HostsModel, question: HostQuestion): Promise<ConfiguredHost | undefined> {
  const items = foldersInOrder(model).flatMap((folder) => itemsOf(folder, question));
  if (items.every(({ host }) => host === undefined)) {
    tellNoHosts();
    return undefined;
  }
  const { title, placeHolder } = question;
  const chosen = await vscode.window.showQuickPick(items, { title, placeHolder, matchOnDescription: true });
  return chosen?.host;
}

function foldersInOrder(model: HostsModel): FolderHosts[] {
  const active = vscode.window.activeTextEditor?.document.uri;
  const own = active && model.folderOf(active);
  return [...(own === undefined ? [] : [own]), ...model.folders().filter((folder) => folder !== own)];
}

function itemsOf({ folder, target, pools, hosts }: FolderHosts, question: HostQuestion): HostItem[] {
  const { takesPools, pool, without } = question;
  if (pool !== undefined && pool.folder !== folder) return [];
  const isWanted = (name: string) => without?.folder !== folder || without.name !== name;
  const mark = (name: string, text: string) => (name === target ? `${text} · ${vscode.l10n.t("target")}` : text);
  const members = pool && new Set(pools.find(({ name }) => name === pool.name)?.hosts);
  const poolItems = pools
    .filter(({ name }) => takesPools && isWanted(name))
    .map(({ name, hosts: names }): HostItem => {
      const shown = names.slice(0, 5).join(", ") + (names.length > 5 ? ", …" : "");
      return { label: `$(layers) ${name}`, description: mark(name, shown), host: { folder, name } };
    });
  const hostItems = hosts
    .filter(({ name }) => isWanted(name) && (members === undefined || members.has(name)))
    .map(({ name, model = "" }): HostItem => {
      return { label: `$(server) ${name}`, description: mark(name, model), host: { folder, name } };
    });
  const separator = (label: string): HostItem => ({ label, kind: vscode.QuickPickItemKind.Separator });
  return [
    ...(poolItems.length === 0 ? [] : [separator(vscode.l10n.t("Pools")), ...poolItems]),
    ...(hostItems.length === 0 ? [] : [separator(vscode.l10n.t("Hosts")), ...hostItems]),
  ];
}
