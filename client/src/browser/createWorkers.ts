import * as vscode from "vscode";
import { BrowserMessageReader, BrowserMessageWriter, type MessageTransports } from "vscode-languageclient/browser";
import { bytesToText } from "../documents/bytesToText.js";

/**
 * Runs a script of the extension as a worker. The script is read and handed over as a blob: the extension host refuses
 * workers by address where the extension is served by a remote.
 *
 * @param script the bundle
 * @returns makes a new worker on each call and ends the one before: the language client does not end those it gives up
 */
export function createWorkers(script: vscode.Uri): () => Promise<MessageTransports> {
  let last: { worker: Worker; address: string } | undefined;
  return async () => {
    const text = bytesToText(await vscode.workspace.fs.readFile(script));
    last?.worker.terminate();
    if (last !== undefined) URL.revokeObjectURL(last.address);
    const address = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
    const worker = new Worker(address);
    last = { worker, address };
    // Not the worker itself: the extension host has its own Worker, which the client would not recognise.
    return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
  };
}
