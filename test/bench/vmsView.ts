import { readFileSync } from "node:fs";
import { build, type Plugin } from "esbuild";
import {
  ClientRequest,
  type GivenVm,
  type HostFile,
  type JudgedVm,
  MAX_JUDGED,
  Request,
} from "../../shared/src/messages.js";
import type { ListedDomain } from "../../virsh/src/domains.js";
import { measure, printFigures, printHeading } from "./measure.js";
import { type Server, start, stop } from "./serverProcess.js";

const SAMPLES = new URL("../../samples/", import.meta.url);

/** The view of VMs: its entries, and what the server finds out about them in the background while somebody types. */
export async function benchVmsView(budget: number, count: number): Promise<void> {
  printHeading(`The view of ${count.toLocaleString("en")} VMs`);
  const { vmNodes, vmItem } = await loadView();
  const judged: JudgedVm = { outcome: "some", errors: 0, starts: 1, hosts: 2, summary: "…", changes: [] };
  const state = { kind: "read", vms: vmsOf(count) } as const;
  printFigures(
    "all entries of the tree",
    await measure(
      () => vmNodes("qemu:///system", state, { text: "" }).map((node) => node.kind === "vm" && vmItem(node, judged)),
      budget,
    ),
  );
  await benchVerdicts(count, budget);
}

function vmsOf(count: number): ListedDomain[] {
  return Array.from({ length: count }, (_, index) => ({
    uuid: `6695eb01-f6a4-8304-79aa-${String(index).padStart(12, "0")}`,
    name: `vm${index}`,
    state: index % 3 === 0 ? "running" : "shut-off",
    isAutostarted: false,
    isPersistent: true,
  }));
}

/** The view's file with a VS Code that only holds what it is given. */
async function loadView(): Promise<typeof import("../../client/src/vms/vmsView.js")> {
  const { outputFiles } = await build({
    entryPoints: [new URL("../../client/src/vms/vmsView.ts", import.meta.url).pathname],
    bundle: true,
    write: false,
    format: "esm",
    platform: "node",
    // What it imports for other commands is not run.
    logLevel: "silent",
    plugins: [VSCODE],
  });
  const text = outputFiles[0]?.text ?? "";
  return import(`data:text/javascript;base64,${Buffer.from(text).toString("base64")}`) as ReturnType<typeof loadView>;
}

const VSCODE: Plugin = {
  name: "vscode",
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^vscode$/ }, () => ({ path: "vscode", namespace: "stub" }));
    onLoad({ filter: /.*/, namespace: "stub" }, () => ({
      contents: `class Kept { constructor(...given) { this.given = given; } }
export { Kept as TreeItem, Kept as ThemeIcon, Kept as ThemeColor, Kept as EventEmitter };
export const TreeItemCollapsibleState = { Collapsed: 1 };
export const Uri = { from: (parts) => ({ ...parts }) };
export const l10n = { t: (text, ...values) => text.replace(/\\{(\\d)\\}/g, (_, index) => values[index]) };
export const window = {}, workspace = {}, commands = {}, env = {}, ProgressLocation = {};`,
    }));
  },
};

/** A third runs, each with a CPU of one of many kinds. */
function givenVms(count: number): GivenVm[] {
  const text = readFileSync(new URL("web01.xml", SAMPLES), "utf8");
  const models = ["Haswell", "Nehalem", "Broadwell", "EPYC", "Skylake-Server-IBRS", "Cascadelake-Server", "Westmere"];
  const vmOf = (index: number): GivenVm => {
    const cpu = `<cpu mode='custom' match='exact' check='partial'><model>${models[index % models.length]}</model></cpu>`;
    const name = `vm${index}`;
    const definition = text
      .replace(/<cpu [\s\S]*<\/cpu>/, cpu)
      .replace(/<name>.*<\/name>/, `<name>${name}</name>`)
      .replace(/(<vcpu[^>]*>)\d+/, `$1${1 + (index % 5)}`);
    return { name, definition, ...(index % 3 === 0 ? { live: definition } : {}) };
  };
  return Array.from({ length: count }, (_, index) => vmOf(index));
}

async function benchVerdicts(count: number, budget: number): Promise<void> {
  const server = await connect();
  const vms = givenVms(count);
  await ask(server, vms.slice(0, 1));
  const type = await typing(server);
  printFigures("a key, to completion, alone", await measure(type, budget));
  const began = performance.now();
  const verdicts = askAll(server, vms).then(() => performance.now() - began);
  const state = { isDone: false };
  void verdicts.then(() => {
    state.isDone = true;
  });
  const during = await measure(type, 0, { atLeast: 1, warmUp: 0 });
  const times = [during.median];
  while (!state.isDone) times.push((await measure(type, 0, { atLeast: 1, warmUp: 0 })).median);
  times.sort((a, b) => a - b);
  const at = (part: number) => times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? Number.NaN;
  printFigures("a key, to completion, while VMs are judged", { median: at(0.5), p99: at(0.99), runs: times.length });
  const took = await verdicts;
  printFigures("all verdicts meanwhile", { median: took, p99: took, runs: 1 });
  const quiet = performance.now();
  await askAll(server, vms);
  const alone = performance.now() - quiet;
  printFigures("all verdicts, alone", { median: alone, p99: alone, runs: 1 });
  await stop(server);
}

async function connect(): Promise<Server> {
  const read = (uri: string): HostFile => ({ text: readFileSync(new URL(uri), "utf8"), modified: 0 });
  const server = await start({
    params: {
      workspaceFolders: [{ uri: SAMPLES.href.replace(/\/$/, ""), name: "samples" }],
      capabilities: { workspace: { workspaceFolders: true } },
      initializationOptions: { extension: true },
    },
    prepare: (connection) => {
      connection.onRequest<HostFile, void>(ClientRequest.readFile.method, read);
      connection.onRequest<HostFile, void>(ClientRequest.readHostFile.method, read);
      connection.onRequest(ClientRequest.liveFacts.method, () => null);
    },
  });
  await server.connection.sendNotification("initialized", {});
  return server;
}

function ask({ connection }: Server, vms: readonly GivenVm[]): Promise<readonly JudgedVm[]> {
  return connection.sendRequest(Request.judgeVms.method, { connection: "qemu:///system", vms });
}

/** One request after the other, as the view asks. */
async function askAll(server: Server, vms: readonly GivenVm[]): Promise<void> {
  for (let from = 0; from < vms.length; from += MAX_JUDGED) {
    const judged = await ask(server, vms.slice(from, from + MAX_JUDGED));
    if (judged.some(({ outcome }) => outcome === "unknown")) throw new Error("a VM was not judged");
  }
}

/** What is done for each key: the document changes, and completion is asked for. */
async function typing({ connection }: Server): Promise<() => Promise<unknown>> {
  const uri = new URL("web01.xml", SAMPLES).href;
  const text = readFileSync(new URL(uri), "utf8");
  const lines = text.slice(0, text.indexOf("<cpu mode='") + "<cpu mode='".length).split("\n");
  const position = { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
  await connection.sendNotification("textDocument/didOpen", {
    textDocument: { uri, languageId: "xml", version: 1, text },
  });
  let version = 1;
  return async () => {
    await connection.sendNotification("textDocument/didChange", {
      textDocument: { uri, version: ++version },
      contentChanges: [{ range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, text: "" }],
    });
    await connection.sendRequest("textDocument/completion", { textDocument: { uri }, position });
  };
}
