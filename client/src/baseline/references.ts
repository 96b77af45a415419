import type { HostDocument } from "../../../shared/src/messages.js";
import type { WorkspaceHost } from "../hosts/host.js";
import { namesByPath } from "../hosts/hostNames.js";

/** Documents that describe hosts, by the names that tell them apart. */
export function documentReferences(hosts: readonly WorkspaceHost[]): (HostDocument & { readonly name: string })[] {
  const names = namesByPath(hosts.map(({ path }) => path));
  return hosts.map(({ document, path }) => ({ ...document, name: names.get(path) ?? path }));
}
