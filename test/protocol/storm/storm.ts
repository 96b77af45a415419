import { TextDocument, type TextDocumentContentChangeEvent } from "vscode-languageserver-textdocument";
import { METHODS, type Query, randomQuery } from "./queries.js";
import type { Random } from "./random.js";
import type { Id, RawServer, Reply } from "./rawServer.js";
import { randomChanges, randomText } from "./texts.js";

/** A question, the document as it was when it was asked, and what came back. */
export interface Asked {
  readonly query: Query;
  readonly languageId: string;
  readonly uri: string;
  readonly version: number;
  readonly text: string;
  readonly reply: Promise<Reply>;
}

/** What a storm has left. */
export interface After {
  /** The documents that are open now: the model, which is told what the server is told. */
  readonly open: ReadonlyMap<string, TextDocument>;
  readonly asked: readonly Asked[];
  /** Replies to what has no right answer; but each must come. */
  readonly others: readonly Promise<Reply>[];
}

const URIS = ["a.xml", "b.xml", "c%20d.xml", "libvirt-cpu.json", "__proto__"].map((name) => `file:///vms/${name}`);

const NO_PARAMS: readonly unknown[] = [
  null,
  undefined,
  [],
  "text",
  5,
  {},
  { textDocument: null, uri: null },
  { textDocument: { uri: 5 }, uri: 5, position: { line: "a" } },
  { textDocument: { uri: URIS[0] }, position: null, range: null, context: null },
  { textDocument: { uri: "file:///vms/never-opened.xml" }, position: { line: 0, character: 0 } },
  { uri: URIS[0], version: "1", position: {}, hosts: {}, documents: 7, text: 1, change: { kind: "__proto__" } },
  { hosts: [null, { folder: "x", name: "__proto__" }], subject: null, arch: "../..", model: "__proto__" },
];

const NO_MESSAGES: readonly unknown[] = [
  null,
  [],
  {},
  "text",
  7,
  { jsonrpc: "2.0" },
  { jsonrpc: "2.0", id: "never-asked", result: 1 },
  { jsonrpc: "2.0", method: 5 },
  { jsonrpc: "1.0", method: "exot", params: {} },
  [{ jsonrpc: "2.0", id: 1, method: "textDocument/hover" }],
  { jsonrpc: "2.0", method: "$/cancelRequest", params: null },
  { jsonrpc: "2.0", method: "$/cancelRequest", params: { id: {} } },
  { jsonrpc: "2.0", method: "$/progress", params: { token: [], value: 1 } },
  { jsonrpc: "2.0", method: "textDocument/didOpen", params: { textDocument: { uri: 5, text: null } } },
  { jsonrpc: "2.0", method: "textDocument/didClose", params: {} },
  { jsonrpc: "2.0", method: "textDocument/didSave", params: "x" },
];

const NEWS: readonly (readonly [method: string, params: unknown])[] = [
  ["workspace/didChangeConfiguration", { settings: null }],
  ["workspace/didChangeConfiguration", null],
  ["workspace/didChangeWatchedFiles", { changes: [{ uri: "file:///vms/libvirt-cpu.json", type: 2 }] }],
  ["workspace/didChangeWatchedFiles", { changes: null }],
  ["libvirtCpu/liveFactsChanged", {}],
  ["unknown/notification", [1, 2]],
  ["$/setTrace", { value: "off" }],
];

const BODIES = ["", "{", '{"jsonrpc":"2.0","id":', "\u0000\u0000", "nul", '{"a":1}}', "\ud800"];

/** Ids that no client uses, each once: of two messages under one id the protocol's library forgets the first. */
const oddIds = (count: number): Id[] => [
  2 ** 53 + 2 * count,
  -1 - count,
  count + 0.5,
  `__proto__${count || ""}`,
  `${"x".repeat(10_000)}${count}`,
  Number.MAX_VALUE / (count + 1),
];

/** Tells a server so many random messages, in bursts, and keeps a model of what it must know afterwards. */
export async function storm(server: RawServer, count: number, random: Random): Promise<After> {
  const open = new Map<string, TextDocument>();
  const asked: Asked[] = [];
  const others: Promise<Reply>[] = [];
  const notify = (method: string, params: unknown) => server.send({ jsonrpc: "2.0", method, params });
  const openOne = (uri: string) => {
    const languageId = uri.endsWith(".json") ? "jsonc" : "xml";
    const document = TextDocument.create(uri, languageId, random.below(5), randomText(random));
    open.set(uri, document);
    const { version } = document;
    notify("textDocument/didOpen", { textDocument: { uri, languageId, version, text: document.getText() } });
  };
  const change = (document: TextDocument, uri: string) => {
    const contentChanges = randomChanges(document, random);
    // Most clients count; some stay, go back or jump.
    const version = random.pick([1, 1, 1, 1, 1, 1, 0, -3, 1e6]) + document.version;
    notify("textDocument/didChange", { textDocument: { uri, version }, contentChanges });
    if (!Array.isArray(contentChanges) || contentChanges.length === 0) return;
    try {
      TextDocument.update(document, contentChanges as TextDocumentContentChangeEvent[], version);
    } catch {
      // The server's document refuses it too.
    }
  };
  const ask = (document: TextDocument, uri: string, id?: Id) => {
    const query = randomQuery(document, random);
    const { languageId, version } = document;
    const reply = server.ask(query.method, query.params, id);
    asked.push({ query, languageId, uri, version, text: document.getText(), reply });
  };
  const one = () => {
    const uri = random.pick(URIS);
    const document = open.get(uri);
    const kind = random.below(100);
    if (kind < 6 || (document === undefined && kind < 40)) return openOne(uri);
    if (kind < 10) {
      open.delete(uri);
      return notify("textDocument/didClose", { textDocument: { uri } });
    }
    if (kind < 45) {
      if (document !== undefined) return change(document, uri);
      return notify("textDocument/didChange", { textDocument: { uri, version: 1 }, contentChanges: [{ text: "<" }] });
    }
    if (kind < 80) return document === undefined ? undefined : ask(document, uri);
    if (kind < 82) {
      if (document === undefined) return undefined;
      const id = random.pick(oddIds(others.length));
      others.push(server.ask("textDocument/hover", { textDocument: { uri }, position: { line: 0, character: 1 } }, id));
      return undefined;
    }
    if (kind < 86) {
      const id = `cancelled${others.length}`;
      others.push(
        server.ask("textDocument/completion", { textDocument: { uri }, position: { line: 3, character: 9 } }, id),
      );
      return notify("$/cancelRequest", { id });
    }
    if (kind < 92) return void others.push(server.ask(random.pick(METHODS), random.pick(NO_PARAMS)));
    if (kind < 93) return void others.push(server.ask(random.pick(["textDocument/unknown", "", "__proto__"]), {}));
    if (kind < 95) return notify(...random.pick(NEWS));
    if (kind < 98) return server.send(random.pick(NO_MESSAGES));
    if (kind < 99) return server.sendText(random.pick(BODIES));
    return notify("textDocument/didSave", { textDocument: { uri } });
  };
  for (let sent = 0; sent < count; sent++) {
    one();
    // The server catches up now and then: in between everything is on its way at once.
    if (random.below(20) === 0) await server.ask("textDocument/unknown", {});
  }
  return { open, asked, others };
}
