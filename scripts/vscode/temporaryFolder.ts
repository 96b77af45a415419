import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

/** A folder of this run. */
export interface TemporaryFolder {
  readonly folder: string;
  remove(): Promise<void>;
}

const removal = { recursive: true, force: true, maxRetries: 5, retryDelay: 100 } as const;

/**
 * Makes an empty folder that goes with this process at the latest.
 *
 * @param purpose a word for its name
 * @returns the folder (its path without symbolic links, as the editor reports it) and how to remove it sooner
 */
export function temporaryFolder(purpose: string): TemporaryFolder {
  // Synchronous, so that no signal comes between the folder and the promise to remove it.
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), `libvirt-cpu-${purpose}-`)));
  const removeNow = (): void => rmSync(folder, removal);
  process.once("exit", removeNow);
  const remove = async (): Promise<void> => {
    await rm(folder, removal);
    process.off("exit", removeNow);
  };
  return { folder, remove };
}
