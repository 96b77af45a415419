import { readlink, realpath } from "node:fs/promises";
import path from "node:path";

/** As many links behind each other as Linux follows. */
const MAX_LINKS = 40;

/**
 * A link in a folder may lead out of it: whoever wrote the configuration must not have other files read, or written.
 *
 * @returns whether the file really lies in the folder, or would, if it were there; true for what cannot be told, which
 *   reading or writing says
 */
export async function staysInside(file: string, folder: string): Promise<boolean> {
  try {
    const relative = path.relative(await realpath(folder), await placeOf(file, MAX_LINKS));
    return relative !== "" && !path.isAbsolute(relative) && relative.split(path.sep)[0] !== "..";
  } catch {
    return true;
  }
}

/** Where a file really lies, or would be made: a link may lead to what is not there. Throws for links in a circle. */
async function placeOf(file: string, links: number): Promise<string> {
  const real = await realpath(file).catch(() => undefined);
  if (real !== undefined) return real;
  if (links === 0) throw new Error("links in a circle");
  const parent = path.dirname(file);
  const folder = parent === file ? parent : await placeOf(parent, links - 1);
  const link = await readlink(file).catch(() => undefined);
  return link === undefined ? path.join(folder, path.basename(file)) : placeOf(path.resolve(folder, link), links - 1);
}
