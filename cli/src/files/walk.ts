import type { Dirent } from "node:fs";
import { readdir, realpath, stat } from "node:fs/promises";
import path from "node:path";
import { isDocumentName } from "../../../shared/src/common/documentNames.js";
import { fileError } from "./readBytes.js";

/** A file that was found, or a folder that cannot be read. */
export interface FoundFile {
  readonly path: string;
  readonly error?: string;
}

/**
 * The XML files and templates of a folder and the folders in it, sorted by name. Hidden folders and node_modules are left out. Links
 * are followed inside the folder, each place once: they may lead in circles, or out of what was named.
 */
export async function* walk(folder: string): AsyncGenerator<FoundFile> {
  try {
    const root = await realpath(folder);
    yield* walkFolder(folder, { root, seen: new Set([root]) });
  } catch (error) {
    yield { path: folder, error: fileError(error) };
  }
}

interface Walk {
  readonly root: string;
  /** Real paths of folders that were walked. */
  readonly seen: Set<string>;
}

async function* walkFolder(folder: string, around: Walk): AsyncGenerator<FoundFile> {
  let entries: Dirent[];
  try {
    entries = await readdir(folder, { withFileTypes: true });
  } catch (error) {
    yield { path: folder, error: fileError(error) };
    return;
  }
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const place = path.join(folder, entry.name);
    const kind = entry.isSymbolicLink() ? await kindOfLink(place, around) : kindOf(entry);
    if (kind === "file" && isDocumentName(entry.name)) yield { path: place };
    if (kind === "folder" && !isLeftOut(entry.name) && (await isNew(place, around))) yield* walkFolder(place, around);
  }
}

function isLeftOut(name: string): boolean {
  return name.startsWith(".") || name === "node_modules";
}

function kindOf(entry: { isFile(): boolean; isDirectory(): boolean }): "file" | "folder" | undefined {
  if (entry.isFile()) return "file";
  return entry.isDirectory() ? "folder" : undefined;
}

/** Undefined for a link that leads out, or nowhere. */
async function kindOfLink(place: string, { root }: Walk): Promise<"file" | "folder" | undefined> {
  try {
    return isInside(await realpath(place), root) ? kindOf(await stat(place)) : undefined;
  } catch {
    return undefined;
  }
}

async function isNew(place: string, { seen }: Walk): Promise<boolean> {
  const real = await realpath(place).catch(() => undefined);
  if (real === undefined || seen.has(real)) return false;
  seen.add(real);
  return true;
}

/** Is a path a folder itself, or in it? */
export function isInside(place: string, folder: string): boolean {
  const relative = path.relative(folder, place);
  return relative === "" || (relative !== ".." && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative));
}
