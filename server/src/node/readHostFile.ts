import { readFile, realpath, stat } from "node:fs/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { markedEncoding } from "../../../shared/src/byteOrderMark.js";
import { type HostFile, MAX_HOST_FILE } from "../../../shared/src/messages.js";

/**
 * Reads a file that describes a host; never throws.
 *
 * @param uri the file's
 * @param folder the URI of the folder whose configuration names it: what leads out of it, also by a link, is not read
 */
export async function readHostFile(uri: string, folder: string): Promise<HostFile> {
  try {
    const file = await realpath(fileURLToPath(uri));
    const home = pathToFileURL(await realpath(fileURLToPath(folder))).href;
    if (!pathToFileURL(file).href.startsWith(`${home}/`)) return { error: "outside-the-folder" };
    const status = await stat(file);
    // A folder cannot be read; a pipe or a device would be read for ever.
    if (!status.isFile()) return { error: "unreadable" };
    if (status.size > MAX_HOST_FILE) return { error: "too-large" };
    const bytes = await readFile(file);
    return { text: new TextDecoder(markedEncoding(bytes)).decode(bytes), modified: status.mtimeMs };
  } catch (error) {
    const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
    return { error: isMissing ? "missing" : "unreadable" };
  }
}
