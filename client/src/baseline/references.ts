import type { ConfiguredHost, FolderHosts, HostDocument } from "../../../shared/src/messages.js";
import type { Host } from "../hosts/host.js";
import { hostNames } from "../hosts/hostNames.js";
import type { NamedReference } from "./hostChoice.js";

/** Configured hosts one by one; a pool is all of its hosts. A host that stands in two of them counts once. */
export function configuredReferences(
  chosen: readonly ConfiguredHost[],
  folders: readonly FolderHosts[],
): NamedReference[] {
  const found = new Map<string, NamedReference>();
  for (const { folder, name } of chosen) {
    const pool = folders.find((each) => each.folder === folder)?.pools.find((each) => each.name === name);
    for (const each of pool?.hosts ?? [name]) {
      found.set(JSON.stringify([folder, each]), { name: each, reference: { folder, name: each } });
    }
  }
  return [...found.values()];
}

/** Documents of the workspace, by the names that tell them apart. */
export function documentReferences(hosts: readonly Host[]): NamedReference[] {
  const names = hostNames(hosts.map(({ path }) => path));
  return hosts.map(({ document, path }) => {
    const name = names.get(path) ?? path;
    const reference: HostDocument = { ...document, name };
    return { name, reference };
  });
}
