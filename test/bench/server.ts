import { brokenDocumentOf, PROBLEMS } from "./documents.js";
import { measure, printFigures, printHeading } from "./measure.js";
import { residentMegabytes, type Server, start, stop } from "./serverProcess.js";
import { emptyServer, ours, rivals, type Subject } from "./subjects.js";

const SIZES = [5_000, 30_000, 1_000_000];
const CAPABILITIES = {
  textDocument: {
    publishDiagnostics: {},
    synchronization: {},
    completion: { completionItem: { snippetSupport: true } },
    hover: { contentFormat: ["markdown"] },
  },
  workspace: { configuration: false, didChangeConfiguration: {} },
};
/** Memory is looked at after as much work for each, not after as much time. */
const ROUNDS = 200;
const EDITS = 20;

/** Ours, as an editor runs it, beside an empty server on the same library, and others' on documents of their own. */
export async function benchServers(budget: number, isSmoke: boolean): Promise<void> {
  for (const subject of [ours, emptyServer(), ...(isSmoke ? [] : rivals())]) {
    printHeading(`Language server: ${subject.name}`);
    const starts = await measure(async () => stop((await startSubject(subject)).server), budget);
    printFigures("start, initialize and stop", starts);
    for (const bytes of SIZES) await benchSize(subject, bytes, budget / 2);
  }
  printHeading(`Language server: ${ours.name}, ${PROBLEMS} problems in a document`);
  const broken = { ...ours, document: (bytes: number) => brokenDocumentOf(bytes, PROBLEMS) };
  await benchSize(broken, 1_000_000, budget / 2);
}

interface Running {
  readonly server: Server;
  /** Resolves at the next diagnostics. */
  readonly nextDiagnostics: () => Promise<void>;
}

async function startSubject({ command, notifications }: Subject): Promise<Running> {
  let arrived = () => {};
  const server = await start({
    command,
    params: { capabilities: CAPABILITIES },
    prepare: (connection) => connection.onNotification("textDocument/publishDiagnostics", () => arrived()),
  });
  await server.connection.sendNotification("initialized", {});
  for (const [method, params] of notifications) await server.connection.sendNotification(method, params);
  const nextDiagnostics = () =>
    new Promise<void>((resolve) => {
      arrived = resolve;
    });
  return { server, nextDiagnostics };
}

async function benchSize(subject: Subject, bytes: number, budget: number): Promise<void> {
  const { server, nextDiagnostics } = await startSubject(subject);
  const { connection } = server;
  const text = subject.document(bytes);
  const { uri, languageId } = subject;
  const size = `${Math.round(bytes / 1000).toLocaleString("en")} KB`;
  const opened = nextDiagnostics();
  const began = performance.now();
  await connection.sendNotification("textDocument/didOpen", { textDocument: { uri, languageId, version: 1, text } });
  await opened;
  const open = performance.now() - began;
  printFigures(`open to diagnostics, ${size}`, { median: open, p99: open, runs: 1 });
  const at = { textDocument: { uri }, position: positionAfter(text, subject.before) };
  const completion = () => connection.sendRequest("textDocument/completion", at);
  const hover = () => connection.sendRequest("textDocument/hover", at);
  const edit = makeEdit(subject, text, connection, nextDiagnostics);
  for (const work of [completion, hover]) await measure(work, 0, { atLeast: ROUNDS, warmUp: 0 });
  await measure(edit, 0, { atLeast: EDITS, warmUp: 0 });
  const memory = `${residentMegabytes(server.process.pid)} MB`;
  printFigures(`completion, ${size}`, await measure(completion, budget));
  printFigures(`hover, ${size}`, await measure(hover, budget));
  printFigures(`edit to diagnostics, ${size}`, await measure(edit, budget));
  console.log(`memory after ${ROUNDS} of each, ${size}`.padEnd(44) + memory.padStart(12));
  await stop(server);
}

/** Types a space behind the place, or takes it away again. */
function makeEdit(
  { uri, before }: Subject,
  text: string,
  connection: Server["connection"],
  nextDiagnostics: () => Promise<void>,
): () => Promise<void> {
  const lineEnd = text.indexOf("\n", text.indexOf(before));
  const start = positionAfter(text, text.slice(0, lineEnd));
  const end = { line: start.line, character: start.character + 1 };
  let version = 1;
  return async () => {
    const checked = nextDiagnostics();
    version++;
    const change =
      version % 2 === 0 ? { range: { start, end: start }, text: " " } : { range: { start, end }, text: "" };
    await connection.sendNotification("textDocument/didChange", {
      textDocument: { uri, version },
      contentChanges: [change],
    });
    await checked;
  };
}

function positionAfter(text: string, before: string): { line: number; character: number } {
  const lines = text.slice(0, text.indexOf(before) + before.length).split("\n");
  return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
}
