import * as vscode from "vscode";
import { eventually } from "./eventually.js";
import { host } from "./suiteHost.js";

/** Ends the language server as a crash would, and waits until it has ended. */
export interface ServerBreaker {
  crash(): Promise<void>;
  /** Whether one runs now. */
  runs(): Promise<boolean>;
}

export function makeServerBreaker(): Promise<ServerBreaker> {
  return host === "web" ? workerBreaker() : Promise.resolve(processBreaker());
}

/** The server is a child of the extension host, which these tests run in. */
function processBreaker(): ServerBreaker {
  return {
    runs: async () => (await serverPid()) !== undefined,
    crash: async () => {
      const pid = await eventually(serverPid);
      process.kill(pid, "SIGKILL");
      await eventually(async () => ((await serverPid()) === pid ? undefined : true));
    },
  };
}

async function serverPid(): Promise<number | undefined> {
  const { readdir, readFile } = await import("node:fs/promises");
  for (const name of await readdir("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const read = (file: string) => readFile(`/proc/${name}/${file}`, "utf8").catch(() => "");
    // What has ended and was not waited for has no command line.
    if (!(await read("cmdline")).includes("server/node.cjs")) continue;
    if (new RegExp(`^PPid:\\s*${process.pid}$`, "m").test(await read("status"))) return Number(name);
  }
  return undefined;
}

/** A worker that throws says so to whoever made it; the one that the extension makes next is caught here. */
async function workerBreaker(): Promise<ServerBreaker> {
  const Original = globalThis.Worker;
  let last: Worker | undefined;
  let isAlive = false;
  globalThis.Worker = class extends Original {
    constructor(...args: ConstructorParameters<typeof Original>) {
      super(...args);
      last = this;
      isAlive = true;
    }
    override terminate(): void {
      if (last === this) isAlive = false;
      super.terminate();
    }
  };
  await vscode.commands.executeCommand("libvirt-cpu.restartServer");
  return {
    runs: async () => isAlive,
    crash: async () => {
      const worker = await eventually(() => (isAlive ? last : undefined));
      worker.dispatchEvent(new Event("error"));
      await eventually(() => (last === worker && isAlive ? undefined : true));
    },
  };
}
