import { brokenDocumentOf, documentOf, PROBLEMS } from "./documents.js";
import { measure, printFigures, printHeading } from "./measure.js";
import { residentMegabytes, type Server, start, stop } from "./serverProcess.js";

const URI = "file:///bench/web01.xml";

interface Editor extends Server {
  /** Resolves at the next diagnostics. */
  readonly nextDiagnostics: () => Promise<void>;
}

async function startEditor(): Promise<Editor> {
  let arrived = () => {};
  const server = await start({
    prepare: (connection) => connection.onNotification("textDocument/publishDiagnostics", () => arrived()),
  });
  await server.connection.sendNotification("initialized", {});
  const nextDiagnostics = () =>
    new Promise<void>((resolve) => {
      arrived = resolve;
    });
  return { ...server, nextDiagnostics };
}

/** The bundled server as an editor runs it, over its standard streams. */
export async function benchServer(budget: number): Promise<void> {
  printHeading("Language server (the bundle, a process of its own)");
  const starts = await measure(async () => stop(await startEditor()), budget);
  printFigures("start to initialize, and stop", starts);
  for (const bytes of [5_000, 30_000, 1_000_000]) await benchDocument(documentOf(bytes), budget);
  await benchDocument(brokenDocumentOf(1_000_000, PROBLEMS), budget, `, ${PROBLEMS} problems`);
}

async function benchDocument(text: string, budget: number, what = ""): Promise<void> {
  const size = `${Math.round(text.length / 1000).toLocaleString("en")} KB${what}`;
  const server = await startEditor();
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
