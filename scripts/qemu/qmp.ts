/**
 * Asks a QEMU over QMP. The first argument of the script may be a folder with another root, of which QEMU is taken.
 */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

export type Ask = <T>(execute: string, args?: object) => Promise<T>;

export interface Qemu {
  readonly ask: Ask;
  readonly end: () => void;
}

/** A QEMU that runs no guest, and how it is asked. */
export async function startQemu(arch: string, ...options: readonly string[]): Promise<Qemu> {
  const [, , folder] = process.argv;
  const qemu = [`qemu-system-${arch}`, ...options, "-nodefaults", "-display", "none", "-S", "-qmp", "stdio"];
  const [command = "", ...args] = [...(folder === undefined ? [] : ["chroot", folder]), ...qemu];
  const child = spawn(command, args, { stdio: ["pipe", "pipe", "ignore"] });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const ask: Ask = async (execute, given = {}) => {
    child.stdin.write(`${JSON.stringify({ execute, arguments: given })}\n`);
    for (;;) {
      const { value, done } = await lines.next();
      if (done) throw new Error("QEMU has ended");
      if (!value.startsWith("{")) continue;
      const answer = JSON.parse(value);
      if (answer.error !== undefined) throw new Error(`${execute}: ${answer.error.desc}`);
      if (answer.return !== undefined) return answer.return;
    }
  };
  child.stdin.on("error", () => {});
  await lines.next();
  await ask("qmp_capabilities");
  return { ask, end: () => child.stdin.end(`${JSON.stringify({ execute: "quit" })}\n`) };
}

interface Version {
  readonly qemu: { readonly major: number; readonly minor: number; readonly micro: number };
}

/** QEMU's release, and the same as one number: 1101 for 11.1. */
export async function releaseOf(ask: Ask): Promise<{ readonly name: string; readonly number: number }> {
  const { major, minor, micro } = (await ask<Version>("query-version")).qemu;
  return { name: `${major}.${minor}.${micro}`, number: major * 100 + minor };
}
