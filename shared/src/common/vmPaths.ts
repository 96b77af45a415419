/** The documents of the VMs that a libvirt has: how they are addressed, and which folder's configuration counts for them. */

/** The scheme of their URIs. */
export const VM_SCHEME = "libvirt";

/** A definition that a libvirt has. */
export interface VmPlace {
  /** libvirt's connection URI, as it was written. */
  readonly connection: string;
  readonly name: string;
  /** What runs now, instead of what counts at the next start. */
  readonly isLive: boolean;
}

/** Stands for `/` in the name of a connection: it looks the same, and no connection URI that is accepted holds one. */
const SLASH = "\u2215";

/**
 * The path of a document: `/qemu:∕∕∕system/web01.xml`.
 *
 * @returns not escaped as in a URI
 */
export function vmPath({ connection, name, isLive }: VmPlace): string {
  // `web01.live` is a name as well.
  const escaped = name.replaceAll(/[%/]/g, encodeURIComponent).replace(/\.live$/, "%2Elive");
  return `${connectionPath(connection)}/${escaped}${isLive ? ".live" : ""}.xml`;
}

/** The folder of a connection's documents. */
export function connectionPath(connection: string): string {
  return `/${connection.replaceAll("/", SLASH)}`;
}

/** What a path stands for, the other way round; undefined where it is none of {@link vmPath}. */
export function readVmPath(path: string): VmPlace | undefined {
  const [, folder = "", file = ""] = /^\/([^/]+)\/([^/]+)\.xml$/.exec(path) ?? [];
  if (file === "") return undefined;
  const isLive = file.endsWith(".live");
  const name = (isLive ? file.slice(0, -".live".length) : file).replaceAll(/%(?:25|2F|2E)/g, decodeURIComponent);
  return name === "" ? undefined : { connection: connectionOfFolder(folder), name, isLive };
}

/** The connection of a folder's name. */
export function connectionOfFolder(folder: string): string {
  return folder.replaceAll(SLASH, "/");
}

/** The connection whose VM a document is; undefined for every other document. */
export function connectionOfUri(uri: string): string | undefined {
  const path = uri.startsWith(`${VM_SCHEME}:`) ? uri.slice(VM_SCHEME.length + 1) : "";
  try {
    return readVmPath(decodeURIComponent(path))?.connection;
  } catch {
    return undefined;
  }
}

/**
 * The folder whose configuration counts for a document.
 *
 * @param folders URIs without a slash at their ends, in the workspace's order
 * @returns the innermost around it; for a VM of a libvirt, which lies in none, the first
 */
export function folderFor(uri: string, folders: readonly string[]): string | undefined {
  const around = folders.filter((folder) => uri.startsWith(`${folder}/`));
  if (around.length === 0 && uri.startsWith(`${VM_SCHEME}:`)) return folders[0];
  return around.sort((one, other) => other.length - one.length)[0];
}

/**
 * Where a VM of a connection has to run.
 *
 * @param own the hosts of `libvirt-cpu.json` that are this connection's
 * @param target the folder's target
 * @param membersOf the hosts of a pool; undefined where a name is no pool's
 * @returns the target where one of the hosts belongs to it, or where there is none; else the first of them
 */
export function targetOnConnection(
  own: readonly string[],
  target: string | undefined,
  membersOf: (name: string) => readonly string[] | undefined,
): string | undefined {
  if (target === undefined) return own[0];
  const members = membersOf(target) ?? [target];
  return own.length === 0 || own.some((name) => members.includes(name)) ? target : own[0];
}
