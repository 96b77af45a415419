import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { startServer } from "../server.js";
import { readHostFile } from "./readHostFile.js";
import { readArguments } from "./usage.js";

/** The package, seen from the bundle's place in dist/server/; LIBVIRT_CPU_DATA names another folder of data. */
const root = path.join(__dirname, "..", "..");
const data = process.env.LIBVIRT_CPU_DATA ?? path.join(root, "data");

function serve(): void {
  startServer(createConnection(ProposedFeatures.all), {
    readData: (name) => readFile(path.join(data, ...name.split("/")), "utf8"),
    readFile: async (uri) => {
      try {
        return await readFile(fileURLToPath(uri), "utf8");
      } catch {
        // Most folders have none.
        return null;
      }
    },
    readHostFile,
  });
}

const { version } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as { version: string };
const start = readArguments(process.argv.slice(2), version);
if (start.serves) {
  serve();
} else {
  (start.code === 0 ? process.stdout : process.stderr).write(start.text);
  process.exitCode = start.code;
}
