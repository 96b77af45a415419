import { randomBytes } from "node:crypto";
import { chmod, chown, open, realpath, rename, stat, unlink } from "node:fs/promises";
import path from "node:path";

/**
 * Replaces a file in one step: whoever reads it sees the old text or the new one, and a full disk leaves the old. Mode
 * and, where that is allowed, owner stay; a link stays a link.
 *
 * @throws what the file system throws; then the file is as it was
 */
export async function writeAtomic(file: string, bytes: Uint8Array): Promise<void> {
  const place = await realpath(file);
  const { mode, uid, gid } = await stat(place);
  const temporary = path.join(path.dirname(place), `.${path.basename(place)}.${randomBytes(6).toString("hex")}.tmp`);
  const handle = await open(temporary, "wx", 0o600);
  try {
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    // Only root may give files away; before the mode, which loses set-id bits by it.
    await chown(temporary, uid, gid).catch(() => {});
    await chmod(temporary, mode & 0o7777);
    await rename(temporary, place);
  } catch (error) {
    await unlink(temporary).catch(() => {});
    throw error;
  }
}
