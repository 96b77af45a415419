import { once } from "node:events";
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { main } from "./main.js";

/** The package, seen from the bundle's place in dist/cli/; LIBVIRT_CPU_DATA names another folder of data. */
const root = path.join(__dirname, "..", "..");
const data = process.env.LIBVIRT_CPU_DATA ?? path.join(root, "data");

// Whoever reads us may have seen enough (`| head`): that is no fault.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    process.exit(error.code === "EPIPE" ? 0 : 2);
  });
}

async function drained(): Promise<void> {
  if (process.stdout.writableNeedDrain) await once(process.stdout, "drain");
}

const { version } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as { version: string };

/** virsh has a process group of its own, which Ctrl+C does not reach: it is ended before we are. */
const controller = new AbortController();
process.once("SIGINT", () => {
  controller.abort();
  process.exit(130);
});

void main(process.argv.slice(2), {
  cwd: process.cwd(),
  env: process.env,
  stdin: () => process.stdin,
  stdout: {
    write: (text) => void process.stdout.write(text),
    isTTY: process.stdout.isTTY,
    columns: process.stdout.columns,
    drained,
  },
  stderr: process.stderr,
  readData: (name) => readFile(path.join(data, ...name.split("/")), "utf8"),
  version,
  virsh: { executable: () => "virsh", signal: controller.signal },
}).then((code) => {
  process.exitCode = code;
});
