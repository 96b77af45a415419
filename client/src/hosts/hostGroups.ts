import { fileNameOf, hostNameOf } from "../../../shared/src/common/fileNames.js";
import type { HostDocument, HostSummary } from "../../../shared/src/messages.js";

/** Documents that describe hosts, by the names that tell them apart. */
export function documentReferences(hosts: readonly WorkspaceHost[]): (HostDocument & { readonly name: string })[] {
  const names = namesByPath(hosts.map(({ path }) => path));
  return hosts.map(({ document, path }) => ({ ...document, name: names.get(path) ?? path }));
}

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

/** A document of the workspace that describes a host. */
export interface WorkspaceHost {
  readonly document: HostDocument;
  readonly summary: HostSummary;
  /** Where it is, as VS Code shows paths: relative to the workspace. */
  readonly path: string;
}

/** Best source first: what the hypervisor gives a guest, then what the processor is. */
const kinds: readonly HostSummary["kind"][] = ["domainCapabilities", "capabilities", "cpudata", "cpuid", "cpu"];

/** A host with the name to show. */
export interface NamedDocument extends WorkspaceHost {
  readonly name: string;
}

/** The hosts of one kind of document. */
export interface HostGroup {
  readonly kind: HostSummary["kind"];
  readonly hosts: readonly NamedDocument[];
}

/**
 * Arranges hosts for a list to choose from.
 *
 * @returns a group for each kind there is, best source first; in it the hosts by name, `node2` before `node10`
 */
export function hostGroups(hosts: readonly WorkspaceHost[]): HostGroup[] {
  return kinds
    .map((kind) => ({ kind, hosts: named(hosts.filter((host) => host.summary.kind === kind)) }))
    .filter((group) => group.hosts.length > 0);
}

function named(hosts: readonly WorkspaceHost[]): NamedDocument[] {
  const names = namesByPath(hosts.map((host) => host.path));
  return hosts
    .map((host) => ({ ...host, name: names.get(host.path) ?? host.path }))
    .sort((one, other) => one.name.localeCompare(other.name, "en", { numeric: true }));
}

/**
 * Guesses which hosts a domain moves between: no CPU runs on hosts of different vendors.
 *
 * @returns the hosts whose domain capabilities are known, of the vendor that most of them have
 */
export function likelyHosts(hosts: readonly WorkspaceHost[]): WorkspaceHost[] {
  const vendors = new Map<string | undefined, WorkspaceHost[]>();
  for (const host of hosts.filter(({ summary }) => summary.kind === "domainCapabilities")) {
    vendors.set(host.summary.vendor, [...(vendors.get(host.summary.vendor) ?? []), host]);
  }
  const [most = []] = [...vendors.values()].sort((one, other) => other.length - one.length);
  return most;
}
