import path from "node:path";
import type { LogOutputChannel } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { LanguageClient, TransportKind } from "vscode-languageclient/node";
import { clientId } from "../clientId.js";
import { makeLanguageClient } from "../connection/languageClient.js";

/** The server's bundle, seen from this one's place in dist/client/. */
const serverModule = path.join(__dirname, "..", "server", "node.js");

/** The client of a server in a process of its own. */
export function makeNodeClient(log: LogOutputChannel): BaseLanguageClient {
  const server = { module: serverModule, transport: TransportKind.ipc };
  return makeLanguageClient(log, (options) => new LanguageClient(clientId, "Libvirt CPU", server, options));
}
