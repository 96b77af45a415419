import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, watch, writeFileSync } from "node:fs";
import path from "node:path";
import { temporaryFolder } from "../../../scripts/vscode/temporaryFolder.js";
import { withLimit } from "../../../scripts/vscode/withLimit.js";
import { inside, type Suite } from "../suites.js";

/** A libvirtd of our own, whose files are all in one folder; a daemon of the machine and its VMs are never seen. */
export interface Daemon {
  readonly folder: string;
  readonly uri: string;
  /** Its folder of definitions, as it sees it: a small disk of its own. */
  definitions(): string;
  /**
   * A virsh that belongs to it, as an executable file.
   *
   * @param before shell commands that come first; they find the arguments in `$*`, and the daemon in `$DAEMON`
   * @param run how it is run: `exec` keeps the process
   */
  virsh(name: string, before?: string, run?: string): string;
  /** Ends it as a power cut does, and starts it on what is there. */
  restart(): Promise<void>;
  /** Ends it in the same way. */
  powerOff(): Promise<void>;
  /** Waits until it is gone, which something else has caused, and starts it. */
  startAgain(): Promise<void>;
  stop(): Promise<void>;
}

const SETTINGS: Readonly<Record<string, string>> = {
  "qemu.conf": `namespaces = []\ncgroup_controllers = []\nsecurity_driver = "none"\nstdio_handler = "file"\nremember_owner = 0\nuser = "root"\ngroup = "root"\n`,
  "libvirtd.conf": `unix_sock_group = "root"\nauth_unix_rw = "none"\nauth_unix_ro = "none"\n`,
};

/** Where libvirt keeps things, and the folder that takes their place. */
const PLACES = {
  etc: "/etc/libvirt",
  lib: "/var/lib/libvirt",
  run: "/run/libvirt",
  cache: "/var/cache/libvirt",
  log: "/var/log/libvirt",
};

/** In KiB. */
const MEMORY_LIMIT = 8_000_000;

/** Milliseconds in which a daemon answers; the first time it asks every QEMU what it can do. */
const START_LIMIT = 60_000;

/** @param suite whose libvirt it is; without it this machine's */
export async function startDaemon(suite?: Suite): Promise<Daemon> {
  const { folder, remove } = temporaryFolder("libvirtd");
  for (const name of [...Object.keys(PLACES), "sock"]) mkdirSync(path.join(folder, name));
  for (const [name, text] of Object.entries(SETTINGS)) writeFileSync(path.join(folder, "log", name), text);
  const root = suite?.root ?? "";
  const mounts = Object.entries(PLACES).map(
    ([name, place]) => `mkdir -p '${root}${place}' && mount --bind '${folder}/${name}' '${root}${place}'`,
  );
  // The definitions are on a disk that can be filled.
  const disk = `mount -t tmpfs -o size=8m tmpfs '${folder}/etc' && cp '${folder}'/log/*.conf '${folder}/etc/'`;
  const sockets = `printf 'unix_sock_dir = "%s"\\n' '${folder}/sock' >>'${folder}/etc/libvirtd.conf'`;
  // Its own file for its number, too: several daemons are there at once.
  const run = `ulimit -v ${MEMORY_LIMIT} && exec ${suite === undefined ? "" : 'chroot "$0" '}libvirtd --config /etc/libvirt/libvirtd.conf --pid-file /run/libvirt/libvirtd.pid`;
  // etc stays from one start to the next: it is kept by this one process, which waits for nothing.
  const setUp = [disk, sockets, ...mounts].join(" && ");
  const line = (then: string) =>
    suite === undefined ? `exec unshare --mount sh -c ${quoted(then)} "$0"` : inside(suite, then);
  const keeper = spawn("sh", ["-c", line(`${setUp} && echo ready && exec sleep infinity`), root], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const state: { daemon: ChildProcess | undefined } = { daemon: undefined };
  const kill = (): void => {
    state.daemon?.kill("SIGKILL");
    for (const pid of machinesOf(folder)) killQuietly(pid);
  };
  const killAll = (): void => {
    kill();
    keeper.kill("SIGKILL");
  };
  process.prependOnceListener("exit", killAll);
  await once(keeper.stdout, "data");
  const start = async (): Promise<void> => {
    rmSync(path.join(folder, "sock", "libvirt-sock"), { force: true });
    const words = ["--mount", `--target=${keeper.pid}`, "sh", "-c", run, root];
    const log = ["ignore", "ignore", "ignore"] as const;
    const daemon = spawn("nsenter", words, { stdio: [...log], env: { ...process.env, LC_ALL: "C" } });
    state.daemon = daemon;
    await isAnswering(path.join(folder, "sock", "libvirt-sock"), daemon);
    writeFileSync(path.join(folder, "sock", "pid"), String(daemon.pid));
  };
  const isGone = async (): Promise<void> => {
    const { daemon } = state;
    if (daemon?.exitCode === null && daemon.signalCode === null) await once(daemon, "exit");
  };
  const powerOff = (): Promise<void> => {
    state.daemon?.kill("SIGKILL");
    return isGone();
  };
  const startAgain = async (): Promise<void> => {
    await isGone();
    await start();
  };
  await start();
  return {
    folder,
    uri: `qemu+unix:///system?socket=${folder}/sock/libvirt-sock`,
    definitions: () => `/proc/${keeper.pid}/root${folder}/etc/qemu`,
    virsh: (name, before = ":", how = "exec") => {
      const file = path.join(folder, "sock", name);
      const words = suite === undefined ? "virsh" : `nsenter --mount --target=${keeper.pid} chroot '${root}' virsh`;
      const text = `#!/bin/sh\nprintf '%s\\n' "$*" >>'${folder}/log/arguments'\nDAEMON=$(cat '${folder}/sock/pid')\n${before}\n${how} ${words} "$@"\n`;
      writeFileSync(file, text, { mode: 0o755 });
      return file;
    },
    startAgain,
    powerOff,
    restart: async () => {
      await powerOff();
      await start();
    },
    stop: async () => {
      killAll();
      process.off("exit", killAll);
      await remove();
    },
  };
}

/** Its socket is there when it is ready. */
async function isAnswering(socket: string, daemon: ChildProcess): Promise<void> {
  const watcher = watch(path.dirname(socket));
  const there = new Promise<void>((resolve, reject) => {
    const look = (): void => {
      if (existsSync(socket)) resolve();
    };
    watcher.on("change", look).on("error", reject);
    daemon.once("exit", () => reject(new Error("libvirtd does not start")));
    look();
  });
  await withLimit(there, START_LIMIT, "libvirtd does not listen").finally(() => watcher.close());
}

/** The QEMUs of this daemon, by the files in which it notes them. */
function machinesOf(folder: string): number[] {
  const notes = path.join(folder, "run", "qemu");
  if (!existsSync(notes)) return [];
  const files = readdirSync(notes).filter((name) => name.endsWith(".pid"));
  return files.map((name) => Number(readFileSync(path.join(notes, name), "utf8")));
}

function killQuietly(pid: number): void {
  try {
    if (pid > 1) process.kill(pid, "SIGKILL");
  } catch {
    // It has ended meanwhile.
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
