import { type FileHandle, open } from "node:fs/promises";

/** More is not a libvirt document: those of more than 8 MB are not looked into. */
export const MAX_BYTES = 32 * 1024 * 1024;

/** Enough to tell what a document is about. */
const HEAD = 64 * 1024;

export type ReadBytes = { readonly bytes: Uint8Array; readonly isWhole: boolean } | { readonly error: string };

/**
 * Reads a file.
 *
 * @param isWanted asked with the beginning of a long file whether the rest is wanted
 * @returns what there is of it: without the rest where that is not wanted, or too much; or why it cannot be read
 */
export async function readBytes(
  path: string,
  isWanted: (head: Uint8Array) => boolean = () => true,
  most = MAX_BYTES,
): Promise<ReadBytes> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, "r");
    if ((await file.stat()).isDirectory()) return { error: "It is a folder." };
    const head = await readUpTo(file, HEAD);
    if (head.length < HEAD || !isWanted(head)) return { bytes: head, isWhole: head.length < HEAD };
    const rest = await readUpTo(file, most - HEAD + 1);
    return { bytes: Buffer.concat([head, rest]), isWhole: head.length + rest.length <= most };
  } catch (error) {
    return { error: fileError(error) };
  } finally {
    await file?.close();
  }
}

/** Pipes give their bytes piece by piece. */
async function readUpTo(file: FileHandle, most: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  while (length < most) {
    const part = Buffer.alloc(Math.min(most - length, 1 << 20));
    const { bytesRead } = await file.read(part, 0, part.length, null);
    if (bytesRead === 0) break;
    parts.push(part.subarray(0, bytesRead));
    length += bytesRead;
  }
  return Buffer.concat(parts);
}

const WORDS: ReadonlyMap<string, string> = new Map([
  ["ENOENT", "There is no such file or folder."],
  ["ENOTDIR", "There is no such file or folder."],
  ["EACCES", "Permission denied."],
  ["EPERM", "Permission denied."],
  ["EROFS", "The file system is read-only."],
  ["ENOSPC", "There is no space left."],
  ["ELOOP", "It is a link that leads to itself."],
  ["ENAMETOOLONG", "Its name is too long."],
  ["EISDIR", "It is a folder."],
]);

/** What went wrong with a file, as a sentence. */
export function fileError(error: unknown, done: "read" | "written" = "read"): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const detail = code === "" ? "" : ` (${code})`;
  return WORDS.get(code) ?? `It cannot be ${done}${detail}.`;
}
