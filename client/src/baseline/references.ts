import type { HostDocument } from "../../../shared/src/messages.js";
import type { Host } from "../hosts/host.js";
import { hostNames } from "../hosts/hostNames.js";

/** Documents that describe hosts, by the names that tell them apart. */
export function documentReferences(hosts: readonly Host[]): (HostDocument & { readonly name: string })[] {
  const names = hostNames(hosts.map(({ path }) => path));
  return hosts.map(({ document, path }) => ({ ...document, name: names.get(path) ?? path }));
}
