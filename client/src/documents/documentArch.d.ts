/**
 * Finds the architecture that a domain asks for, to offer only hosts that can take part; the server judges for itself.
 *
 * @param text a domain's text
 * @returns the value of `<os><type arch=…>`; undefined when the domain leaves it to libvirt
 */
export declare function documentArch(text: string): string | undefined;
