/** Reads a file of `data/` by its path in there. */
export type ReadData = (path: string) => Promise<string>;

/** The libvirt releases whose CPU maps are included, oldest first. */
export async function loadReleases(readData: ReadData): Promise<readonly string[]> {
  return (JSON.parse(await readData("cpu-map/index.json")) as { releases: string[] }).releases;
}

/**
 * The release whose map speaks best for a wanted one: the newest that is not newer, else the oldest.
 *
 * @param wanted `12.8.0`, also `12.8` or `12`; without it, or where it is no release at all, the newest
 * @param releases oldest first, at least one
 */
export function pickRelease(wanted: string | undefined, releases: readonly string[]): string {
  const newest = releases.at(-1) ?? "";
  if (wanted === undefined || !/^\d+(\.\d+){0,2}$/.test(wanted)) return newest;
  return releases.filter((release) => compareReleases(release, wanted) <= 0).at(-1) ?? releases[0] ?? newest;
}

/** Negative where `left` came first; missing parts of `right` count as any, so that 12 is all of 12.x. */
function compareReleases(left: string, right: string): number {
  const numbers = left.split(".").map(Number);
  for (const [index, part] of right.split(".").entries()) {
    const difference = (numbers[index] ?? 0) - Number(part);
    if (difference !== 0) return difference;
  }
  return 0;
}
