import { readFile, stat } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { markedEncoding } from "../../../shared/src/byteOrderMark.js";
import { MAX_CONFIG } from "../../../shared/src/config/index.js";

/**
 * Reads a folder's `libvirt-cpu.json`.
 *
 * @returns null where there is none, or something that is no file: a pipe or a device would be read for ever
 * @throws where it is too large, or cannot be read
 */
export async function readConfigFile(uri: string): Promise<string | null> {
  const file = fileOf(uri);
  if (file === undefined) return null;
  const status = await stat(file).catch(() => undefined);
  if (status?.isFile() !== true) return null;
  if (status.size > MAX_CONFIG) throw new Error(`it is over ${MAX_CONFIG / 1024 / 1024} MB, and not read`);
  const bytes = await readFile(file);
  // PowerShell writes UTF-16.
  return new TextDecoder(markedEncoding(bytes)).decode(bytes);
}

/** Undefined for what lies on no disk. */
function fileOf(uri: string): string | undefined {
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined;
  }
}
