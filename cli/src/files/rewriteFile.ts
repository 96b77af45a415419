import { constants, fstatSync, fsyncSync, ftruncateSync, readSync, statSync, writeSync } from "node:fs";
import { type FileHandle, lstat, open, realpath, unlink } from "node:fs/promises";
import path from "node:path";
import { FailureError } from "../io.js";
import { fileError, MAX_BYTES, readBytes } from "./readBytes.js";

/** A file as it was when it was read. */
export interface FileVersion {
  readonly dev: bigint;
  readonly ino: bigint;
  readonly size: bigint;
  readonly mtimeNs: bigint;
  readonly bytes: Uint8Array;
}

/** What a file is to hold instead. */
export interface Rewriting {
  readonly before: FileVersion;
  readonly after: Uint8Array;
  /** A blank in the file's encoding: what may follow a document without changing it. */
  readonly blank: Uint8Array;
}

/** The calls that wait; others may change the file between any two of them. */
export interface WaitingCalls {
  readonly realpath: (place: string) => Promise<string>;
  readonly open: (place: string, flags: string | number, mode?: number) => Promise<FileHandle>;
  readonly unlink: (place: string) => Promise<void>;
}

/**
 * Writes new content into a file, in place: owner, mode, access-control list, extended attributes, labels and every link
 * to it stay, none of which a new file in its place would be sure to have. A copy of the old content lies beside it as
 * long as it is written, for its owner alone, so that a crash loses nothing; SIGINT, SIGTERM and SIGHUP wait for the end.
 * Until then the file holds, from one call to the next, the old or the new document, at most with blanks behind it.
 *
 * @param file a link stays a link: what it leads to is written
 * @throws FailureError where the file was changed or replaced since it was read, is not a regular one, or cannot be
 *   written: then it is as it was. Where even that fails, the message names the copy.
 */
export async function rewriteFile(
  file: string,
  rewriting: Rewriting,
  calls: WaitingCalls = { open, realpath, unlink },
): Promise<void> {
  await untilDone(async () => {
    let handle: FileHandle | undefined;
    try {
      const place = await calls.realpath(file);
      // A pipe that has come in its place must not be waited for.
      handle = await calls.open(place, constants.O_RDWR | (constants.O_NONBLOCK ?? 0));
      await rewriteOpen(handle, place, rewriting, calls);
    } catch (error) {
      throw error instanceof FailureError ? error : new FailureError(fileError(error, "written"));
    } finally {
      await handle?.close();
    }
  });
}

async function rewriteOpen(
  handle: FileHandle,
  place: string,
  rewriting: Rewriting,
  calls: WaitingCalls,
): Promise<void> {
  checkUnchanged(handle.fd, place, rewriting.before);
  const copy = copyOf(place);
  await writeCopy(copy, rewriting.before.bytes, calls);
  let isTouched = false;
  try {
    // In one go: nothing of this process comes between the look and the writing.
    checkUnchanged(handle.fd, place, rewriting.before);
    isTouched = true;
    overwrite(handle.fd, rewriting);
    await handle.sync();
  } catch (error) {
    if (isTouched && !isRestored(handle.fd, rewriting.before.bytes)) {
      throw new FailureError(`${fileError(error, "written")} ${inCopy(copy)}`);
    }
    await calls.unlink(copy).catch(() => {});
    throw error;
  }
  await calls.unlink(copy);
}

/**
 * The copy that an interrupted run has left beside a file.
 *
 * @param bytes what the file holds; a copy of the same is of no use and is not reported
 * @returns what to do about it, as a sentence
 */
export async function interruptedRun(file: string, bytes: Uint8Array): Promise<string | undefined> {
  const copy = await realpath(file).then(copyOf, () => undefined);
  const state = copy === undefined ? "none" : await stateOf(copy, bytes);
  if (copy === undefined || state !== "different") return undefined;
  return `An earlier --fix was interrupted while it wrote this file. ${inCopy(copy)}`;
}

/**
 * What lies there in comparison with what the file holds; anybody may have put it there. The beginning alone is a copy that
 * was not finished, before anything else was written.
 */
async function stateOf(copy: string, bytes: Uint8Array): Promise<"none" | "same" | "different"> {
  const status = await lstat(copy).catch(() => undefined);
  if (status?.isFile() !== true) return "none";
  const read = status.size <= bytes.length ? await readBytes(copy) : undefined;
  if (read === undefined || "error" in read) return "different";
  return Buffer.compare(read.bytes, bytes.subarray(0, read.bytes.length)) === 0 ? "same" : "different";
}

