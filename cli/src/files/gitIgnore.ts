import { lstat } from "node:fs/promises";
import path from "node:path";
import { isMeant, makePatterns, type Patterns } from "./patterns.js";
import { readBytes } from "./readBytes.js";
import { repositoryOf } from "./repository.js";

/** What git ignores in a folder and below it. */
export interface GitIgnore {
  /** Where the patterns begin: the repository's root, or the searched folder where there is no repository. */
  readonly root: string;
  readonly patterns: Patterns;
}

/** Nobody writes more into a `.gitignore`. */
const MAX_PATTERNS = 128 * 1024;

/**
 * What the files above a folder say about it, up to the repository's root. A folder that is ignored itself, but was
 * named, is meant as it is: then nothing above it is asked.
 *
 * @param folder absolute, without links
 */
export async function gitIgnoreAbove(folder: string): Promise<GitIgnore> {
  const root = await repositoryOf(folder);
  if (root === undefined || root === folder) return startAt(folder);
  let above = await startAt(root);
  let at = root;
  for (const name of path.relative(root, folder).split(path.sep)) {
    above = await withFileOf(at, above);
    at = path.join(at, name);
  }
  return isIgnored(above, folder, true) ? { root, patterns: makePatterns([]) } : above;
}

/**
 * The same inside a folder: its own `.gitignore` counts, too. A repository inside another begins from nothing.
 *
 * @param holds is there something of a name in the folder?
 */
export async function gitIgnoreIn(
  folder: string,
  holds: (name: string) => boolean,
  above: GitIgnore,
): Promise<GitIgnore> {
  const around = holds(".git") ? await startAt(folder) : above;
  return holds(".gitignore") ? withFileOf(folder, around) : around;
}

/** Is a file or folder ignored? Its folder is not. */
export function isIgnored({ root, patterns }: GitIgnore, place: string, isFolder: boolean): boolean {
  return isMeant(patterns, `${fromRoot(root, place)}${isFolder ? "/" : ""}`);
}

async function startAt(root: string): Promise<GitIgnore> {
  const lines = await linesOf(path.join(root, ".git", "info", "exclude"));
  return { root, patterns: makePatterns(lines) };
}

async function withFileOf(folder: string, { root, patterns }: GitIgnore): Promise<GitIgnore> {
  const lines = await linesOf(path.join(folder, ".gitignore"));
  const own = lines.flatMap((line) => movedBelow(fromRoot(root, folder), line));
  // One list from the root on: the last pattern that fits decides, as in git.
  return own.length === 0 ? { root, patterns } : { root, patterns: makePatterns(own, patterns) };
}

function fromRoot(root: string, place: string): string {
  return path.relative(root, place).split(path.sep).join("/");
}

/** git follows no link here either. */
async function linesOf(place: string): Promise<string[]> {
  const status = await lstat(place).catch(() => undefined);
  const read = status?.isFile() === true ? await readBytes(place, () => true, MAX_PATTERNS) : undefined;
  if (read === undefined || "error" in read || !read.isWhole) return [];
  return new TextDecoder().decode(read.bytes).split(/\r?\n/);
}

/** A pattern of a folder's `.gitignore` as one from the root on; none for a comment or an empty line. */
function movedBelow(folder: string, line: string): string[] {
  const isNegative = line.startsWith("!");
  const pattern = isNegative ? line.slice(1) : line;
  const trimmed = pattern.trimEnd();
  if (line.startsWith("#") || trimmed === "" || trimmed === "/") return [];
  if (folder === "") return [line];
  const below = trimmed.slice(0, -1).includes("/") ? pattern.replace(/^\//, "") : `**/${pattern}`;
  return [`${isNegative ? "!" : ""}${escaped(folder)}/${below}`];
}

/** A folder's name is no pattern. */
function escaped(folder: string): string {
  return folder.replaceAll(/[\\*?[]|^[!#]/g, "\\$&");
}
