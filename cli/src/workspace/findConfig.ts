import type { Stats } from "node:fs";
import { stat } from "node:fs/promises";
import path from "node:path";
import { configFile } from "../../../shared/src/config/index.js";
import { isInside } from "../files/walk.js";

/**
 * The configuration that counts for files of a folder: the nearest `libvirt-cpu.json`, in the folder or above it as far as
 * the repository's root; without a repository as far as the working directory. Further up nobody looks: there, anybody
 * may have put one.
 */
export async function findConfig(folder: string, cwd: string): Promise<string | undefined> {
  const last = (await repositoryOf(folder)) ?? (isInside(folder, cwd) ? cwd : folder);
  for (let at = folder; ; at = path.dirname(at)) {
    const place = path.join(at, configFile);
    // A pipe of that name would be waited for without end.
    if ((await statusOf(place))?.isFile() === true) return place;
    if (at === last || path.dirname(at) === at) return undefined;
  }
}

async function repositoryOf(folder: string): Promise<string | undefined> {
  for (let at = folder; ; at = path.dirname(at)) {
    if ((await statusOf(path.join(at, ".git"))) !== undefined) return at;
    if (path.dirname(at) === at) return undefined;
  }
}

function statusOf(place: string): Promise<Stats | undefined> {
  return stat(place).catch(() => undefined);
}
