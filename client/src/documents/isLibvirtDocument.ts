import { servedRoots } from "../../../shared/src/messages.js";
import { rootName } from "./rootName.js";

const roots: ReadonlySet<string> = new Set(servedRoots);

/**
 * @param beginning a document's first few kilobytes
 * @returns whether it is one of libvirt's, by its outermost element
 */
export function isLibvirtDocument(beginning: string): boolean {
  const root = rootName(beginning);
  return root !== undefined && roots.has(root);
}
