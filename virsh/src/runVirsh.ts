import { type ChildProcess, spawn } from "node:child_process";
import { homedir } from "node:os";

/** How a run ended, before anybody puts it into words. */
export type VirshRun =
  | { readonly kind: "done"; readonly output: string }
  | { readonly kind: "failed"; readonly code: number | null; readonly message: string }
  | { readonly kind: "missing" }
  | { readonly kind: "not-executable" }
  | { readonly kind: "timeout" }
  | { readonly kind: "too-much" }
  | { readonly kind: "cancelled" };

export interface RunLimits {
  /** Milliseconds. */
  readonly time: number;
  /** Bytes of output; of error output a small part of it is kept. */
  readonly bytes: number;
}

/** domcapabilities of 200 KB come in a second; an ssh connection may take its time. */
const LIMITS: RunLimits = { time: 30_000, bytes: 8 * 1024 * 1024 };
const ERROR_BYTES = 16 * 1024;
/** Milliseconds in which what virsh wrote last comes through, once it has ended. */
const GRACE = 1000;

/**
 * Runs virsh once: with an argument vector, never a shell; without a terminal, so that nothing waits for a password; in a
 * process group of its own, which ends with it.
 */
export function runVirsh(
  executable: string,
  args: readonly string[],
  signal: AbortSignal,
  limits: RunLimits = LIMITS,
): Promise<VirshRun> {
  if (signal.aborted) return Promise.resolve({ kind: "cancelled" });
  return new Promise((resolve) => {
    // A group of its own: what virsh starts (ssh) is ended with it.
    const child = spawn(executable, args, {
      stdio: ["ignore", "pipe", "pipe"],
      detached: process.platform !== "win32",
      windowsHide: true,
      // Not the workspace: a virsh that lies there must not be taken for the machine's.
      cwd: homedir(),
      env: environment(),
    });
    const output = collect(child.stdout, limits.bytes, () => end({ kind: "too-much" }));
    const errors = collect(child.stderr, ERROR_BYTES, () => undefined);
    const timer = setTimeout(() => end({ kind: "timeout" }), limits.time);
    const cancel = (): void => end({ kind: "cancelled" });
    signal.addEventListener("abort", cancel, { once: true });
    let outcome: VirshRun | undefined;
    let grace: ReturnType<typeof setTimeout> | undefined;
    const end = (why: VirshRun): void => {
      outcome ??= why;
      killGroup(child);
    };
    const finish = (run: VirshRun): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", cancel);
      resolve(outcome ?? run);
    };
    child.on("error", (error: NodeJS.ErrnoException) => {
      finish({ kind: error.code === "ENOENT" ? "missing" : "not-executable" });
    });
    // What has left the group, as ssh does to share a connection, may hold the pipes open: it is not waited for.
    child.on("exit", () => {
      grace = setTimeout(() => letGo(child), GRACE);
    });
    child.on("close", (code) => {
      clearTimeout(grace);
      // What outlives virsh itself is not wanted either.
      killGroup(child);
      finish(code === 0 ? { kind: "done", output: output() } : { kind: "failed", code, message: errors() });
    });
  });
}

/** libvirt's messages are in English, and ssh has nobody to ask. */
function environment(): NodeJS.ProcessEnv {
  const { SSH_ASKPASS: _askpass, DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...rest } = process.env;
  return { ...rest, LC_ALL: "C", SSH_ASKPASS_REQUIRE: "never" };
}

function collect(stream: NodeJS.ReadableStream | null, limit: number, exceeded: () => void): () => string {
  const chunks: Buffer[] = [];
  let size = 0;
  stream?.on("data", (chunk: Buffer) => {
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
    else exceeded();
  });
  return () => Buffer.concat(chunks).toString("utf8");
}

function letGo({ stdout, stderr }: ChildProcess): void {
  stdout?.destroy();
  stderr?.destroy();
}

function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === "win32" ? pid : -pid, "SIGKILL");
  } catch {
    // It has ended already.
  }
}
