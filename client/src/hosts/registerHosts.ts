import type * as vscode from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import {
  type EditConfigRequest,
  type EditedConfig,
  type FolderHosts,
  type HostFile,
  type LiveConnection,
  Message,
} from "../../../shared/src/messages.js";
import { register } from "../commands/register.js";
import { serverOf } from "../server.js";
import { readData } from "../serverRequests.js";
import { addHost } from "./edit/addHost.js";
import { makeChangeConfig } from "./edit/changeConfig.js";
import { chooseTarget } from "./edit/chooseTarget.js";
import { HOST_COMMANDS, type HostCommandMeans } from "./edit/hostCommands.js";
import { editPool, makePool } from "./edit/poolCommands.js";
import { createHostsModel, type HostsModel } from "./hostsModel.js";
import { createLiveHosts } from "./live/liveHosts.js";
import type { Virsh } from "./live/virsh.js";
import { readHostFile } from "./readHostFile.js";
import { createStatusBar } from "./statusBar.js";
import { createHostsView } from "./view/hostsView.js";

const PREFIX = "libvirt-cpu.hosts.";

/** What others need of the hosts, and what ends it. */
export interface RegisteredHosts {
  readonly model: HostsModel;
  readonly disposables: readonly vscode.Disposable[];
}

/**
 * Registers the Hosts view, its commands and the status bar's target, and serves the language server's questions about
 * hosts.
 *
 * @param virsh asks live hosts; undefined where no process can be started
 */
export function registerHosts(
  client: BaseLanguageClient,
  context: vscode.ExtensionContext,
  virsh: Virsh | undefined,
): RegisteredHosts {
  const server = serverOf(client);
  const model = createHostsModel(() => client.sendRequest<FolderHosts[]>(Message.hosts, {}));
  const reread = (): void => void client.sendNotification(Message.liveFactsChanged);
  const live = createLiveHosts(virsh, context.workspaceState, reread);
  const means: HostCommandMeans = {
    model,
    live,
    reread,
    change: makeChangeConfig((request: EditConfigRequest) =>
      client.sendRequest<EditedConfig>(Message.editConfig, request),
    ),
    takenIn: (folder) => namesIn(model.folders().find((each) => each.folder === folder)),
    describeHosts: (documents) => server.describeHosts(documents),
    readData: (path) => readData(context.extensionUri, path),
  };
  const commands = Object.entries(HOST_COMMANDS).map(([name, run]) =>
    register(PREFIX + name, (...args) => run(means, ...args)),
  );
  return {
    model,
    disposables: [
      model,
      client.onNotification(Message.hostsChanged, () => void model.refresh()),
      client.onRequest<HostFile, void>(Message.readHostFile, (uri: unknown) => readHostFile(uri)),
      client.onRequest(Message.liveFacts, (connection: LiveConnection) => live.facts(connection)),
      createHostsView(model),
      createStatusBar(model),
      register(`${PREFIX}add`, () => addHost(means)),
      register(`${PREFIX}chooseTarget`, (...args) => chooseTarget(means, ...args)),
      register(`${PREFIX}makePool`, (...args) => makePool(means, ...args)),
      register(`${PREFIX}editPool`, (...args) => editPool(means, ...args)),
      ...commands,
    ],
  };
}

function namesIn(folder: FolderHosts | undefined): Set<string> {
  return new Set([...(folder?.hosts ?? []), ...(folder?.pools ?? [])].map(({ name }) => name));
}
