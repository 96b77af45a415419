/**
 * @param beginning a document's first few kilobytes
 * @returns whether it is one of libvirt's, by its outermost element
 */
export declare function isLibvirtDocument(beginning: string): boolean;
