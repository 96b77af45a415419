import { utimesSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import { documentOf } from "../../bench/documents.js";
import { type Bundled, bundleServer, type ServerProcess } from "./bundledServer.js";

let bundled: Bundled;
beforeAll(async () => {
  bundled = await bundleServer();
});
afterAll(() => bundled.remove());

/** What caches and the engine's own bookkeeping may take, whatever goes on: bytes. */
const SLACK = 3_000_000;
/** Keys pressed: an hour at five a second has 18,000. */
const KEYS = Number(process.env.LIBVIRT_CPU_KEYS ?? 6000);

interface Session {
  readonly process: ServerProcess;
  readonly connection: MessageConnection;
  readonly folder: string;
}

/** What is done again and again; asked for its nth time. */
type Step = (session: Session, n: number) => Promise<void>;

const notify = (connection: MessageConnection, method: string, params: object) =>
  connection.sendNotification(method, params);

/** Resolves once everything before has been done. */
const caughtUp = ({ connection }: Session, uri: string) =>
  connection.sendRequest("textDocument/hover", { textDocument: { uri }, position: { line: 8, character: 6 } });

const text = documentOf(30_000);
const open = ({ connection }: Session, uri: string) =>
  notify(connection, "textDocument/didOpen", { textDocument: { uri, languageId: "xml", version: 1, text } });

/** One key after the other, as somebody types a feature, takes it back, and types it again. */
const typed = [..."<feature policy='require' name='aes'/>\n"];
const key: Step = async (session, n) => {
  const uri = `${session.folder}/web01.xml`;
  if (n === 0) await open(session, uri);
  const round = n % (2 * typed.length);
  const isBack = round >= typed.length;
  const character = 4 + (isBack ? 2 * typed.length - 1 - round : round);
  const start = { line: 20, character: character > typed.length + 3 ? 4 : character };
  const change = isBack
    ? { range: { start, end: { ...start, character: start.character + 1 } }, text: "" }
    : { range: { start, end: start }, text: typed[round] };
  const textDocument = { uri, version: n + 2 };
  await notify(session.connection, "textDocument/didChange", { textDocument, contentChanges: [change] });
  if (n % 20 === 0) await caughtUp(session, uri);
};

const openAndClose: Step = async (session, n) => {
  const uri = `${session.folder}/vm${n}.xml`;
  await open(session, uri);
  await caughtUp(session, uri);
  await notify(session.connection, "textDocument/didClose", { textDocument: { uri } });
};

const configure: Step = async (session, n) => {
  const uri = `${session.folder}/libvirt-cpu.json`;
  if (n === 0) await open(session, `${session.folder}/web01.xml`);
  await notify(session.connection, "workspace/didChangeConfiguration", { settings: { rules: { [`r${n}`]: "off" } } });
  await notify(session.connection, "workspace/didChangeWatchedFiles", { changes: [{ uri, type: 2 }] });
  await caughtUp(session, `${session.folder}/web01.xml`);
  await session.connection.sendRequest("libvirtCpu/hosts", {});
};

const refreshHosts: Step = async (session, n) => {
  if (n === 0) await open(session, `${session.folder}/web01.xml`);
  const file = path.join(bundled.folder, "samples/hosts/node1.domcaps.xml");
  utimesSync(file, n, n);
  const changes = [{ uri: pathToFileURL(file).href, type: 2 }];
  await notify(session.connection, "workspace/didChangeWatchedFiles", { changes });
  await session.connection.sendRequest("textDocument/codeLens", {
    textDocument: { uri: `${session.folder}/web01.xml` },
  });
};

async function startSession(): Promise<Session> {
  const started = bundled.start();
  const connection = createMessageConnection(
    new StreamMessageReader(started.child.stdout),
    new StreamMessageWriter(started.child.stdin),
  );
  connection.listen();
  const folder = pathToFileURL(path.join(bundled.folder, "samples")).href;
  const params = { processId: process.pid, rootUri: null, workspaceFolders: [{ uri: folder, name: "samples" }] };
  await connection.sendRequest("initialize", { ...params, capabilities: {} });
  await notify(connection, "initialized", {});
  return { process: started, connection, folder };
}

describe("memory stays where it is", () => {
  it.each<[string, Step, number, number]>([
    [`over ${KEYS} keys in 30 KB`, key, 2000, KEYS],
    ["over 1,000 documents opened and closed", openAndClose, 200, 1200],
    ["over 200 changes of the configuration", configure, 50, 250],
    ["over 200 refreshes of a host", refreshHosts, 50, 250],
  ])("%s", { timeout: 300_000 }, async (name, step, warm, all) => {
    const session = await startSession();
    for (let n = 0; n < warm; n++) await step(session, n);
    await caughtUp(session, `${session.folder}/web01.xml`);
    const before = await session.process.heap();
    for (let n = warm; n < all; n++) await step(session, n);
    await caughtUp(session, `${session.folder}/web01.xml`);
    const grown = (await session.process.heap()) - before;
    console.log(`${name}: ${(before / 1e6).toFixed(1)} MB, then ${(grown / 1e6).toFixed(2)} MB more`);
    expect(grown).toBeLessThan(SLACK);
    session.process.child.kill();
    await session.process.ended;
    session.connection.dispose();
  });
});
