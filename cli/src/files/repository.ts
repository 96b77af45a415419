import { stat } from "node:fs/promises";
import path from "node:path";

/** The root of the repository that a folder lies in; undefined where there is none. */
export async function repositoryOf(folder: string): Promise<string | undefined> {
  for (let at = folder; ; at = path.dirname(at)) {
    // A file in a worktree, a folder elsewhere.
    const status = await stat(path.join(at, ".git")).catch(() => undefined);
    if (status !== undefined) return at;
    if (path.dirname(at) === at) return undefined;
  }
}
