import type * as vscode from "vscode";
import {
  type EditConfigRequest,
  type EditedConfig,
  type FolderHosts,
  type HostFile,
  type LiveConnection,
  Message,
} from "../../../shared/src/messages.js";
import { register } from "../commands/register.js";
import type { ServerConnection } from "../connection/serverConnection.js";
import type { Machine } from "../machine.js";
import { serverOf } from "../server.js";
import { readData } from "../serverRequests.js";
import { addHost } from "./edit/addHost.js";
import { makeChangeConfig } from "./edit/changeConfig.js";
import { chooseTarget } from "./edit/chooseTarget.js";
import { HOST_COMMANDS, type HostCommandMeans } from "./edit/hostCommands.js";
import { addToPool, editPool, makePool, takeOutOfPool } from "./edit/poolCommands.js";
import { createHostsModel, type HostsModel } from "./hostsModel.js";
import { createLiveHosts } from "./live/liveHosts.js";
import { withFailures } from "./live/withFailures.js";
import { paced } from "./paced.js";
import { readHostFile } from "./readHostFile.js";
import { createStatusBar } from "./statusBar.js";
import { createHostsView } from "./view/hostsView.js";

const PREFIX = "libvirt-cpu.hosts.";

/** While a fleet is read there is news ten times a second: the view of a thousand hosts does not follow each. */
const REFRESH_PAUSE = 500;

/** What others need of the hosts, and what ends it. */
export interface RegisteredHosts {
  readonly model: HostsModel;
  readonly disposables: readonly vscode.Disposable[];
}

/**
 * Registers the Hosts view, its commands and the status bar's target, and serves the language server's questions about
 * hosts.
 *
 * @param machine what only a machine can do; undefined in a browser
 */
export function registerHosts(
  client: ServerConnection,
  context: vscode.ExtensionContext,
  machine: Machine | undefined,
): RegisteredHosts {
  const server = serverOf(client);
  const reread = (): Promise<void> => client.sendNotification(Message.liveFactsChanged);
  // A server that does not run asks for them when it does.
  const live = createLiveHosts(machine?.virsh, context.workspaceState, () => void reread().catch(() => undefined));
  const model = createHostsModel(async () => withFailures(await server.hosts(), live.failure));
  const refresh = paced(model.refresh, REFRESH_PAUSE);
  const means: HostCommandMeans = {
    model,
    live,
    reread,
    change: makeChangeConfig(
      (request: EditConfigRequest) => client.sendRequest<EditedConfig>(Message.editConfig, request),
      machine?.staysInside,
    ),
    takenIn: (folder) => namesIn(model.folders().find((each) => each.folder === folder)),
    describeHost: (document) => server.describeHost(document),
    readData: (path) => readData(context.extensionUri, path),
  };
  const commands = Object.entries(HOST_COMMANDS).map(([name, run]) =>
    register(PREFIX + name, (...args) => run(means, ...args)),
  );
  return {
    model,
    disposables: [
      model,
      refresh,
      client.onNotification(Message.hostsChanged, refresh.run),
      client.onRequest<HostFile>(Message.readHostFile, (uri: unknown) => readHostFile(uri, machine?.staysInside)),
      client.onRequest(Message.liveFacts, (connection: LiveConnection) => live.facts(connection)),
      createHostsView(model),
      createStatusBar(model),
      register(`${PREFIX}add`, (argument) => addHost(means, argument)),
      register(`${PREFIX}chooseTarget`, (...args) => chooseTarget(means, ...args)),
      register(`${PREFIX}setTarget`, (...args) => chooseTarget(means, ...args)),
      register(`${PREFIX}makePool`, (...args) => makePool(means, ...args)),
      register(`${PREFIX}editPool`, (...args) => editPool(means, ...args)),
      register(`${PREFIX}addToPool`, (...args) => addToPool(means, ...args)),
      register(`${PREFIX}takeOutOfPool`, (...args) => takeOutOfPool(means, ...args)),
      ...commands,
    ],
  };
}

function namesIn(folder: FolderHosts | undefined): Set<string> {
  return new Set([...(folder?.hosts ?? []), ...(folder?.pools ?? [])].map(({ name }) => name));
}
