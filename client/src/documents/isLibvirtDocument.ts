import { rootName } from "./rootName.js";

/** The outermost elements that the server serves. */
const roots: ReadonlySet<string> = new Set([
  "domain",
  "domainsnapshot",
  "domstatus",
  "cpu",
  "cpus",
  "capabilities",
  "domainCapabilities",
]);

/**
 * @param beginning a document's first few kilobytes
 * @returns whether it is one of libvirt's, by its outermost element
 */
export function isLibvirtDocument(beginning: string): boolean {
  const root = rootName(beginning);
  return root !== undefined && roots.has(root);
}
