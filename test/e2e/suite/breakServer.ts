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

/** A worker that throws says so to whoever made it; those that the extension makes from now on are caught here. */
async function workerBreaker(): Promise<ServerBreaker> {
  let last: Worker | undefined;
  let crashed: Worker | undefined;
  globalThis.Worker = class extends globalThis.Worker {
    constructor(...args: ConstructorParameters<typeof Worker>) {
      super(...args);
      last = this;
    }
  };
  await vscode.commands.executeCommand("libvirt-cpu.restartServer");
  return {
    runs: async () => last !== crashed,
    crash: async () => {
      crashed = await eventually(() => (last === crashed ? undefined : last));
      crashed?.dispatchEvent(new Event("error"));
    },
  };
}
