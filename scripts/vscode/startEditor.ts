import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Readable, Writable } from "node:stream";
import { calmSettings, type Settings } from "./editorSettings.js";
import type { InstalledEditor } from "./installEditor.js";
import { runQuietly } from "./runNpm.mjs";
import { signalGroup, stopProcess } from "./stopProcess.js";
import { temporaryFolder } from "./temporaryFolder.js";

/** What to start. */
export interface StartOptions {
  readonly installed: InstalledEditor;
  /** File that gets everything the server says. */
  readonly log: string;
  /** Packed extension to install first, as `code --install-extension` does. */
  readonly vsix?: string;
  /** User settings on top of the calm ones. */
  readonly settings?: Settings;
  /** Ask whether folders are trusted, which VS Code does by itself; without it every folder is. */
  readonly asksForTrust?: boolean;
  /** Let the server end minutes after its last page, in case whoever started it was killed. */
  readonly endsAlone?: boolean;
}

/** A running VS Code server on this machine's loopback address. */
export interface RunningEditor {
  readonly port: number;
  /** The server's process. */
  readonly pid: number;
  /** The secret without which the server answers nobody. */
  readonly token: string;
  /** Ends the server with all its children and removes its folders; safe to call twice. */
  stop(): Promise<void>;
  /** Settles when the server has ended, by stop or by itself. */
  readonly ended: Promise<unknown>;
}

/** How long the server may take to listen, in milliseconds: seconds at most, more on a loaded machine. */
const startLimit = 60_000;

/**
 * Starts VS Code's server on a free port of 127.0.0.1 with folders of its own, so that nobody's settings or extensions
 * take part. It is ended with this process, however that ends short of SIGKILL.
 *
 * @param options which server, its settings, its log file
 * @returns the server, once it listens
 * @throws when it ends or stays silent instead of listening; what it said is in the log
 */
export async function startEditor(options: StartOptions): Promise<RunningEditor> {
  const home = temporaryFolder("editor");
  await writeSettings(home.folder, { ...calmSettings, ...options.settings });
  await mkdir(path.dirname(options.log), { recursive: true });
  if (options.vsix !== undefined) await installExtension(options, home.folder, options.vsix);
  const token = randomBytes(16).toString("hex");
  const server = spawnServer(options, home.folder, token);
  const ended = new Promise((resolve) => server.once("exit", resolve));
  const kill = (): void => signalGroup(server, "SIGKILL");
  // Before the folder's removal, which must not race with a server that still writes there.
  process.prependOnceListener("exit", kill);
  const stop = async (): Promise<void> => {
    await stopProcess(server);
    process.off("exit", kill);
    await home.remove();
  };
  try {
    const port = await listeningPort(server, createWriteStream(options.log), options.log);
    return { port, pid: server.pid ?? 0, token, stop, ended };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function writeSettings(home: string, settings: Settings): Promise<void> {
  for (const scope of ["User", "Machine"]) {
    await mkdir(path.join(home, "data", scope), { recursive: true });
    await writeFile(path.join(home, "data", scope, "settings.json"), JSON.stringify(settings, null, 2));
  }
  await mkdir(path.join(home, "extensions"));
}

/** Where the server keeps everything, and what it would ask a person. */
function commonArguments(home: string): string[] {
  return [
    ...["--server-data-dir", home, "--extensions-dir", path.join(home, "extensions")],
    ...["--accept-server-license-terms", "--disable-telemetry"],
  ];
}

function installExtension({ installed }: StartOptions, home: string, vsix: string): Promise<void> {
  const args = [installed.serverMain, ...commonArguments(home), "--install-extension", path.resolve(vsix), "--force"];
  return runQuietly(installed.node, args, home, serverEnvironment());
}

function spawnServer(options: StartOptions, home: string, token: string): ServerProcess {
  const args = [
    ...["--host", "127.0.0.1", "--port", "0", "--connection-token", token],
    ...commonArguments(home),
    // Without the smoke test driver the page ignores the parameters that name the extension under development.
    "--enable-smoke-test-driver",
    ...(options.asksForTrust === true ? [] : ["--disable-workspace-trust"]),
    ...(options.endsAlone === true ? ["--enable-remote-auto-shutdown"] : []),
  ];
  return spawn(options.installed.node, [options.installed.serverMain, ...args], {
    detached: process.platform !== "win32",
    env: serverEnvironment(),
    stdio: ["ignore", "pipe", "pipe"],
  });
}

type ServerProcess = ChildProcess & { readonly stdout: Readable; readonly stderr: Readable; readonly stdin: null };

/** Whatever an outer VS Code, npm or test runner left in the environment would change how the server behaves. */
function serverEnvironment(): NodeJS.ProcessEnv {
  const foreign = /^(VSCODE_|ELECTRON_|NODE_OPTIONS$|npm_)/i;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
}

function listeningPort(server: ServerProcess, log: Writable, logName: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const fail = (why: string): void => reject(new Error(`VS Code's server ${why}; see ${logName}`));
    const timer = setTimeout(() => fail(`does not listen after ${startLimit / 1000} s`), startLimit);
    let said = "";
    server.stdout.on("data", (chunk: Buffer) => {
      log.write(chunk);
      if (said === "done") return;
      said += chunk.toString();
      const port = /Extension host agent listening on (\d+)/.exec(said)?.[1];
      if (port === undefined) return;
      said = "done";
      clearTimeout(timer);
      resolve(Number(port));
    });
    server.stderr.on("data", (chunk: Buffer) => log.write(chunk));
    server.once("error", (error) => fail(`cannot be run: ${error.message}`));
    server.once("exit", (code) => {
      clearTimeout(timer);
      log.end();
      fail(`ended with ${code}`);
    });
  });
}
