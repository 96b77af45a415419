import { realpath } from "node:fs/promises";
import path from "node:path";

/**
 * A link in a folder may lead out of it: whoever wrote the configuration must not have other files read.
 *
 * @returns whether the file really lies in the folder; true for one that is not there, which reading says
 */
export async function staysInside(file: string, folder: string): Promise<boolean> {
  try {
    const relative = path.relative(await realpath(folder), await realpath(file));
    return relative !== "" && !path.isAbsolute(relative) && relative.split(path.sep)[0] !== "..";
  } catch {
    return true;
  }
}
