import { servedRoots } from "../../../shared/src/messages.js";
import { rootName } from "./rootName.js";

const roots: ReadonlySet<string> = new Set(servedRoots);
/** Those that say what CPU a VM gets; the others tell of hosts. */
const guestRoots: ReadonlySet<string> = new Set(["domain", "domainsnapshot", "domstatus", "cpu"]);

/**
 * @param beginning a document's first few kilobytes
 * @returns whether it is one of libvirt's, by its outermost element
 */
export function isLibvirtDocument(beginning: string): boolean {
  return roots.has(rootName(beginning) ?? "");
}

/** The same for a document that may hold the CPU of a VM. */
export function isGuestDocument(beginning: string): boolean {
  return guestRoots.has(rootName(beginning) ?? "");
}
