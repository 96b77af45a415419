import { readFile, realpath, stat } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { textOfBytes } from "../../../shared/src/common/decodeBytes.js";
import type { HostFile } from "../../../shared/src/messages.js";

/**
 * Reads a folder's `libvirt-cpu.json`, or a file that it names; never throws.
 *
 * @param uri the file's
 * @param folder the URI of the configuration's folder: what leads out of it, also by a link, is not read
 * @param most bytes
 */
export async function readInside(uri: string, folder: string, most: number): Promise<HostFile> {
  try {
    const file = await realpath(fileURLToPath(uri));
    const relative = path.relative(await realpath(fileURLToPath(folder)), file);
    if (path.isAbsolute(relative) || relative.split(path.sep)[0] === "..") return { error: "outside-the-folder" };
    const status = await stat(file);
    // A folder cannot be read; a pipe or a device would be read for ever.
    if (!status.isFile()) return { error: "unreadable" };
    if (status.size > most) return { error: "too-large" };
    return { text: textOfBytes(await readFile(file)), modified: status.mtimeMs };
  } catch (error) {
    const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
    return { error: isMissing ? "missing" : "unreadable" };
  }
}