function inCopy(copy: string): string {
  return `The content before it is in ${path.basename(copy)}: compare both, then delete that copy.`;
}

/** Hidden, and of no ending that is searched for. */
function copyOf(place: string): string {
  return path.join(path.dirname(place), `.${path.basename(place)}.before-fix`);
}

/** Followed by what makes it last; only its owner can read it. */
async function writeCopy(copy: string, bytes: Uint8Array, calls: WaitingCalls): Promise<void> {
  const handle = await createCopy(copy, bytes, calls).catch((error: unknown) => {
    if (error instanceof FailureError) throw error;
    throw new FailureError(`A backup copy cannot be written beside it. ${fileError(error, "written")}`);
  });
  try {
    await handle.writeFile(bytes);
    await handle.sync();
    await syncFolder(path.dirname(copy), calls);
  } catch (error) {
    await calls.unlink(copy).catch(() => {});
    throw error;
  } finally {
    await handle.close();
  }
}

async function createCopy(copy: string, bytes: Uint8Array, calls: WaitingCalls): Promise<FileHandle> {
  const create = () => calls.open(copy, "wx", 0o600);
  try {
    return await create();
  } catch (error) {
    if (codeOf(error) !== "EEXIST") throw error;
    const state = await stateOf(copy, bytes);
    if (state === "none")
      throw new FailureError(`${path.basename(copy)} already exists, so no backup copy can be made.`);
    if (state === "different") {
      throw new FailureError(`An earlier --fix was interrupted, or another --fix is running. ${inCopy(copy)}`);
    }
    // Interrupted before it wrote anything.
    await calls.unlink(copy);
    return create();
  }
}

/** A name lasts when its folder is on the disk; not every system can do that. */
async function syncFolder(folder: string, calls: WaitingCalls): Promise<void> {
  const handle = await calls.open(folder, "r").catch(() => undefined);
  await handle?.sync().catch(() => {});
  await handle?.close();
}

/** @throws FailureError where the file is not what was read, or the name leads to another */
function checkUnchanged(fd: number, place: string, before: FileVersion): void {
  const now = fstatSync(fd, { bigint: true });
  if (!now.isFile()) throw new FailureError("It is not a regular file.");
  const named = statSync(place, { bigint: true, throwIfNoEntry: false });
  const isSame =
    [now, named].every((status) => status?.dev === before.dev && status.ino === before.ino) &&
    now.size === before.size &&
    now.mtimeNs === before.mtimeNs &&
    holds(fd, before.bytes);
  if (!isSame) throw new FailureError("It changed since it was read. Run the command again.");
}

/** Clocks are coarse: only the content says that nothing was changed. */
function holds(fd: number, bytes: Uint8Array): boolean {
  const read = Buffer.alloc(Math.min(bytes.length, MAX_BYTES) + 1);
  let length = 0;
  for (;;) {
    const count = readSync(fd, read, length, read.length - length, length);
    length += count;
    if (count === 0 || length === read.length) break;
  }
  return read.subarray(0, length).equals(bytes);
}

/** First the room, then the document in one call, then the end. */
function overwrite(fd: number, { before, after, blank }: Rewriting): void {
  const old = before.bytes.length;
  const blanks = (length: number) => Buffer.alloc(Math.max(0, length), blank);
  writeAll(fd, blanks(after.length - old), old);
  writeAll(fd, Buffer.concat([after, blanks(old - after.length)]), 0);
  ftruncateSync(fd, after.length);
}

/** Its room is still there: it was never given back. */
function isRestored(fd: number, bytes: Uint8Array): boolean {
  try {
    writeAll(fd, bytes, 0);
    ftruncateSync(fd, bytes.length);
    fsyncSync(fd);
    return holds(fd, bytes);
  } catch {
    return false;
  }
}

function writeAll(fd: number, bytes: Uint8Array, position: number): void {
  for (let done = 0; done < bytes.length; ) {
    done += writeSync(fd, bytes, done, bytes.length - done, position + done);
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error ? String(error.code) : undefined;
}

/** Signals that ask the process to end are sent again when the work is done. */
async function untilDone(work: () => Promise<void>): Promise<void> {
  let asked: NodeJS.Signals | undefined;
  const remember = (signal: NodeJS.Signals): void => {
    asked = signal;
  };
  for (const signal of ENDING) process.on(signal, remember);
  try {
    await work();
  } finally {
    for (const signal of ENDING) process.off(signal, remember);
    if (asked !== undefined) process.kill(process.pid, asked);
  }
}

const ENDING = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
