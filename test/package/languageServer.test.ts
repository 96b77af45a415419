import { fork } from "node:child_process";
import { cpSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import {
  type CodeAction,
  createMessageConnection,
  type Diagnostic,
  IPCMessageReader,
  IPCMessageWriter,
  type MessageConnection,
  type PublishDiagnosticsParams,
  SocketMessageReader,
  SocketMessageWriter,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import { samples } from "../cli/run.js";
import { type Installed, install } from "./install.js";

let installed: Installed;

beforeAll(async () => {
  installed = await install();
}, 60_000);
afterAll(() => installed.remove());

const SERVER = "libvirt-cpu-language-server";
const WRONG = "<domain type='kvm'>\n  <cpu mode='custom'>\n    <model>Hasswell</model>\n  </cpu>\n</domain>\n";

interface Session {
  readonly connection: MessageConnection;
  /** Resolves with the exit code. */
  readonly ended: Promise<number | null>;
}

/** What each editor's transport is, with a real process on the other side. */
const TRANSPORTS: Readonly<Record<string, () => Promise<Session>>> = {
  "--stdio": async () => {
    const { child, ended } = installed.start(SERVER, ["--stdio"]);
    const [reader, writer] = [new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin)];
    return { connection: createMessageConnection(reader, writer), ended: ended.then(({ code }) => code) };
  },
  "--node-ipc": async () => {
    const child = fork(path.join(installed.folder, "node_modules/libvirt-cpu/dist/server/node.cjs"), ["--node-ipc"]);
    const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
    return { connection: createMessageConnection(new IPCMessageReader(child), new IPCMessageWriter(child)), ended };
  },
  "--socket": async () => {
    const listening = createServer();
    const connected = new Promise<import("node:net").Socket>((resolve) => listening.once("connection", resolve));
    await new Promise<void>((resolve) => listening.listen(0, "127.0.0.1", resolve));
    const address = listening.address();
    const port = typeof address === "object" ? address?.port : undefined;
    const { ended } = installed.start(SERVER, [`--socket=${port}`]);
    const socket = await connected;
    listening.close();
    const [reader, writer] = [new SocketMessageReader(socket), new SocketMessageWriter(socket)];
    return { connection: createMessageConnection(reader, writer), ended: ended.then(({ code }) => code) };
  },
};

/** A client that offers nothing; resolves once the server has answered. */
async function initialize(connection: MessageConnection, params: object = {}): Promise<void> {
  connection.listen();
  await connection.sendRequest("initialize", { processId: process.pid, rootUri: null, capabilities: {}, ...params });
  await connection.sendNotification("initialized", {});
}

type Satisfies = (diagnostics: readonly Diagnostic[]) => boolean;

/** The next diagnostics of a document that satisfy. */
function published(connection: MessageConnection, uri: string, satisfies: Satisfies = () => true) {
  return new Promise<Diagnostic[]>((resolve) => {
    connection.onNotification("textDocument/publishDiagnostics", (params: PublishDiagnosticsParams) => {
      if (params.uri === uri && satisfies(params.diagnostics)) resolve(params.diagnostics);
    });
  });
}

/** Opens a document; resolves with what it is told about it. */
function opened(connection: MessageConnection, uri: string, text: string, satisfies?: Satisfies) {
  const found = published(connection, uri, satisfies);
  void connection.sendNotification("textDocument/didOpen", {
    textDocument: { uri, languageId: "xml", version: 1, text },
  });
  return found;
}

async function quit({ connection, ended }: Session): Promise<number | null> {
  await connection.sendRequest("shutdown");
  await connection.sendNotification("exit");
  return ended;
}

describe.each(Object.keys(TRANSPORTS))("%s", (transport) => {
  it("serves, and ends when told to", async () => {
    const session = await TRANSPORTS[transport]?.();
    if (session === undefined) throw new Error(transport);
    await initialize(session.connection);
    const found = await opened(session.connection, "file:///vms/a.xml", WRONG);
    expect(found.map(({ code }) => code)).toContain("model-unknown");
    expect(await quit(session)).toBe(0);
  });
});

it("ends with 1 when its client goes away without a word", async () => {
  const { child, ended } = installed.start(SERVER, ["--stdio"]);
  await initialize(
    createMessageConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin)),
  );
  child.stdin.end();
  expect((await ended).code).toBe(1);
});

it.each([
  [[], 2, /^Say how to talk to the editor\.\n\nUsage: libvirt-cpu-language-server --stdio/],
  [["--sdtio"], 2, /^Not understood: --sdtio\n/],
  [["--stdio", "--socket=1"], 2, /^Not understood: --stdio --socket=1\n/],
])("%j is refused with its usage", async (args, code, says) => {
  const ended = await installed.start(SERVER, args).ended;
  expect([ended.code, ended.out]).toEqual([code, ""]);
  expect(ended.err).toMatch(says);
});

it.each([
  ["--help", /^Usage: libvirt-cpu-language-server /],
  ["--version", /^\d+\.\d+\.\d+\n$/],
])("%s is answered", async (flag, says) => {
  const { code, out, err } = await installed.start(SERVER, [flag]).ended;
  expect([code, err]).toEqual([0, ""]);
  expect(out).toMatch(says);
});

