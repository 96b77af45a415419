import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { type HostFile, MAX_HOST_FILE } from "../../../shared/src/messages.js";
import { startServer } from "../server.js";

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
  readHostFile: async (uri): Promise<HostFile> => {
    try {
      const file = fileURLToPath(uri);
      const { size, mtimeMs } = await stat(file);
      if (size > MAX_HOST_FILE) return { error: "too-large" };
      return { text: await readFile(file, "utf8"), modified: mtimeMs };
    } catch (error) {
      const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
      return { error: isMissing ? "missing" : "unreadable" };
    }
  },
});
