import * as vscode from "vscode";
import { Uri } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import {
  BrowserMessageReader,
  BrowserMessageWriter,
  LanguageClient,
  type MessageTransports,
} from "vscode-languageclient/browser";
import { textOfBytes } from "../../../shared/src/common/decodeBytes.js";
import { type ClientGiven, clientId, makeLanguageClient } from "../connection/languageClient.js";

/** The client of a server in a worker. */
export function makeBrowserClient(given: ClientGiven): BaseLanguageClient {
  const server = createWorkers(Uri.joinPath(given.extensionUri, "dist", "server", "browser.js"));
  return makeLanguageClient(given, (options) => new LanguageClient(clientId, "Libvirt CPU", server, options));
}

/**
 * Runs a script of the extension as a worker. The script is read and handed over as a blob: the extension host refuses
 * workers by address where the extension is served by a remote.
 *
 * @param script the bundle
 * @returns makes a new worker on each call and ends the one before: the language client does not end those it gives up
 */
function createWorkers(script: vscode.Uri): () => Promise<MessageTransports> {
  let last: { worker: Worker; address: string } | undefined;
  return async () => {
    const text = textOfBytes(await vscode.workspace.fs.readFile(script));
    last?.worker.terminate();
    if (last !== undefined) URL.revokeObjectURL(last.address);
    const address = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
    const worker = new Worker(address);
    last = { worker, address };
    // Not the worker itself: the extension host has its own Worker, which the client would not recognise.
    return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
  };
}
