import * as vscode from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { ClientRequest } from "../../shared/src/messages.js";
import { registerCommands } from "./commands/registerCommands.js";
import type { ClientGiven } from "./connection/languageClient.js";
import { connectLater, notStarted } from "./connection/server.js";
import { trackContext } from "./documents/trackContext.js";
import { registerHosts } from "./hosts/registerHosts.js";
import type { Machine } from "./machine.js";
import { registerReports } from "./reports/registerReports.js";
import { createReportDocuments } from "./reports/reportDocuments.js";
import { readData, readWorkspaceFile } from "./serverRequests.js";
import { registerWithoutVirsh } from "./vms/withoutVirsh.js";
import { registerWelcome } from "./welcome/registerWelcome.js";
import { samplesFolder } from "./welcome/samples.js";

/** Loads and makes the language client of one kind of extension host. */
export type LoadClient = (given: ClientGiven) => Promise<BaseLanguageClient>;

/** What activation gives to other extensions and to tests. */
export interface ExtensionApi {
  /** Resolves when the language server answers and the hosts are known; rejects when it could not be started. */
  readonly ready: Promise<void>;
}

/** A started extension. */
export interface Started {
  readonly api: ExtensionApi;
  stop(): Promise<void>;
}

/**
 * Starts everything that Node's and the browser's extension host have in common.
 *
 * @param context where disposables go, and where the extension's files are
 * @param loadClient loads the language client of this host
 * @param machine what only a machine can do; undefined in a browser
 * @returns at once: VS Code waits for activation, and the server takes longer
 */
export function start(context: vscode.ExtensionContext, loadClient: LoadClient, machine: Machine | undefined): Started {
  const log = vscode.window.createOutputChannel("Libvirt CPU", { log: true });
  const samples = samplesFolder(context.globalStorageUri);
  const server = connectLater(() => loadClient({ extensionUri: context.extensionUri, samples, log }));
  const hosts = registerHosts(server, context, machine);
  const reports = createReportDocuments();
  context.subscriptions.push(
    log,
    ...hosts.disposables,
    server.answer(ClientRequest.readData, (path) => readData(context.extensionUri, path)),
    server.answer(ClientRequest.readFile, (uri) => readWorkspaceFile(uri, samples, machine?.staysInside)),
    ...registerCommands(server, context.extensionUri, hosts.model),
    ...registerWelcome(context, { server, hosts: hosts.model, log }),
    reports,
    ...registerReports(server, hosts.model, reports),
    ...(machine?.vms({ server, ...hosts, reports, memento: context.workspaceState }) ??
      registerWithoutVirsh(hosts, context.extension.packageJSON)),
    ...trackContext(),
  );
  const starting = server.start();
  const settled = starting.catch(notStarted).then(() => hosts.model.refresh());
  const ready = starting.then(() => settled);
  // Other extensions may wait for it; where none does, its failure is not another one: notStarted has told the user.
  ready.catch(() => undefined);
  return { api: { ready }, stop: () => settled.then(() => server.stop()) };
}
