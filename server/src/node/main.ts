import { readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { startServer } from "../server.js";
import { readHostFile } from "./readHostFile.js";

/** Our data, seen from the bundle's place in dist/server/; LIBVIRT_CPU_DATA names another folder. */
const data = process.env.LIBVIRT_CPU_DATA ?? path.join(__dirname, "..", "..", "data");

const TRANSPORTS = /^--(?:stdio|node-ipc|socket(?:=\d+)?|pipe(?:=.+)?)$/;

if (!process.argv.slice(2).some((argument) => TRANSPORTS.test(argument))) {
  // The protocol's library would end with a stack trace.
  console.error("Usage: libvirt-cpu-language-server --stdio | --node-ipc | --socket=<port>");
  process.exit(2);
}

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
