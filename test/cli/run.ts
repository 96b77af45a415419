import { mkdtempSync, rmSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, onTestFinished } from "vitest";
import { main } from "../../cli/src/main.js";
import { root, samples } from "./folders.js";

export { root, samples };

export interface RunOptions {
  /** The working directory; the samples without it. */
  readonly cwd?: string;
  readonly stdin?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
  /** Standard output and error are a terminal of this width. */
  readonly terminal?: number;
  /** The program that is run as virsh. */
  readonly virsh?: string;
}

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the command line in this process. */
export async function run(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const { cwd = samples, stdin = "", env = {}, terminal, virsh = "virsh" } = options;
  const written = { out: "", err: "" };
  const output = (to: keyof typeof written) => ({
    write: (text: string) => {
      written[to] += text;
    },
    ...(terminal === undefined ? {} : { isTTY: true, columns: terminal }),
  });
  const code = await main(args, {
    cwd,
    env,
    stdin: async function* () {
      yield Buffer.from(stdin);
    },
    stdout: output("out"),
    stderr: output("err"),
    readData: (name) => readFile(path.join(root, "data", name), "utf8"),
    version: "1.2.3",
    virsh: { executable: () => virsh, signal: new AbortController().signal },
  });
  return { code, ...written };
}

/** A folder that is gone when the test, or the file's last one, ends, with these files. */
export async function makeFolder(
  files: Readonly<Record<string, string | Uint8Array>>,
  isForOne = true,
): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), "libvirt-cpu-cli-"));
  (isForOne ? onTestFinished : afterAll)(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    const place = path.join(folder, name);
    await mkdir(path.dirname(place), { recursive: true });
    await writeFile(place, content);
  }
  return folder;
}

/** A KVM guest with this CPU. */
export const kvm = (cpu: string) => `<domain type='kvm'>\n  <vcpu>2</vcpu>\n  ${cpu}\n</domain>\n`;
/** One with an error, one with a warning that --fix puts right, and one without either. */
export const WRONG = kvm("<cpu mode='custom' match='exact'><model>Hasswell</model></cpu>");
