import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { startServer } from "../server.js";
import { readConfigFile } from "./readConfigFile.js";
import { readHostFile } from "./readHostFile.js";
import { readArguments } from "./usage.js";

/** The package, seen from the bundle's place in dist/server/; LIBVIRT_CPU_DATA names another folder of data. */
const root = path.join(import.meta.dirname, "..", "..");
const data = process.env.LIBVIRT_CPU_DATA ?? path.join(root, "data");

function serve(): void {
  startServer(createConnection(ProposedFeatures.all), {
    readData: (name) => readFile(path.join(data, ...name.split("/")), "utf8"),
    parts: {
      answers: () => import("../handlers/answers.js"),
      configFeatures: () => import("../config/configFeatures.js"),
    },
    readFile: readConfigFile,
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
