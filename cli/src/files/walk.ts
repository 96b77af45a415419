import type { Dirent } from "node:fs";
import { readdir, realpath, stat } from "node:fs/promises";
import path from "node:path";
import { type GitIgnore, gitIgnoreAbove, gitIgnoreIn, isIgnored } from "./gitIgnore.js";
import { fileError } from "./readBytes.js";
import { DOCUMENTS, type Search } from "./search.js";

/** A file that was found, or a folder that cannot be read. */
export interface FoundFile {
  readonly path: string;
  readonly error?: string;
}

/**
 * What is looked for in a folder and the folders in it, sorted by name. Hidden folders and node_modules are left out. Links
 * are followed inside the folder, each place once: they may lead in circles, or out of what was named. Of other files no
 * more is read than their names.
 */
export async function* walk(folder: string, search: Search = DOCUMENTS): AsyncGenerator<FoundFile> {
  try {
    const root = await realpath(folder);
    const git = search.respectsGit ? await gitIgnoreAbove(root) : undefined;
    yield* walkFolder({ path: folder, inRoot: "", git }, { root, search, seen: new Set([root]) });
  } catch (error) {
    yield { path: folder, error: fileError(error) };
  }
}

interface Walk {
  readonly root: string;
  readonly search: Search;
  /** Real paths of folders that were walked. */
  readonly seen: Set<string>;
}

interface Folder {
  readonly path: string;
  /** From the searched folder on, with `/` at its end; empty for that itself. */
  readonly inRoot: string;
  /** What git ignores there; undefined where nobody asks. */
  readonly git: GitIgnore | undefined;
}

async function* walkFolder({ path: folder, inRoot, git: above }: Folder, around: Walk): AsyncGenerator<FoundFile> {
  let entries: Dirent[];
  try {
    entries = await readdir(folder, { withFileTypes: true });
  } catch (error) {
    yield { path: folder, error: fileError(error) };
    return;
  }
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  const { root, search } = around;
  const holds = (name: string) => entries.some((entry) => entry.name === name);
  const git = above && (await gitIgnoreIn(path.join(root, inRoot), holds, above));
  const isKept = (name: string, isFolder: boolean): boolean =>
    !search.isExcluded(`${inRoot}${name}${isFolder ? "/" : ""}`) &&
    !(git !== undefined && isIgnored(git, path.join(root, inRoot, name), isFolder));
  for (const entry of entries) {
    const { name } = entry;
    const isWanted = search.isWanted(`${inRoot}${name}`);
    // Most files are somebody else's.
    if (!isWanted && entry.isFile()) continue;
    const place = path.join(folder, name);
    const kind = entry.isSymbolicLink() ? await kindOfLink(place, around) : kindOf(entry);
    if (kind === "file" && isWanted && isKept(name, false)) yield { path: place };
    if (kind === "folder" && !isSkipped(name) && isKept(name, true) && (await isNew(place, around)))
      yield* walkFolder({ path: place, inRoot: `${inRoot}${name}/`, git }, around);
  }
}

function isSkipped(name: string): boolean {
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
