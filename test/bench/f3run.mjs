// test/bench/f3server.ts
import { spawn } from "node:child_process";
import { readFileSync as readFileSync2 } from "node:fs";
import { fileURLToPath } from "node:url";
import {
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter
} from "vscode-languageserver/node";

// test/bench/documents.ts
import { readFileSync } from "node:fs";
var SAMPLE = readFileSync(new URL("../../samples/web01.xml", import.meta.url), "utf8");
function documentOf(bytes) {
  const disk = SAMPLE.match(/ {4}<disk [\s\S]*?<\/disk>\n/)?.[0] ?? "";
  const missing = Math.max(0, bytes - SAMPLE.length);
  const disks = disk.repeat(Math.ceil(missing / disk.length));
  return SAMPLE.replace(disk, disk + disks);
}
var PROBLEMS = 500;
var FEATURES = [
  "aes",
  "avx2",
  "pcid",
  "sse4.1",
  "popcnt",
  "xsaveopt",
  "md-clear",
  "arch-capabilities",
  "rdtscp",
  "fma"
];
var MISTAKES = [
  (name, n) => `<feature policy='require' name='${name.replace(/.$/, "")}x${n}'/>`,
  (name, n) => `<feature policy='require' name='${name}_${n}'/>`,
  (name, n) => `<feature policy='enable' name='${name}${n}'/>`,
  (_, n) => `<feature policy='requre${n}' name='vmx'/>`,
  (name) => `<feature name='${name}'/>`,
  (name) => `<feature policy='disable' name='${name}'/>`,
  (_, n) => `<feature policy='require' name='svm' plicy${n}='on'/>`,
  (_, n) => `<featre${n} policy='require' name='svm'/>`,
  () => "<feature policy='require'/>",
  (_, n) => `<cache level='${n}' mode='emulat'/>`
];
function brokenDocumentOf(bytes, mistakes) {
  const lines = Array.from({ length: mistakes }, (_, n) => {
    const name = FEATURES[n % FEATURES.length] ?? "";
    return `    ${MISTAKES[(n + Math.floor(n / FEATURES.length)) % MISTAKES.length]?.(name, n) ?? ""}
`;
  });
  return documentOf(bytes).replace(/ *<\/cpu>/, (end) => lines.join("") + end);
}

// test/bench/measure.ts
async function measure(work, budget) {
  await repeat(work, budget / 10, 2);
  const times = await repeat(work, budget, 10);
  times.sort((a, b) => a - b);
  return { median: quantile(times, 0.5), p99: quantile(times, 0.99), runs: times.length };
}
async function repeat(work, budget, atLeast) {
  const times = [];
  const end = performance.now() + budget;
  while (times.length < atLeast || performance.now() < end) {
    const start2 = performance.now();
    await work();
    times.push(performance.now() - start2);
  }
  return times;
}
function quantile(sorted, q) {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN;
}
function printHeading(title) {
  console.log(
    `
${title}
${"what".padEnd(44)}${"median ms".padStart(12)}${"99 % ms".padStart(12)}${"runs".padStart(9)}`
  );
}
function printFigures(what, { median, p99, runs }) {
  console.log(what.padEnd(44) + shown(median).padStart(12) + shown(p99).padStart(12) + String(runs).padStart(9));
}
function shown(ms) {
  return ms >= 100 ? ms.toFixed(0) : ms >= 1 ? ms.toFixed(2) : ms.toFixed(4);
}

// test/bench/f3server.ts
var SERVER = fileURLToPath(new URL("../../out/f3/node.cjs", import.meta.url));
var URI = "file:///bench/web01.xml";
async function start() {
  const child = spawn(process.execPath, [SERVER, "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin)
  );
  let arrived = () => {
  };
  connection.onNotification("textDocument/publishDiagnostics", () => arrived());
  connection.listen();
  await connection.sendRequest("initialize", { processId: process.pid, rootUri: null, capabilities: {} });
  await connection.sendNotification("initialized", {});
  const nextDiagnostics = () => new Promise((resolve) => {
    arrived = resolve;
  });
  return { process: child, connection, nextDiagnostics };
}
async function stop({ connection, process: child }) {
  const ended = new Promise((resolve) => child.once("exit", resolve));
  await connection.sendRequest("shutdown");
  await connection.sendNotification("exit");
  await ended;
  connection.dispose();
}
async function benchServer(budget) {
  printHeading("Language server (the bundle, a process of its own)");
  const starts = await measure(async () => stop(await start()), budget);
  printFigures("start to initialize, and stop", starts);
  for (const bytes of [5e3, 3e4, 1e6]) {
  }
  ;
  await benchDocument(documentOf(1e6), budget);
  await benchDocument(brokenDocumentOf(1e6, PROBLEMS), budget, `, ${PROBLEMS} problems`);
}
async function benchDocument(text, budget, what = "") {
  const size = `${Math.round(text.length / 1e3).toLocaleString("en")} KB${what}`;
  const server = await start();
  const { connection, nextDiagnostics } = server;
  const opened = nextDiagnostics();
  await connection.sendNotification("textDocument/didOpen", {
    textDocument: { uri: URI, languageId: "xml", version: 1, text }
  });
  await opened;
  const cpu = text.slice(0, text.indexOf("<cpu ")).split("\n").length - 1;
  const at = {
    textDocument: { uri: URI },
    position: { line: cpu, character: (text.split("\n")[cpu] ?? "").indexOf("host-model") + 2 }
  };
  printFigures(
    `completion, ${size}`,
    await measure(() => connection.sendRequest("textDocument/completion", at), budget)
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
      contentChanges
    });
    await checked;
  };
  printFigures(`edit to diagnostics, ${size}`, await measure(edit, budget));
  console.log(`${`memory after that, ${size}`.padEnd(44)}${residentMegabytes(server.process.pid).padStart(12)}`);
  await stop(server);
}
function residentMegabytes(pid) {
  try {
    const pages = Number(readFileSync2(`/proc/${pid}/statm`, "utf8").split(" ")[1]);
    return `${Math.round(pages * 4096 / 1e6)} MB`;
  } catch {
    return "unknown";
  }
}

// test/bench/f3run.ts
await benchServer(2500);
