import { fileNameOf, hostNameOf } from "../../../shared/src/common/fileNames.js";

/**
 * Gives each host's document a short name to be called by: `hosts/node1.domcaps.xml` is `node1`.
 *
 * @param paths the documents' paths; the parts are apart by `/`
 * @returns a name for each path; where a short name would stand for two documents, the file's name, then the whole path
 */
export function namesByPath(paths: readonly string[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const path of paths) {
    const nameOf = [hostNameOf, fileNameOf].find((each) => isAlone(each(path), paths, each));
    names.set(path, nameOf?.(path) ?? path);
  }
  return names;
}

function isAlone(name: string, paths: readonly string[], nameOf: (path: string) => string): boolean {
  return paths.filter((path) => nameOf(path) === name).length === 1;
}
