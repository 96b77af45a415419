import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";

const SERVER = fileURLToPath(new URL("../../dist/server/node.cjs", import.meta.url));

export interface Server {
  readonly process: ChildProcess;
  readonly connection: MessageConnection;
}

export interface StartOptions {
  /** What Node runs; the bundled server without it. */
  readonly command?: readonly string[];
  /** Of initialize, beside what every client says. */
  readonly params?: object;
  /** Hands over the connection before anything is said. */
  readonly prepare?: (connection: MessageConnection) => void;
}

const OURS = [SERVER, "--stdio"];

/** Starts a server; it has answered initialize. LIBVIRT_CPU_BENCH_FLAGS go to its Node, for profiles. */
export async function start({ command = OURS, params = {}, prepare = () => {} }: StartOptions = {}): Promise<Server> {
  const flags = (process.env.LIBVIRT_CPU_BENCH_FLAGS ?? "").split(" ").filter((flag) => flag !== "");
  const child = spawn(process.execPath, [...flags, ...command], { stdio: ["pipe", "pipe", "inherit"] });
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  prepare(connection);
  connection.listen();
  const all = { processId: process.pid, rootUri: null, capabilities: {}, ...params };
  await connection.sendRequest("initialize", all);
  return { process: child, connection };
}

export async function stop({ connection, process: child }: Server): Promise<void> {
  const ended = new Promise((resolve) => child.once("exit", resolve));
  await connection.sendRequest("shutdown");
  await connection.sendNotification("exit");
  await ended;
  connection.dispose();
}

/** What a process holds in memory, in megabytes of 1,000,000 bytes; NaN where the system does not tell. */
export function residentMegabytes(pid: number | undefined): number {
  try {
    const pages = Number(readFileSync(`/proc/${pid}/statm`, "utf8").split(" ")[1]);
    return Math.round((pages * 4096) / 1e6);
  } catch {
    return Number.NaN;
  }
}
