import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import type { MapFile } from "../machine.js";

/** Where Debian, Fedora, SUSE and Arch install libvirt's CPU map. */
const FOLDER = "/usr/share/libvirt/cpu_map";
/** libvirt 12.8 has 1 MB in 140 files; the server reads no more than this of a map. */
const MAX_BYTES = 16 * 1024 * 1024;
const MAX_FILES = 2000;

/**
 * Reads the CPU map of this machine's libvirt (`/usr/share/libvirt/cpu_map`).
 *
 * @returns its XML files by name; undefined where there is no map, or what is there is too large to be one
 */
export async function localCpuMap(folder = FOLDER): Promise<readonly MapFile[] | undefined> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => /^[\w.+-]+\.xml$/.test(name));
  if (!names.includes("index.xml") || names.length > MAX_FILES) return undefined;
  const files: MapFile[] = [];
  let size = 0;
  for (const name of names.sort()) {
    const file = path.join(folder, name);
    const info = await stat(file).catch(() => undefined);
    if (info === undefined || !info.isFile()) return undefined;
    size += info.size;
    if (size > MAX_BYTES) return undefined;
    files.push({ name, text: await readFile(file, "utf8") });
  }
  return files;
}
