// What a server loads when it is first asked for: here it is there already, since loading takes this test runner seconds.
import "../../../server/src/handlers/codeActionRequests.js";
import "../../../server/src/requests/baseline.js";
import "../../../server/src/requests/compareHosts.js";
import "../../../server/src/requests/describeHost.js";
import "../../../server/src/requests/describeHosts.js";
import "../../../server/src/requests/editConfig.js";
import "../../../server/src/requests/expandHostModel.js";
import "../../../server/src/requests/explainStart.js";
import "../../../server/src/requests/fromQemuCpu.js";
import "../../../server/src/requests/hosts.js";
import "../../../server/src/requests/insertProfile.js";
import "../../../server/src/requests/levels.js";
import "../../../server/src/requests/matrix.js";
import "../../../server/src/requests/modelDefinition.js";
import "../../../server/src/requests/profileChoices.js";
import "../../../server/src/requests/runOnTarget.js";
import "../../../server/src/requests/switchChoices.js";
import "../../../server/src/requests/switchModel.js";
import "../../../server/src/requests/toQemuCpu.js";
import "../../../shared/src/rules/index.js";
import { PassThrough } from "node:stream";
import {
  createConnection,
  ProposedFeatures,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import { startServer } from "../../../server/src/server.js";
import { readData } from "../client.js";

/** What came back for a request. */
export interface Reply {
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
}

export type Id = number | string;

/** A server that can be told anything, also what no protocol library would send. */
export interface RawServer {
  /** Any value as a message's body. */
  send(message: unknown): void;
  /** Any text as a message's body. */
  sendText(body: string): void;
  /** Resolves with the reply, which comes in the end whatever is asked. */
  ask(method: string, params: unknown, id?: Id): Promise<Reply>;
  /** The last diagnostics of each document. */
  readonly published: ReadonlyMap<string, PublishDiagnosticsParams>;
  /** Resolves at the next diagnostics, whatever document's. */
  nextDiagnostics(): Promise<void>;
  initialize(): Promise<void>;
}

interface Incoming {
  readonly id?: Id | null;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
}

export function startRaw(): RawServer {
  const toServer = new PassThrough();
  const toClient = new PassThrough();
  const connection = createConnection(
    ProposedFeatures.all,
    new StreamMessageReader(toServer),
    new StreamMessageWriter(toClient),
  );
  startServer(connection, { readData, readInside: async () => ({ error: "missing" }) });
  const waiting = new Map<Id, (reply: Reply) => void>();
  const published = new Map<string, PublishDiagnosticsParams>();
  const arriving: (() => void)[] = [];
  const sendText = (body: string) => {
    toServer.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  };
  const send = (message: unknown) => sendText(JSON.stringify(message));
  const hear = ({ id, method, params, ...reply }: Incoming) => {
    if (method === "textDocument/publishDiagnostics") {
      const told = params as PublishDiagnosticsParams;
      published.set(told.uri, told);
      for (const arrived of arriving.splice(0)) arrived();
    } else if (method !== undefined && id !== undefined) {
      send({ jsonrpc: "2.0", id, result: method === "workspace/configuration" ? [null] : null });
    } else if (id !== undefined && id !== null) {
      waiting.get(id)?.(reply);
      waiting.delete(id);
    }
  };
  new StreamMessageReader(toClient).listen((message) => hear(message as Incoming));
  let counter = 0;
  const ask: RawServer["ask"] = (method, params, id = ++counter) => {
    const reply = new Promise<Reply>((resolve) => waiting.set(id, resolve));
    send({ jsonrpc: "2.0", id, method, params });
    return reply;
  };
  return {
    send,
    sendText,
    ask,
    published,
    nextDiagnostics: () => new Promise((resolve) => arriving.push(resolve)),
    initialize: async () => {
      const capabilities = { workspace: { configuration: true, workspaceEdit: { documentChanges: true } } };
      await ask("initialize", { processId: null, rootUri: null, workspaceFolders: null, capabilities });
      send({ jsonrpc: "2.0", method: "initialized", params: {} });
    },
  };
}
