import { guestRoots, rootName, servedRoots } from "../../../shared/src/common/rootName.js";

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

/**
 * Finds the architecture that a domain asks for, to offer only hosts that can take part; the server judges for itself.
 *
 * @param text a domain's text
 * @returns the value of `<os><type arch=…>`; undefined when the domain leaves it to libvirt
 */
export function documentArch(text: string): string | undefined {
  const type = /<type\b[^<>]*>/.exec(withoutComments(text))?.[0];
  return type === undefined ? undefined : /\sarch\s*=\s*["']([\w-]+)["']/.exec(type)?.[1];
}

function withoutComments(text: string): string {
  return text
    .split("<!--")
    .map((part, index) => (index === 0 ? part : afterComment(part)))
    .join("");
}

function afterComment(part: string): string {
  const end = part.indexOf("-->");
  return end < 0 ? "" : part.slice(end + 3);
}
