import { realpath, stat } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { type HostFile, MAX_HOST_FILE } from "../../../shared/src/messages.js";
import { decode } from "../files/encoding.js";
import { readBytes } from "../files/readBytes.js";
import { isInside } from "../files/walk.js";

/**
 * Reads a file that a configuration names.
 *
 * @param folder the configuration's: what leads out of it, also by a link, is not read
 * @param uri the file's
 */
export async function readHostFile(folder: string, uri: string): Promise<HostFile> {
  try {
    const place = await realpath(fileURLToPath(uri));
    if (!isInside(place, await realpath(folder))) return { error: "outside-the-folder" };
    const status = await stat(place);
    // A pipe or a device would be waited for without end.
    if (!status.isFile()) return { error: "unreadable" };
    if (status.size > MAX_HOST_FILE) return { error: "too-large" };
    const text = await readHostText(place);
    return text === undefined ? { error: "unreadable" } : { text, modified: status.mtimeMs };
  } catch (error) {
    const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
    return { error: isMissing ? "missing" : "unreadable" };
  }
}

/** The text of a host's document; undefined where it cannot be read, or is too large. */
export async function readHostText(place: string): Promise<string | undefined> {
  const read = await readBytes(place, () => true, MAX_HOST_FILE);
  if ("error" in read || !read.isWhole) return undefined;
  const decoded = decode(read.bytes);
  return "error" in decoded ? undefined : decoded.text;
}
