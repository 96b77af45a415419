/** The last part of a path or of a URI, decoded. */
export function fileNameOf(uri: string): string {
  const name = uri.slice(uri.lastIndexOf("/") + 1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/**
 * The path of a file from a folder on, decoded; undefined for what does not lie in it.
 *
 * @param folder a URI, like the file's, without a slash at its end
 */
export function pathIn(uri: string, folder: string): string | undefined {
  if (!uri.startsWith(`${folder}/`)) return undefined;
  const path = uri.slice(folder.length + 1);
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

const KINDS = "domcaps|domcapabilities|caps|capabilities|cpudata|cpuid|cpu";
/** Endings that say what a file holds, not whose it is. */
const ENDING = new RegExp(`(?<=.)(?:[._-](?:${KINDS}|host|xml|txt))+$`, "i");
/** A name that says only what the file holds. */
const KIND_ALONE = new RegExp(`^(?:${KINDS})$`, "i");

/**
 * What a host is called by the name of a file about it: `node1` of `hosts/node1.domcaps.xml`, of `node1-caps.xml`, and of
 * `node1/domcaps.xml`.
 *
 * @param path or a URI; its parts are apart by `/`, or as Windows has them
 */
export function hostNameOf(path: string): string {
  const parts = path.split(/[\\/]/);
  const name = fileNameOf(parts.at(-1) ?? "").replace(ENDING, "");
  const folder = parts.at(-2) ?? "";
  return KIND_ALONE.test(name) && !/^\.*$/.test(folder) ? folder : name;
}
