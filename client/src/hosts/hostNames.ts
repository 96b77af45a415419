/** Endings that say what a file holds, not whose it is. */
const ending = /(?:[._-](?:domcaps|domcapabilities|caps|capabilities|cpudata|cpuid|cpu|host|xml|txt))+$/i;

/**
 * Gives each host's document a short name to be called by: `hosts/node1.domcaps.xml` is `node1`.
 *
 * @param paths the documents' paths; the parts are apart by `/`
 * @returns a name for each path; where a short name would stand for two documents, the file's name, then the whole path
 */
export function hostNames(paths: readonly string[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const path of paths) {
    const candidates = [shortName(path), fileName(path)];
    const alone = candidates.find((name, index) => isAlone(name, paths, index === 0 ? shortName : fileName));
    names.set(path, alone ?? path);
  }
  return names;
}

function isAlone(name: string, paths: readonly string[], nameOf: (path: string) => string): boolean {
  return paths.filter((path) => nameOf(path) === name).length === 1;
}

function fileName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

function shortName(path: string): string {
  const file = fileName(path);
  return file.replace(ending, "") || file;
}
