import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { build } from "esbuild";
import { BUNDLES } from "../../../scripts/build.js";
import { root } from "../../cli/folders.js";

/** On a signal it says what the process holds after everything is swept up that nobody holds. */
const PROBE = `process.on("SIGUSR2", () => {
  gc(); gc();
  process.stderr.write("heap " + process.memoryUsage().heapUsed + "\\n");
});
`;

export interface Bundled {
  readonly folder: string;
  /** Starts the server over standard input and output. */
  start(): ServerProcess;
  remove(): void;
}

export type ServerProcess = ReturnType<typeof startProcess>;

/** The server as it ships, bundled into a folder of its own. */
export async function bundleServer(): Promise<Bundled> {
  const folder = mkdtempSync(path.join(tmpdir(), "libvirt-cpu-server-"));
  const options = BUNDLES.find(({ outdir }) => outdir === "dist/server");
  const outdir = path.join(folder, "dist/server");
  await build({ ...options, absWorkingDir: root, outdir });
  cpSync(path.join(root, "package.json"), path.join(folder, "package.json"));
  cpSync(path.join(root, "samples"), path.join(folder, "samples"), { recursive: true });
  const probe = path.join(folder, "probe.cjs");
  writeFileSync(probe, PROBE);
  return {
    folder,
    start: () => startProcess(["--expose-gc", "--require", probe, path.join(outdir, "node.cjs"), "--stdio"]),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function startProcess(args: readonly string[]) {
  const env = { ...process.env, LIBVIRT_CPU_DATA: path.join(root, "data") };
  const child = spawn(process.execPath, args, { env });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  // It may have ended before everything is written.
  child.stdin.on("error", () => {});
  let heard = "";
  let hear = () => {};
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    heard += text;
    hear();
  });
  /** Bytes in use. */
  const heap = async (): Promise<number> => {
    heard = "";
    child.kill("SIGUSR2");
    for (;;) {
      const used = /heap (\d+)\n/.exec(heard)?.[1];
      if (used !== undefined) return Number(used);
      await new Promise<void>((resolve) => {
        hear = resolve;
      });
    }
  };
  /** What it has written on standard error. */
  const errors = () => heard;
  return { child, ended, heap, errors };
}
