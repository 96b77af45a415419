import { rmSync } from "node:fs";
import { cp, mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

/** A copy of a folder that tests may change. */
export interface CopiedWorkspace {
  readonly folder: string;
  remove(): Promise<void>;
}

/**
 * Copies a folder to a fresh place, so that no test changes the project's tree. The copy goes with this process at the latest.
 *
 * @param source the folder
 * @returns the copy (its path without symbolic links, as the editor reports it) and how to remove it
 */
export async function copyWorkspace(source: string): Promise<CopiedWorkspace> {
  const parent = await realpath(await mkdtemp(path.join(tmpdir(), "libvirt-cpu-workspace-")));
  const folder = path.join(parent, path.basename(source));
  await cp(source, folder, { recursive: true });
  const removeNow = (): void => rmSync(parent, { recursive: true, force: true });
  process.once("exit", removeNow);
  const remove = async (): Promise<void> => {
    await rm(parent, { recursive: true, force: true });
    process.off("exit", removeNow);
  };
  return { folder, remove };
}
