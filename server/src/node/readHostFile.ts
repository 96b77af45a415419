import { readFile, stat } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { type HostFile, MAX_HOST_FILE } from "../../../shared/src/messages.js";

/** Reads a file that describes a host, by its URI; never throws. */
export async function readHostFile(uri: string): Promise<HostFile> {
  try {
    const file = fileURLToPath(uri);
    const status = await stat(file);
    // A folder cannot be read; a pipe or a device would be read for ever.
    if (!status.isFile()) return { error: "unreadable" };
    if (status.size > MAX_HOST_FILE) return { error: "too-large" };
    return { text: await readFile(file, "utf8"), modified: status.mtimeMs };
  } catch (error) {
    const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
    return { error: isMissing ? "missing" : "unreadable" };
  }
}
