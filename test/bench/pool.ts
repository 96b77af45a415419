import { readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { CodeLens } from "vscode-languageserver";
import { ClientRequest, type FolderHosts, type HostFile, Notification, Request } from "../../shared/src/messages.js";
import { documentOf } from "./documents.js";
import { measure, printFigures, printHeading } from "./measure.js";
import { makePoolFolder, type PoolFolder } from "./poolFolder.js";
import { residentMegabytes, type Server, start, stop } from "./serverProcess.js";

/** A client of our extension in a workspace with a pool, and a VM open in it. */
interface Bench {
  readonly server: Server;
  readonly uri: string;
  version: number;
  /** The text of the workspace's configuration. */
  config: string;
  /** Resolves at the next message of a method from the server. */
  next(method: string): Promise<void>;
}

const HOSTS = 1000;
/** What VS Code says of itself, as far as hosts are concerned. */
const CAPABILITIES = {
  workspace: { codeLens: { refreshSupport: true }, workspaceFolders: true },
};

/** A pool of a thousand hosts, most described by domain capabilities of their own. */
export async function benchPool(budget: number, count = HOSTS): Promise<void> {
  printHeading(`A pool of ${count.toLocaleString("en")} hosts (the bundle, a process of its own)`);
  const folder = makePoolFolder(count);
  try {
    await benchFolder(folder, budget);
  } finally {
    folder.remove();
  }
}

async function benchFolder(folder: PoolFolder, budget: number): Promise<void> {
  const began = performance.now();
  const bench = await connect(folder);
  await settled(bench);
  printOnce("reading all hosts, the first time", performance.now() - began);
  await open(bench, documentOf(5000));
  await lensReady(bench);
  printFigures("one host's file changed, to lens", await measure(() => changeFile(bench, folder), budget));
  printFigures("another target chosen, to lens", await measure(() => changeTarget(bench, folder), budget));
  await chooseTarget(bench, folder, "prod");
  printFigures("edit to diagnostics", await measure(() => edit(bench, (text) => `${text} `), budget));
  printFigures("edit of the CPU to diagnostics", await measure(() => editCpu(bench), budget));
  printFigures(
    "edit of the CPU to assessment",
    await measure(async () => {
      await editCpu(bench);
      await lensReady(bench);
    }, budget),
  );
  await benchRequests(bench, folder, budget);
  console.log(`${"memory after that".padEnd(44)}${`${residentMegabytes(bench.server.process.pid)} MB`.padStart(12)}`);
  await stop(bench.server);
}

async function benchRequests(bench: Bench, folder: PoolFolder, budget: number): Promise<void> {
  const { connection } = bench.server;
  const at = { textDocument: { uri: bench.uri }, position: positionOf("<model fallback='allow'>", 26) };
  const ask = (what: string, method: string, params: unknown) =>
    measure(() => connection.sendRequest(method, params), budget).then(
      (figures) => printFigures(what, figures),
      // What this server does not answer takes no time.
      (error: unknown) => console.log(`${what.padEnd(44)}${String(error).slice(0, 40)}`),
    );
  await ask("completion of models", "textDocument/completion", at);
  await ask("hover on a model", "textDocument/hover", at);
  await ask("code lens", "textDocument/codeLens", { textDocument: { uri: bench.uri } });
  await ask("what is known of the hosts", Request.hosts.method, {});
  await ask("the matrix", Request.matrix.method, { hosts: [{ folder: folder.uri, name: "prod" }] });
}

async function connect(folder: PoolFolder): Promise<Bench> {
  const waiting = new Map<string, () => void>();
  const bench: Bench = {
    server: await start({
      params: {
        workspaceFolders: [{ uri: folder.uri, name: "pool" }],
        capabilities: CAPABILITIES,
        initializationOptions: { extension: true },
      },
      prepare: (connection) => {
        const tell = (method: string) => () => waiting.get(method)?.();
        connection.onRequest<HostFile, void>(ClientRequest.readFile.method, () => ({
          text: bench.config,
          modified: 0,
        }));
        connection.onRequest<HostFile, void>(ClientRequest.readHostFile.method, readHostFile);
        connection.onRequest(ClientRequest.liveFacts.method, () => null);
        connection.onRequest("workspace/codeLens/refresh", () => {
          waiting.get("workspace/codeLens/refresh")?.();
          return null;
        });
        for (const method of [Notification.hostsChanged, PUBLISH]) connection.onNotification(method, tell(method));
      },
    }),
    uri: `${folder.uri}/web01.xml`,
    version: 1,
    config: folder.config("prod"),
    next: (method) => new Promise((resolve) => waiting.set(method, resolve)),
  };
  await bench.server.connection.sendNotification("initialized", {});
  return bench;
}

const PUBLISH = "textDocument/publishDiagnostics";

function readHostFile(uri: string): HostFile {
  const file = fileURLToPath(uri);
  return { text: readFileSync(file, "utf8"), modified: statSync(file).mtimeMs };
}

async function settled(bench: Bench): Promise<void> {
  for (;;) {
    const changed = bench.next(Notification.hostsChanged);
    const [hosts] = await bench.server.connection.sendRequest<FolderHosts[]>(Request.hosts.method, {});
    if (hosts?.hosts.every(({ state }) => state !== "reading")) return;
    await changed;
  }
}

async function open({ server, uri, next }: Bench, text: string): Promise<void> {
  const checked = next(PUBLISH);
  const named = text.replace(/<cpu [\s\S]*<\/cpu>/, CPU);
  await server.connection.sendNotification("textDocument/didOpen", {
    textDocument: { uri, languageId: "xml", version: 1, text: `${CPU_LINES}${named.replace(CPU, "")}` },
  });
  await checked;
}

/** The CPU is on top, where positions are known whatever the document's length. */
const CPU = "<!-- cpu -->";
const CPU_LINES = `<domain type='kvm'>
  <vcpu>4</vcpu>
  <cpu match='exact'>
    <model fallback='allow'>Skylake-Server</model>
    <feature policy='require' name='umip'/>
  </cpu>
`;

function positionOf(text: string, behind: number) {
  const lines = CPU_LINES.split("\n");
  const line = lines.findIndex((each) => each.includes(text));
  return { line, character: (lines[line] ?? "").indexOf(text) + behind };
}

async function lens({ server, uri }: Bench): Promise<string> {
  const lenses = await server.connection.sendRequest<CodeLens[]>("textDocument/codeLens", { textDocument: { uri } });
  return lenses[0]?.command?.title ?? "";
}

/** The lens that is no promise any more. */
async function lensReady(bench: Bench): Promise<string> {
  for (;;) {
    const refreshed = bench.next("workspace/codeLens/refresh");
    const title = await lens(bench);
    if (!title.startsWith("Checking ")) return title;
    await refreshed;
  }
}

async function changeFile(bench: Bench, { firstHost, changed, uri }: PoolFolder): Promise<void> {
  const before = readFileSync(firstHost, "utf8");
  writeFileSync(firstHost, before === changed ? `${changed}\n` : changed);
  const told = bench.next(Notification.hostsChanged);
  await bench.server.connection.sendNotification("workspace/didChangeWatchedFiles", {
    changes: [{ uri: `${uri}/hosts/${path.basename(firstHost)}`, type: 2 }],
  });
  await told;
  await lensReady(bench);
}

function changeTarget(bench: Bench, folder: PoolFolder): Promise<void> {
  return chooseTarget(bench, folder, bench.config === folder.config("prod") ? "amd" : "prod");
}

async function chooseTarget(bench: Bench, folder: PoolFolder, target: string): Promise<void> {
  bench.config = folder.config(target);
  await bench.server.connection.sendNotification("workspace/didChangeWatchedFiles", {
    changes: [{ uri: `${folder.uri}/libvirt-cpu.json`, type: 2 }],
  });
  while (!(await lensReady(bench)).includes(target)) await bench.next(Notification.hostsChanged);
}

async function edit(bench: Bench, change: (text: string) => string): Promise<void> {
  const checked = bench.next(PUBLISH);
  bench.version++;
  const start = { line: 1, character: 2 };
  await bench.server.connection.sendNotification("textDocument/didChange", {
    textDocument: { uri: bench.uri, version: bench.version },
    contentChanges: [{ range: { start, end: start }, text: change("") }],
  });
  await checked;
}

/** A CPU that has not been judged yet: each has another number of vCPUs. */
async function editCpu(bench: Bench): Promise<void> {
  const checked = bench.next(PUBLISH);
  bench.version++;
  const line = CPU_LINES.split("\n").findIndex((each) => each.includes("umip"));
  await bench.server.connection.sendNotification("textDocument/didChange", {
    textDocument: { uri: bench.uri, version: bench.version },
    contentChanges: [
      {
        range: { start: { line, character: 0 }, end: { line: line + 1, character: 0 } },
        text: `    <feature policy='require' name='umip'/><!-- ${bench.version} -->${featureOf(bench.version)}\n`,
      },
    ],
  });
  await checked;
}

/** Sets of features that do not come again for a long time. */
function featureOf(version: number): string {
  const chosen = FEATURES.filter((_, index) => (version >> index) & 1);
  return chosen.map((name) => `<feature policy='require' name='${name}'/>`).join("");
}

const FEATURES = [
  "aes",
  "avx",
  "avx2",
  "bmi1",
  "bmi2",
  "fma",
  "movbe",
  "pcid",
  "rdrand",
  "smep",
  "smap",
  "erms",
  "adx",
];

function printOnce(what: string, ms: number): void {
  printFigures(what, { median: ms, p99: ms, runs: 1 });
}
