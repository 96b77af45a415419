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
  const server = createWorkers(Uri.joinPath(given.extensionUri, "dist", "server"));
  return makeLanguageClient(given, (options) => new LanguageClient(clientId, "Libvirt CPU", server, options));
}

/**
 * Runs the server as a worker. Its script is put together and handed over as a blob: the extension host refuses workers by
 * address where the extension is served by a remote.
 *
 * @param folder where the server's bundle is
 * @returns makes a new worker on each call and ends the one before: the language client does not end those it gives up
 */
function createWorkers(folder: vscode.Uri): () => Promise<MessageTransports> {
  let last: { worker: Worker; address: string } | undefined;
  return async () => {
    const script = await serverScript(folder);
    last?.worker.terminate();
    if (last !== undefined) URL.revokeObjectURL(last.address);
    const address = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
    const worker = new Worker(address);
    last = { worker, address };
    // Not the worker itself: the extension host has its own Worker, which the client would not recognise.
    return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
  };
}

/** The server's CommonJS files as one script: a worker has no `require`, and may load nothing. */
async function serverScript(folder: vscode.Uri): Promise<string> {
  const read = async (...names: string[]): Promise<string> =>
    textOfBytes(await vscode.workspace.fs.readFile(Uri.joinPath(folder, ...names)));
  const names: string[] = JSON.parse(await read("parts.json"));
  const files = await Promise.all([
    read(ENTRY).then((text) => asFunction(ENTRY, text)),
    ...names.map(async (name) => asFunction(name, await read("parts", name))),
  ]);
  return `const files = {\n${files.join(",\n")}\n};\n${REQUIRE}\nrequireFile("./${ENTRY}");\n`;
}

const ENTRY = "browser.cjs";

function asFunction(name: string, text: string): string {
  return `${JSON.stringify(name)}(require, module, exports) {${text}\n}`;
}

/** Each file runs once, when it is first asked for; no two have the same name. */
const REQUIRE = `
const modules = new Map();
function requireFile(path) {
  const name = path.slice(path.lastIndexOf("/") + 1);
  let module = modules.get(name);
  if (module === undefined) {
    module = { exports: {} };
    modules.set(name, module);
    files[name](requireFile, module, module.exports);
  }
  return module.exports;
}`;
