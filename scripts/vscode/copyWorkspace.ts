import { cp } from "node:fs/promises";
import path from "node:path";
import { type TemporaryFolder, temporaryFolder } from "./temporaryFolder.js";

/**
 * Copies a folder to a fresh place, so that no test changes the project's tree.
 *
 * @param source the folder
 * @returns the copy, under the same name, and how to remove it
 */
export async function copyWorkspace(source: string): Promise<TemporaryFolder> {
  const parent = temporaryFolder("workspace");
  const folder = path.join(parent.folder, path.basename(source));
  await cp(source, folder, { recursive: true });
  return { folder, remove: parent.remove };
}
