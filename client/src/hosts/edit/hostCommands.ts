import * as vscode from "vscode";
import type { ConfiguredHost, FolderHosts, HostInfo } from "../../../../shared/src/messages.js";
import type { HostsModel } from "../hostsModel.js";
import { selectedHosts } from "../selectedHosts.js";
import type { AddingMeans } from "./addConnection.js";
import { askName } from "./askName.js";
import { configUri } from "./changeConfig.js";
import { readGiven } from "./givenHost.js";
import { openDocument } from "./openDocument.js";
import { readOptions } from "./options.js";
import { pickFolder } from "./pickFolder.js";
import { saveAsFiles } from "./saveAsFiles.js";

/** What the commands of the Hosts view work with. */
export interface HostCommandMeans extends AddingMeans {
  readonly model: HostsModel;
  /** Has the language server read every host anew. */
  readonly reread: () => Promise<void>;
}

type Run = (means: HostCommandMeans, ...args: readonly unknown[]) => Promise<boolean>;

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
  openConfig: async (_means, argument) => {
    const folder = await pickFolder(readGiven(argument).folder);
    if (folder === undefined) return false;
    const uri = configUri(folder);
    try {
      await vscode.window.showTextDocument(uri);
    } catch {
      throw new Error(vscode.l10n.t("There is no libvirt-cpu.json yet: adding a host makes it."));
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
  const detail = vscode.l10n.t("Their files stay.");
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, remove)) === remove;
}
