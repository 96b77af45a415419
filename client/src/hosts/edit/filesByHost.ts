import { hostNameOf } from "../../../../shared/src/common/fileNames.js";
import type { HostSummary } from "../../../../shared/src/messages.js";
import { keyFor } from "./fileNames.js";

/** A file of a host: where it is to lie in the folder, and what it is. */
export interface PlacedFile {
  readonly path: string;
  readonly kind: HostSummary["kind"];
}

/** A host that some files describe. */
export interface FilesOfHost {
  /** What people call it, by the files' names. */
  readonly name: string;
  readonly files: Readonly<Partial<Record<"domainCapabilities" | "capabilities" | "cpudata", string>>>;
}

/** Puts files of one name together: `node1.domcaps.xml` and `node1.caps.xml`. Two of a kind are two hosts. */
export function filesByHost(files: readonly PlacedFile[]): FilesOfHost[] {
  const hosts: FilesOfHost[] = [];
  for (const { path, kind } of files) {
    const [name, key] = [hostNameOf(path), keyFor(kind)];
    const index = hosts.findIndex((host) => host.name === name && host.files[key] === undefined);
    const known = hosts[index];
    if (known === undefined) hosts.push({ name, files: { [key]: path } });
    else hosts[index] = { name, files: { ...known.files, [key]: path } };
  }
  return hosts;
}
