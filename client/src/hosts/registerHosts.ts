import type * as vscode from "vscode";
import {
  ClientRequest,
  type FolderHosts,
  type HostInfo,
  type LiveConnection,
  Notification,
  Request,
} from "../../../shared/src/messages.js";
import { register, showFailure } from "../commands/register.js";
import type { Server } from "../connection/server.js";
import type { Machine } from "../machine.js";
import { readData } from "../serverRequests.js";
import { samplesFolder } from "../welcome/samples.js";
import { documentTarget } from "./documentTarget.js";
import { addHostCommand } from "./edit/addHost.js";
import { makeChangeConfig } from "./edit/changeConfig.js";
import { chooseTarget } from "./edit/chooseTarget.js";
import { HOST_COMMANDS, type HostCommandContext } from "./edit/hostCommands.js";
import { offerOwnMap } from "./edit/ownMap.js";
import { addToPool, editPool, makePool, takeOutOfPool } from "./edit/poolCommands.js";
import { createHostsModel, type HostsModel } from "./hostsModel.js";
import { createLiveHosts, type LiveHosts } from "./live/liveHosts.js";
import { paced } from "./paced.js";
import { readHostFile } from "./readHostFile.js";
import { createHostsView } from "./view/hostsView.js";
import { createStatusBar } from "./view/statusBar.js";

/**
 * Puts what went wrong when hosts were asked beside what is known of them: the server does not ask, and does not know.
 *
 * @param failureOf why a connection gave no answer when it was last asked
 */
export function withFailures(
  folders: readonly FolderHosts[],
  failureOf: (connection: LiveConnection) => string | undefined,
): FolderHosts[] {
  return folders.map((folder) => ({ ...folder, hosts: folder.hosts.map((host) => withFailure(host, failureOf)) }));
}

function withFailure(host: HostInfo, failureOf: (connection: LiveConnection) => string | undefined): HostInfo {
  const failure = host.connection && failureOf(host.connection);
  if (failure === undefined) return host;
  const { isUnasked, problem, ...known } = host;
  return { ...known, problem: problem === undefined || isUnasked === true ? failure : `${failure}\n${problem}` };
}

const PREFIX = "libvirt-cpu.hosts.";

/** While a fleet is read there is news ten times a second: the view of a thousand hosts does not follow each. */
const REFRESH_PAUSE = 500;

/** What others need of the hosts, and what ends it. */
export interface RegisteredHosts {
  readonly model: HostsModel;
  readonly live: LiveHosts;
  readonly disposables: readonly vscode.Disposable[];
}

/**
 * Registers the Hosts view, its commands and the status bar's target, and serves the language server's questions about
 * hosts.
 *
 * @param machine what only a machine can do; undefined in a browser
 */
export function registerHosts(
  server: Server,
  context: vscode.ExtensionContext,
  machine: Machine | undefined,
): RegisteredHosts {
  const samples = samplesFolder(context.globalStorageUri);
  const reread = (): Promise<void> => server.notify(Notification.liveFactsChanged);
  // A server that does not run asks for them when it does.
  const live = createLiveHosts(machine?.virsh, context.workspaceState, () => void reread().catch(() => undefined));
  const model = createHostsModel(async () => withFailures(await server.ask(Request.hosts, {}), live.failure));
  const refresh = paced(model.refresh, REFRESH_PAUSE);
  const change = makeChangeConfig((request) => server.ask(Request.editConfig, request), machine?.staysInside);
  const means: HostCommandContext = {
    model,
    live,
    reread,
    change,
    offerOwnMap: (host) => showFailure(() => offerOwnMap(host, { change, cpuMap: machine?.cpuMap }), undefined),
    takenIn: (folder) => namesIn(model.folders().find((each) => each.folder === folder)),
    documentTarget: (document) => documentTarget(server, document),
    describeHost: (document) => server.ask(Request.describeHost, document),
    readData: (path) => readData(context.extensionUri, path),
  };
  const commands = Object.entries(HOST_COMMANDS).map(([name, run]) =>
    register(PREFIX + name, (...args) => run(means, ...args)),
  );
  return {
    model,
    live,
    disposables: [
      model,
      refresh,
      server.onNotification(Notification.hostsChanged, refresh.run),
      server.answer(ClientRequest.readHostFile, (uri) => readHostFile(uri, samples, machine?.staysInside)),
      server.answer(ClientRequest.liveFacts, (connection) => live.facts(connection)),
      createHostsView(model),
      createStatusBar(model, (document) => documentTarget(server, document)),
      register(`${PREFIX}add`, (argument) => addHostCommand(means, argument)),
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
