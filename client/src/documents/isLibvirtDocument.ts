import { guestRoots, servedRoots } from "../../../shared/src/messages.js";
import { rootName } from "./rootName.js";

const served: ReadonlySet<string> = new Set(servedRoots);
const ofGuests: ReadonlySet<string> = new Set(guestRoots);

/**
 * @param beginning a document's first few kilobytes
 * @returns whether it is one of libvirt's, by its outermost element
 */
export function isLibvirtDocument(beginning: string): boolean {
  return served.has(rootName(beginning) ?? "");
}

/** The same for a document that may hold the CPU of a VM. */
export function isGuestDocument(beginning: string): boolean {
  return ofGuests.has(rootName(beginning) ?? "");
}
