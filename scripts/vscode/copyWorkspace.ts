import { cp, mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

/** A copy of a folder that tests may change. */
export interface CopiedWorkspace {
  readonly folder: string;
  remove(): Promise<void>;
}

/**
 * Copies a folder to a fresh place, so that no test changes the project's tree.
 *
 * @param source the folder
 * @returns the copy (its path without symbolic links, as the editor reports it) and how to remove it
 */
export async function copyWorkspace(source: string): Promise<CopiedWorkspace> {
  const parent = await realpath(await mkdtemp(path.join(tmpdir(), "libvirt-cpu-workspace-")));
  const folder = path.join(parent, path.basename(source));
  await cp(source, folder, { recursive: true });
  return { folder, remove: () => rm(parent, { recursive: true, force: true }) };
}
