import path from "node:path";
import type { BaseLanguageClient } from "vscode-languageclient";
import { LanguageClient, TransportKind } from "vscode-languageclient/node";
import { type ClientGiven, clientId, makeLanguageClient } from "../connection/languageClient.js";

/** The server's bundle, seen from this one's place in dist/client/. */
const serverModule = path.join(__dirname, "..", "server", "node.cjs");

/** The client of a server in a process of its own. */
export function makeNodeClient(given: ClientGiven): BaseLanguageClient {
  const run = { module: serverModule, transport: TransportKind.ipc };
  // Where the extension itself is debugged: .vscode/launch.json attaches to this port.
  const debug = { ...run, options: { execArgv: ["--inspect=127.0.0.1:6009"] } };
  return makeLanguageClient(given, (options) => new LanguageClient(clientId, "Libvirt CPU", { run, debug }, options));
}
