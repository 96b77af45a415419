import { realpath, stat } from "node:fs/promises";
import path from "node:path";
import { decodeBytes, type Encoding, markedEncoding } from "../../../shared/src/common/decodeBytes.js";
import { rootName, servedRoots } from "../../../shared/src/common/rootName.js";
import { maxDocumentLength } from "../../../shared/src/domain/index.js";
import { FailureError, type Io } from "../io.js";
import { fileError, MAX_BYTES, readBytes } from "./readBytes.js";
import type { FileVersion } from "./rewriteFile.js";
import { makeSearch, type Search } from "./search.js";
import { isInside, walk } from "./walk.js";

/** What standard input is called. */
export const STDIN = "<stdin>";

/** A document that was asked for. */
export interface Input {
  /** As it is shown: from the working directory on where it lies in there. */
  readonly name: string;
  /** Undefined for standard input. */
  readonly path: string | undefined;
  /** Whose configuration counts. */
  readonly folder: string;
  /** It was named, not found in a folder. */
  readonly isNamed: boolean;
  readonly content: Content;
}

export type Content =
  | {
      readonly text: string;
      readonly encoding: Encoding;
      /** The file that it was read from; undefined for standard input. */
      readonly version?: FileVersion;
    }
  /** It is libvirt's, and there is more of it than is read. */
  | { readonly tooLarge: true }
  /** It is somebody else's, and was not read to its end or cannot be. */
  | { readonly foreign: true }
  | { readonly error: string };

/**
 * The documents that arguments name, one after the other: files, `-` for standard input, what folders hold. What is
 * there twice comes once.
 *
 * @param search what is looked for in folders
 */
export async function* readInputs(
  names: readonly string[],
  io: Io,
  search: Search = makeSearch(),
): AsyncGenerator<Input> {
  const seen = new Set<string>();
  for (const name of names) {
    if (name === "-") {
      if (!seen.has(STDIN)) yield await readStdin(io);
      seen.add(STDIN);
    } else {
      yield* readPlace(path.resolve(io.cwd, name), { io, search, seen });
    }
  }
}

interface Reading {
  readonly io: Io;
  readonly search: Search;
  readonly seen: Set<string>;
}

async function* readPlace(place: string, reading: Reading): AsyncGenerator<Input> {
  const status = await stat(place).catch((error: unknown) => fileError(error));
  if (typeof status === "string") {
    yield { ...placed(place, reading.io, true), content: { error: status } };
  } else if (!status.isDirectory()) {
    if (await isNew(place, reading)) yield await readFile(place, reading.io, true);
  } else {
    for await (const found of walk(place, reading.search)) {
      if (found.error !== undefined)
        yield { ...placed(found.path, reading.io, false), content: { error: found.error } };
      else if (await isNew(found.path, reading)) yield await readFile(found.path, reading.io, false);
    }
  }
}

async function isNew(place: string, { seen }: Reading): Promise<boolean> {
  const real = await realpath(place).catch(() => place);
  if (seen.has(real)) return false;
  seen.add(real);
  return true;
}

function placed(place: string, { cwd }: Io, isNamed: boolean): Omit<Input, "content"> {
  return { name: shownName(place, cwd), path: place, folder: path.dirname(place), isNamed };
}

/** A path from the working directory on, with `/`; the whole path where it lies outside. */
export function shownName(place: string, cwd: string): string {
  const shown = isInside(place, cwd) ? path.relative(cwd, place) || "." : place;
  return shown.split(path.sep).join("/");
}

async function readFile(place: string, io: Io, isNamed: boolean): Promise<Input> {
  const read = await readBytes(place, mayBeOurs);
  const decoded = "error" in read ? read : contentOf(read.bytes, read.isWhole);
  const content = "text" in decoded && "version" in read ? { ...decoded, version: read.version } : decoded;
  // What nobody named and does not look like ours may be broken as it likes.
  const isForeign = !isNamed && "bytes" in read && "error" in content && !isOurs(headOf(read.bytes));
  return { ...placed(place, io, isNamed), content: isForeign ? { foreign: true } : content };
}

async function readStdin(io: Io): Promise<Input> {
  const bytes = await readUpTo(io.stdin(), MAX_BYTES);
  const content = contentOf(bytes, bytes.length <= MAX_BYTES);
  return { name: STDIN, path: undefined, folder: io.cwd, isNamed: true, content };
}

/** All of a stream, but no more than so many bytes and what came with them. */
async function readUpTo(chunks: AsyncIterable<Uint8Array>, most: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of chunks) {
    parts.push(part);
    length += part.length;
    if (length > most) break;
  }
  return Buffer.concat(parts);
}

function contentOf(bytes: Uint8Array, isWhole: boolean): Content {
  if (isWhole) return decodeBytes(bytes);
  return isOurs(headOf(bytes)) ? { tooLarge: true } : { foreign: true };
}

/** Does a beginning look like a document of ours, or may it become one? */
function mayBeOurs(bytes: Uint8Array): boolean {
  const head = headOf(bytes);
  const name = rootName(head);
  // In a string of another language there may be one, too.
  return name === undefined || name === "" || isOurs(head);
}

/** Does a beginning look like a document of ours? */
function isOurs(head: string): boolean {
  const name = rootName(head);
  return name !== undefined && servedRoots.some((root) => root === name);
}

/** Is a document of ours longer than what is looked into? */
export function isTooLarge(text: string): boolean {
  return text.length > maxDocumentLength && isOurs(text);
}

/** A beginning as text; where it is cut, a character may be lost. */
function headOf(bytes: Uint8Array): string {
  return new TextDecoder(markedEncoding(bytes)).decode(bytes.subarray(0, 64 * 1024));
}

/** The one document that is asked about; never a folder. */
export async function readOne(
  name: string,
  io: Io,
): Promise<Input & { readonly content: { readonly text: string; readonly encoding: Encoding } }> {
  for await (const input of readInputs([name], io)) {
    const { content } = input;
    if (!input.isNamed) break;
    if ("error" in content) throw new FailureError(`${input.name}: ${content.error}`);
    if ("foreign" in content) throw new FailureError(`${input.name}: It is not a libvirt document.`);
    if ("tooLarge" in content || isTooLarge(content.text)) throw new FailureError(`${input.name}: It is too large.`);
    return { ...input, content };
  }
  throw new FailureError(`${name}: It is a folder; name a file.`);
}
