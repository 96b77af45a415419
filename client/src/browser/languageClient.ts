import { type LogOutputChannel, Uri } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { LanguageClient } from "vscode-languageclient/browser";
import { clientId } from "../clientId.js";
import { makeLanguageClient } from "../connection/languageClient.js";
import { createWorkers } from "./createWorkers.js";

/** The client of a server in a worker. */
export function makeBrowserClient(extensionUri: Uri, log: LogOutputChannel): BaseLanguageClient {
  const server = createWorkers(Uri.joinPath(extensionUri, "dist", "server", "browser.js"));
  return makeLanguageClient(log, (options) => new LanguageClient(clientId, "Libvirt CPU", server, options));
}
