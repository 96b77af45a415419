import * as vscode from "vscode";
import { fileNameOf } from "../../../../shared/src/common/fileNames.js";
import { type HostConfig, parseConfig } from "../../../../shared/src/config/index.js";
import type {
  ConfiguredHost,
  DocumentTarget,
  FolderHosts,
  HostInfo,
  LiveFacts,
} from "../../../../shared/src/messages.js";
import type { HostsModel } from "../hostsModel.js";
import { selectedHosts } from "../selectedHosts.js";
import { kindText } from "../view/texts.js";
import type { AddingContext } from "./addConnection.js";
import { pickFolder } from "./addHost.js";
import { askName, freePath, safeName } from "./askName.js";
import { configUri, type WrittenFile } from "./changeConfig.js";
import { readArgument, readOptions } from "./givenHost.js";

/** What the commands of the Hosts view work with. */
export interface HostCommandContext extends AddingContext {
  readonly model: HostsModel;
  /** Has the language server read every host again. */
  readonly reread: () => Promise<void>;
  /** Where the VMs of a document run. */
  readonly documentTarget: (document: vscode.Uri) => Promise<DocumentTarget | undefined>;
}

type Run = (means: HostCommandContext, ...args: readonly unknown[]) => Promise<boolean>;

/** The commands of the Hosts view, by what follows `libvirt-cpu.hosts.`. Each answers whether something was changed. */
export const HOST_COMMANDS: Readonly<Record<string, Run>> = {
  refresh: async (means, ...args) => {
    const chosen = selectedHosts(args);
    const hosts =
      chosen.length === 0 ? means.model.folders().flatMap(({ hosts }) => hosts) : hostsOf(chosen, means.model);
    const connections = hosts.flatMap(({ connection }) => connection ?? []);
    await means.reread();
    return connections.length === 0 ? hosts.length > 0 : means.live.fetch(connections);
  },
  open: async ({ model }, ...args) => {
    const [host] = hostsOf(selectedHosts(args), model);
    return host !== undefined && openDocument(host);
  },
  openConfig: async (means, argument) => {
    const folder = await pickFolder(means.model, readArgument(argument).folder);
    if (folder === undefined) return false;
    const uri = configUri(folder);
    try {
      await vscode.window.showTextDocument(uri);
    } catch {
      throw new Error(vscode.l10n.t("There is no libvirt-cpu.json yet. Add a host to create it."));
    }
    return true;
  },
  rename: async ({ change, takenIn }, ...args) => {
    const [host] = selectedHosts(args);
    if (host === undefined) return false;
    const taken = new Set([...takenIn(host.folder)].filter((name) => name !== host.name));
    const newName = readOptions(args).name ?? (await askName(vscode.l10n.t("Rename {0}", host.name), host.name, taken));
    if (newName === undefined || newName === host.name) return false;
    await change(host.folder, [{ kind: "renameHost", name: host.name, newName }]);
    return true;
  },
  remove: async ({ change, model }, ...args) => {
    const chosen = selectedHosts(args);
    const [first] = chosen;
    if (first === undefined) return false;
    if (!readOptions(args).confirmed && !(await confirmRemoval(chosen))) return false;
    const changes = chosen.map(({ folder, name }) => {
      const isPool = poolIn(folder, name, model) !== undefined;
      return { folder, change: { kind: isPool ? ("removePool" as const) : ("removeHost" as const), name } };
    });
    for (const folder of new Set(changes.map((each) => each.folder))) {
      await change(
        folder,
        changes.filter((each) => each.folder === folder).map((each) => each.change),
      );
    }
    return true;
  },
  saveAsFiles: (means, ...args) => saveAsFiles(means, selectedHosts(args)),
};

/** The hosts behind names; a pool stands for all of its hosts. */
export function hostsOf(chosen: readonly ConfiguredHost[], model: HostsModel): HostInfo[] {
  return chosen.flatMap(({ folder, name }) => {
    const names = poolIn(folder, name, model)?.hosts ?? [name];
    return names.flatMap((each) => model.host(folder, each) ?? []);
  });
}

