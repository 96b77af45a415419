import { type ChildProcess, spawn } from "node:child_process";
import { homedir } from "node:os";

/** How a run ended, before anybody puts it into words. */
export type VirshRun =
  /** What it wrote to its error output is there where it wrote something. */
  | { readonly kind: "done"; readonly output: string; readonly errors?: string }
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

/** What a run is given beside its arguments. */
export interface RunOptions extends Partial<RunLimits> {
  /** What virsh reads from /dev/stdin. */
  readonly input?: string | undefined;
  /** It reads its standard input itself, and does not open /dev/stdin. */
  readonly readsInput?: boolean;
  /**
   * Is given the output as it comes, of which nothing is kept: the run takes as long as it likes. It ends with this process,
   * however that ends. False ends it as one that prints too much.
   */
  readonly follow?: ((output: string) => boolean) | undefined;
}

/** An ssh connection may take its time. libvirt takes definitions of up to 4 MB, and a save prints one four times. */
const LIMITS: RunLimits = { time: 30_000, bytes: 32 * 1024 * 1024 };
const ERROR_BYTES = 64 * 1024;
/** Milliseconds in which what virsh wrote last comes through, once it has ended. */
const GRACE = 1000;

/** Node's pipes are sockets, which cannot be opened as /dev/stdin: cat makes a pipe of them. The script is always this one. */
const THROUGH_A_PIPE = ["sh", "-c", 'cat | exec "$0" "$@"'] as const;

/**
 * Ends virsh when its own standard input does: our end of it is closed even where we are killed. To a pipe, releases up to 7
 * write only when they end, unless stdbuf has them write each line.
 */
const WHILE_WE_RUN = [
  ...["sh", "-c"],
  `exec 3<&0 </dev/null
if command -v stdbuf >/dev/null; then set -- stdbuf -oL "$0" "$@"; else set -- "$0" "$@"; fi
"$@" 3<&- & virsh=$!
{ cat <&3; kill -9 $virsh; } >/dev/null 2>&1 &
exec 3<&-
wait $virsh`,
] as const;

/** How sh ends where what it was to run is not there, or is no program. */
const SH_FAILURES: ReadonlyMap<number | null, VirshRun> = new Map([
  [126, { kind: "not-executable" }],
  [127, { kind: "missing" }],
]);

/**
 * Runs virsh once: with an argument vector, never a shell that reads it; without a terminal, so that nothing waits for a
 * password; in a process group of its own, which ends with it.
 */
export function runVirsh(
  executable: string,
  args: readonly string[],
  signal: AbortSignal,
  options: RunOptions = {},
): Promise<VirshRun> {
  if (signal.aborted) return Promise.resolve({ kind: "cancelled" });
  const { input, readsInput, follow, ...limits } = { ...LIMITS, ...options };
  const wrapper = wrapperOf(options);
  const [command, ...words] = [...wrapper, executable, ...args];
  return new Promise((resolve) => {
    // A group of its own: what virsh starts (ssh) is ended with it.
    const child = spawn(command ?? executable, words, {
      stdio: [input === undefined && follow === undefined ? "ignore" : "pipe", "pipe", "pipe"],
      detached: process.platform !== "win32",
      windowsHide: true,
      // Not the workspace: a virsh that lies there must not be taken for the machine's.
      cwd: homedir(),
      env: environment(),
    });
    // One that reads nothing, or has ended, is told by its end.
    child.stdin?.on("error", () => undefined);
    if (follow === undefined) child.stdin?.end(input);
    const tooMuch = (): void => end({ kind: "too-much" });
    const output = follow === undefined ? collect(child.stdout, limits.bytes, tooMuch) : () => "";
    if (follow !== undefined) child.stdout?.setEncoding("utf8").on("data", (text) => follow(text) || tooMuch());
    const errors = collect(child.stderr, ERROR_BYTES, () => undefined);
    const timer = follow === undefined ? setTimeout(() => end({ kind: "timeout" }), limits.time) : undefined;
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
      const message = errors();
      if (code === 0) finish({ kind: "done", output: output(), ...(message === "" ? {} : { errors: message }) });
      else finish((wrapper.length > 0 ? SH_FAILURES.get(code) : undefined) ?? { kind: "failed", code, message });
    });
  });
}

function wrapperOf({ input, readsInput, follow }: RunOptions): readonly string[] {
  if (follow !== undefined) return process.platform === "win32" ? [] : WHILE_WE_RUN;
  return input !== undefined && readsInput !== true ? THROUGH_A_PIPE : [];
}

/** What lets ssh ask somebody, and what makes libvirt log: it logs passwords, and between what virsh prints. */
const LEFT_OUT = /^(?:SSH_ASKPASS|DISPLAY|WAYLAND_DISPLAY|LIBVIRT_DEBUG|LIBVIRT_LOG_\w+|VIRSH_DEBUG|VIRSH_LOG_FILE)$/;

/** libvirt's messages are in English, and ssh has nobody to ask. */
function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !LEFT_OUT.test(name));
  return { ...Object.fromEntries(kept), LC_ALL: "C", SSH_ASKPASS_REQUIRE: "never" };
}

function collect(stream: NodeJS.ReadableStream | null, limit: number, exceeded: () => void): () => string {
  const chunks: Buffer[] = [];
  let size = 0;
  stream?.on("data", (chunk: Buffer) => {
    chunks.push(chunk.subarray(0, Math.max(0, limit - size)));
    size += chunk.length;
    if (size > limit) exceeded();
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
