import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import { brokenDocumentOf, documentOf, PROBLEMS } from "./documents.js";
import { measure, printFigures, printHeading } from "./measure.js";

const SERVER = fileURLToPath(new URL("../../out/f3/node.cjs", import.meta.url));
const URI = "file:///bench/web01.xml";

interface Server {
  readonly process: ChildProcess;
  readonly connection: MessageConnection;
  /** Resolves with the version of the next diagnostics. */
  readonly nextDiagnostics: () => Promise<void>;
}

async function start(): Promise<Server> {
  const child = spawn(process.execPath, [SERVER, "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  let arrived = () => {};
  connection.onNotification("textDocument/publishDiagnostics", () => arrived());
  connection.listen();
  await connection.sendRequest("initialize", { processId: process.pid, rootUri: null, capabilities: {} });
  await connection.sendNotification("initialized", {});
  const nextDiagnostics = () =>
    new Promise<void>((resolve) => {
      arrived = resolve;
    });
  return { process: child, connection, nextDiagnostics };
}

async function stop({ connection, process: child }: Server): Promise<void> {
  const ended = new Promise((resolve) => child.once("exit", resolve));
  await connection.sendRequest("shutdown");
  await connection.sendNotification("exit");
  await ended;
  connection.dispose();
}

/** The bundled server as an editor runs it, over its standard streams. */
export async function benchServer(budget: number): Promise<void> {
  printHeading("Language server (the bundle, a process of its own)");
  const starts = await measure(async () => stop(await start()), budget);
  printFigures("start to initialize, and stop", starts);
  for (const bytes of [5_000, 30_000, 1_000_000]) {};
  await benchDocument(documentOf(1_000_000), budget); await benchDocument(brokenDocumentOf(1_000_000, PROBLEMS), budget, `, ${PROBLEMS} problems`);
}

async function benchDocument(text: string, budget: number, what = ""): Promise<void> {
  const size = `${Math.round(text.length / 1000).toLocaleString("en")} KB${what}`;
  const server = await start();
  const { connection, nextDiagnostics } = server;
  const opened = nextDiagnostics();
  await connection.sendNotification("textDocument/didOpen", {
    textDocument: { uri: URI, languageId: "xml", version: 1, text },
  });
  await opened;
  const cpu = text.slice(0, text.indexOf("<cpu ")).split("\n").length - 1;
  const at = {
    textDocument: { uri: URI },
    position: { line: cpu, character: (text.split("\n")[cpu] ?? "").indexOf("host-model") + 2 },
  };
  printFigures(
    `completion, ${size}`,
    await measure(() => connection.sendRequest("textDocument/completion", at), budget),
  );
  printFigures(`hover, ${size}`, await measure(() => connection.sendRequest("textDocument/hover", at), budget));
  let version = 1;
  const edit = async () => {
    const checked = nextDiagnostics();
    version++;
    const position = { line: cpu, character: 2 };
    const contentChanges = [{ range: { start: position, end: position }, text: " " }];
    await connection.sendNotification("textDocument/didChange", {
      textDocument: { uri: URI, version },
      contentChanges,
    });
    await checked;
  };
  printFigures(`edit to diagnostics, ${size}`, await measure(edit, budget));
  console.log(`${`memory after that, ${size}`.padEnd(44)}${residentMegabytes(server.process.pid).padStart(12)}`);
  await stop(server);
}

function residentMegabytes(pid: number | undefined): string {
  try {
    const pages = Number(readFileSync(`/proc/${pid}/statm`, "utf8").split(" ")[1]);
    return `${Math.round((pages * 4096) / 1e6)} MB`;
  } catch {
    return "unknown";
  }
}
