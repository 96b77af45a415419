import { constants, type Stats } from "node:fs";
import { type FileHandle, open, stat } from "node:fs/promises";
import type { Encoding } from "../../../shared/src/common/decodeBytes.js";
import type { FileVersion } from "./rewriteFile.js";

/** More is not a libvirt document: those of more than 8 MB are not looked into. */
export const MAX_BYTES = 32 * 1024 * 1024;

/** Enough to tell what a document is about. */
const HEAD = 64 * 1024;

export type ReadBytes =
  | { readonly bytes: Uint8Array; readonly isWhole: boolean; readonly version: FileVersion }
  | { readonly error: string };

/** What a shell hands over as `<(…)`: the process itself has it open. */
const DESCRIPTOR = /^\/(?:dev\/(?:fd\/|stdin$)|proc\/[^/]+\/fd\/)/;

/**
 * Reads a file. A pipe or a device that lies on the disk is refused: it may be waited for without end.
 *
 * @param path absolute
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
    const isHandedOver = DESCRIPTOR.test(path);
    const refused = isHandedOver ? undefined : whyNot(await stat(path));
    if (refused !== undefined) return { error: refused };
    // A pipe that has just come in its place is not waited for either.
    file = await open(path, isHandedOver ? "r" : constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    // Before the reading: what changes during it is a change.
    const { dev, ino, size, mtimeNs } = await file.stat({ bigint: true });
    const read = (bytes: Uint8Array, isWhole: boolean): ReadBytes => {
      return { bytes, isWhole, version: { dev, ino, size, mtimeNs, bytes } };
    };
    const head = await readUpTo(file, HEAD);
    if (head.length < HEAD || !isWanted(head)) return read(head, head.length < HEAD);
    const rest = await readUpTo(file, most - HEAD + 1);
    return read(Buffer.concat([head, rest]), head.length + rest.length <= most);
  } catch (error) {
    return { error: fileError(error) };
  } finally {
    await file?.close();
  }
}

function whyNot(status: Stats): string | undefined {
  if (status.isDirectory()) return "It is a folder.";
  return status.isFile() ? undefined : "It is not a regular file. Send its content to standard input, with -.";
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
  ["ELOOP", "It is a link to itself."],
  ["ENAMETOOLONG", "Its name is too long."],
  ["EISDIR", "It is a folder."],
]);

/** What went wrong with a file, as a sentence. */
export function fileError(error: unknown, done: "read" | "written" = "read"): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const detail = code === "" ? "" : ` (${code})`;
  return WORDS.get(code) ?? `It cannot be ${done}${detail}.`;
}

/** A place in a text: line and column count from 1, in UTF-16 units; the offset from 0. */
export interface Position {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

/** Makes a function that tells places; lines end with LF, CRLF or CR, as the language server protocol has it. */
export function makePositions(text: string): (offset: number) => Position {
  const starts = [0];
  for (const { index, 0: end } of text.matchAll(/\r\n|\n|\r/g)) starts.push(index + end.length);
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1, offset };
  };
}

/** What is printed is UTF-8: a document that declares something else must not be. */
export function isPrinted({ label }: Encoding): boolean {
  return label === "utf-8";
}

/** The bytes of a text; undefined where this encoding cannot be written. */
export function encode(text: string, { label, hasMark }: Encoding): Uint8Array | undefined {
  const mark = hasMark ? "\ufeff" : "";
  if (label === "utf-8") return Buffer.from(mark + text, "utf8");
  if (label === "utf-16le") return Buffer.from(mark + text, "utf16le");
  return label === "utf-16be" ? Buffer.from(mark + text, "utf16le").swap16() : undefined;
}
