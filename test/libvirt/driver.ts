import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { temporaryFolder } from "../../scripts/vscode/temporaryFolder.js";
import { withLimit } from "../../scripts/vscode/withLimit.js";
import { inside, type Suite } from "./suites.js";
import { type Answer, readAnswers, type Streams, virshInput } from "./virsh.js";

/** A libvirt QEMU driver of our own, with state in a folder of its own. */
export interface Driver {
  readonly folder: string;
  /** Runs commands one after the other. */
  run(commands: readonly string[]): Promise<Answer[]>;
  stop(): Promise<void>;
}

/** No sandboxing that a container may forbid; QEMU writes its logs itself, so no log daemon is needed. */
const SETTINGS = `namespaces = []
cgroup_controllers = []
security_driver = "none"
stdio_handler = "file"
remember_owner = 0
`;
const AS_ROOT = `user = "root"
group = "root"
`;

/** In KiB: some definitions make libvirt ask for all the memory there is. */
const MEMORY_LIMIT = 8_000_000;

/** A batch of some hundred commands takes seconds; the first one also asks every QEMU what it can do. */
const BATCH_LIMIT = 5 * 60_000;

/**
 * Makes a driver that lives inside virsh (libvirt's embedded mode): the code of libvirtd without the daemon. Nothing is
 * left when virsh ends, no socket is shared, and a daemon of the machine and its domains are never seen.
 *
 * @param suite whose libvirt it is; without it this machine's
 */
export function startDriver(suite?: Suite): Driver {
  const { folder, remove } = temporaryFolder("libvirt");
  const children = new Set<ChildProcess>();
  const stopAll = (): void => {
    for (const child of children) child.kill("SIGKILL");
    for (const pid of processesOf(folder)) killQuietly(pid);
  };
  // Before the folder goes: its path is how a QEMU of ours is known.
  process.prependOnceListener("exit", stopAll);
  mkdirSync(path.join(folder, "etc"));
  writeFileSync(path.join(folder, "etc/qemu.conf"), process.getuid?.() === 0 ? SETTINGS + AS_ROOT : SETTINGS);
  return {
    folder,
    run: (commands) => runCommands({ folder, suite, children }, commands),
    stop: async () => {
      stopAll();
      process.off("exit", stopAll);
      await remove();
    },
  };
}

interface Running {
  readonly folder: string;
  readonly suite: Suite | undefined;
  readonly children: Set<ChildProcess>;
}

async function runCommands(running: Running, commands: readonly string[]): Promise<Answer[]> {
  const answers: Answer[] = [];
  while (answers.length < commands.length) {
    answers.push(...readAnswers(await talk(running, commands.slice(answers.length))));
    const suspect = commands[answers.length];
    // libvirt fell over. A spoilt heap may show late: the command that met it is asked again, alone.
    if (suspect !== undefined) answers.push(readAnswers(await talk(running, [suspect]))[0] ?? FALLEN);
  }
  return answers;
}

const FALLEN: Answer = { output: "", error: "libvirt fell over", crashed: true };

/** Gives virsh the commands on its input and waits for its end. */
async function talk({ folder, suite, children }: Running, commands: readonly string[]): Promise<Streams> {
  const limited = `ulimit -v ${MEMORY_LIMIT}; exec`;
  const uri = `qemu:///embed?root=${folder}`;
  const line = suite === undefined ? `${limited} virsh -c "$1"` : inside(suite, `${limited} chroot "$0" virsh -c "$1"`);
  const child = spawn("sh", ["-c", line, suite?.root ?? "", uri], { env: { ...process.env, LC_ALL: "C" } });
  children.add(child);
  const streams = { output: "", errors: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    streams.output += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    streams.errors += text;
  });
  const ended = new Promise<void>((resolve, reject) => child.once("error", reject).once("close", () => resolve()));
  // A virsh that fell over reads no more; that is told by what it did not write.
  child.stdin.on("error", () => undefined).end(virshInput(commands));
  await withLimit(ended, BATCH_LIMIT, "virsh did not end");
  children.delete(child);
  return streams;
}
/** Processes that name the folder on their command line: QEMU's of this driver, and no others. */
function processesOf(folder: string): number[] {
  if (!existsSync("/proc")) return [];
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
  return pids.filter((pid) => commandLine(pid).includes(`${folder}/`)).map(Number);
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return ""; // It has ended meanwhile.
  }
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended meanwhile.
  }
}