export function poolIn(folder: string, name: string, model: HostsModel): FolderHosts["pools"][number] | undefined {
  return model
    .folders()
    .find((each) => each.folder === folder)
    ?.pools.find((pool) => pool.name === name);
}

async function confirmRemoval(chosen: readonly ConfiguredHost[]): Promise<boolean> {
  const remove = vscode.l10n.t("Remove");
  const [first] = chosen;
  const question =
    chosen.length === 1
      ? vscode.l10n.t("Remove {0} from libvirt-cpu.json?", first?.name ?? "")
      : vscode.l10n.t("Remove {0} hosts and pools from libvirt-cpu.json?", chosen.length);
  const detail = vscode.l10n.t("Their files are not deleted.");
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, remove)) === remove;
}

/** Opens the file that describes a host; of several the one that the user picks. */
async function openDocument(host: HostInfo): Promise<boolean> {
  const items = host.sources.flatMap(({ kind, uri }) => {
    if (uri === undefined || kind === "live") return [];
    return [{ label: fileNameOf(uri), description: kindText(kind, (message) => vscode.l10n.t(message)), uri }];
  });
  const title = vscode.l10n.t("Documents of {0}", host.name);
  const chosen = items.length < 2 ? items[0] : await vscode.window.showQuickPick(items, { title });
  if (chosen === undefined) return false;
  await vscode.window.showTextDocument(vscode.Uri.parse(chosen.uri));
  return true;
}

/**
 * Writes what virsh answered into `hosts/` and names the files in `libvirt-cpu.json`, so that a team has them in git.
 *
 * @throws what to tell the user where nothing was asked yet
 */
async function saveAsFiles(means: HostCommandContext, chosen: readonly ConfiguredHost[]): Promise<boolean> {
  const live = chosen.filter(({ folder, name }) => means.model.host(folder, name)?.connection !== undefined);
  if (live.length === 0) return false;
  for (const host of live) await saveOne(means, host);
  vscode.window.showInformationMessage(
    live.length === 1 ? vscode.l10n.t("Saved in hosts/.") : vscode.l10n.t("{0} hosts saved in hosts/.", live.length),
  );
  return true;
}

async function saveOne({ live, model, change }: HostCommandContext, { folder, name }: ConfiguredHost): Promise<void> {
  const connection = model.host(folder, name)?.connection;
  const facts = connection && live.facts(connection);
  if (facts === undefined || facts === null) {
    throw new Error(vscode.l10n.t("{0} was not read yet. Refresh it first.", name));
  }
  const { files, paths } = await filesOf(facts, folder, name, await configured(folder, name));
  const releases = {
    ...(facts.libvirt === undefined ? {} : { libvirt: facts.libvirt }),
    ...(facts.qemu === undefined ? {} : { qemu: facts.qemu }),
  };
  await change(folder, [{ kind: "addToHost", name, host: { ...paths, ...releases } }], files);
}

async function configured(folder: string, name: string): Promise<HostConfig> {
  const document = await vscode.workspace.openTextDocument(configUri(folder));
  return parseConfig(document.getText()).config.hosts.get(name) ?? {};
}

/** A host's own files, saved before, are written over; others are not. */
async function filesOf(
  { documents }: LiveFacts,
  folder: string,
  name: string,
  before: HostConfig,
): Promise<{ files: WrittenFile[]; paths: Record<string, string> }> {
  const files: WrittenFile[] = [];
  const paths: Record<string, string> = {};
  for (const text of documents) {
    const isDomain = text.trimStart().startsWith("<domainCapabilities");
    const key = isDomain ? "domainCapabilities" : "capabilities";
    const file = `${safeName(name)}.${isDomain ? "domcaps" : "caps"}.xml`;
    const isOwn = before[key] === `hosts/${file}`;
    const path = isOwn ? `hosts/${file}` : await freePath(folder, file, new Set());
    files.push({ uri: vscode.Uri.joinPath(vscode.Uri.parse(folder), path), text, overwrite: isOwn });
    paths[key] = path;
  }
  return { files, paths };
}
