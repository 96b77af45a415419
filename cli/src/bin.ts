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

async function readStdin(most: number): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of process.stdin as AsyncIterable<Buffer>) {
    parts.push(part);
    length += part.length;
    if (length > most) break;
  }
  return Buffer.concat(parts);
}

const { version } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as { version: string };

main(process.argv.slice(2), {
  cwd: process.cwd(),
  env: process.env,
  stdin: readStdin,
  stdout: process.stdout,
  stderr: process.stderr,
  readData: (name) => readFile(path.join(data, ...name.split("/")), "utf8"),
  version,
}).then((code) => {
  process.exitCode = code;
});