describe("a client that offers nothing but edits", () => {
  let home: string;
  let session: Session;
  const uriOf = (name: string) => pathToFileURL(path.join(home, name)).href;
  const actions = (uri: string, line: number) => {
    const place = { line, character: 5 };
    return session.connection.sendRequest<CodeAction[]>("textDocument/codeAction", {
      textDocument: { uri },
      range: { start: place, end: place },
      context: { diagnostics: [] },
    });
  };

  beforeAll(async () => {
    home = realpathSync(mkdtempSync(path.join(tmpdir(), "libvirt-cpu-editor-")));
    cpSync(samples, home, { recursive: true });
    const session_ = await TRANSPORTS["--stdio"]?.();
    if (session_ === undefined) throw new Error("no server");
    session = session_;
    await initialize(session.connection, { rootUri: pathToFileURL(home).href });
  });
  afterAll(async () => {
    await quit(session);
    rmSync(home, { recursive: true });
  });

  const HOST_MODEL = "<domain type='kvm'>\n  <vcpu>2</vcpu>\n  <cpu mode='host-model'/>\n</domain>\n";

  /** The lenses of a document once its target's hosts have been read and looked at. */
  async function lensesOf(uri: string) {
    for (;;) {
      const lenses = await session.connection.sendRequest<{ command: { title: string; command: string } }[]>(
        "textDocument/codeLens",
        { textDocument: { uri } },
      );
      if (lenses.some(({ command }) => !/^(?:Reading|Looking)/.test(command.title))) return lenses;
    }
  }

  it("has the folder's hosts, and a lens that needs no command", async () => {
    const uri = uriOf("new.xml");
    await opened(session.connection, uri, HOST_MODEL);
    const lenses = await lensesOf(uri);
    expect(lenses.map(({ command }) => command.command)).toEqual([""]);
    expect(lenses[0]?.command.title).toMatch(/of prod/);
  });

  it("is offered the target's rewrites as edits", async () => {
    const uri = uriOf("rewrite.xml");
    await opened(session.connection, uri, HOST_MODEL);
    await lensesOf(uri);
    const offered = await actions(uri, 2);
    const titles = offered.map(({ title }) => title);
    expect(titles).toEqual(
      expect.arrayContaining(["Convert host-model to a custom CPU as on prod", "Insert the baseline CPU of prod"]),
    );
    expect(offered.filter(({ command }) => command !== undefined)).toEqual([]);
    const changes = offered.find(({ title }) => title.startsWith("Convert host-model"))?.edit?.changes?.[uri];
    expect(changes?.map(({ newText }) => newText).join("")).toContain(
      "<model fallback='allow'>Haswell-noTSX-IBRS</model>",
    );
  });

  it("is shown words, not marks", async () => {
    const uri = uriOf("hover.xml");
    await opened(session.connection, uri, HOST_MODEL);
    const hover = await session.connection.sendRequest<{ contents: { kind: string; value: string } }>(
      "textDocument/hover",
      { textDocument: { uri }, position: { line: 2, character: 14 } },
    );
    expect(hover.contents.kind).toBe("plaintext");
    expect(hover.contents.value).toMatch(/host/);
    expect(hover.contents.value).not.toMatch(/\*\*|`|\\/);
  });

  it("has its configuration read again when it is saved", async () => {
    const uri = uriOf("rules.xml");
    const codes = (found: readonly Diagnostic[]) => found.map(({ code }) => code);
    const first = await opened(session.connection, uri, WRONG, (found) => codes(found).includes("model-unknown"));
    expect(first).not.toEqual([]);
    const configUri = uriOf("libvirt-cpu.json");
    writeFileSync(path.join(home, "libvirt-cpu.json"), '{ "rules": { "model-unknown": "off" } }');
    void opened(session.connection, configUri, "{}");
    const silent = published(session.connection, uri, (found) => !codes(found).includes("model-unknown"));
    await session.connection.sendNotification("textDocument/didSave", { textDocument: { uri: configUri } });
    expect(codes(await silent)).not.toContain("model-unknown");
  });

  it("reads nothing that a link leads to outside of the folder", async () => {
    const outside = mkdtempSync(path.join(tmpdir(), "libvirt-cpu-outside-"));
    onTestFinished(() => rmSync(outside, { recursive: true }));
    cpSync(path.join(samples, "hosts"), path.join(outside, "hosts"), { recursive: true });
    symlinkSync(path.join(outside, "hosts"), path.join(home, "elsewhere"));
    const configUri = uriOf("libvirt-cpu.json");
    const config = { hosts: { node: { domainCapabilities: "elsewhere/node1.domcaps.xml" } }, target: "node" };
    writeFileSync(path.join(home, "libvirt-cpu.json"), JSON.stringify(config));
    const told = opened(session.connection, configUri, JSON.stringify(config), (found) =>
      found.some(({ message }) => /outside/.test(String(message))),
    );
    await session.connection.sendNotification("textDocument/didSave", { textDocument: { uri: configUri } });
    expect((await told).length).toBeGreaterThan(0);
  });
});
