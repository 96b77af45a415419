/**
 * Tells by its beginning whether a file is worth sending to the server, which reads it in earnest.
 *
 * @param beginning a file's first few kilobytes
 * @returns whether it may describe a host: capabilities, domain capabilities, a host's `<cpu>`, `<cpudata>` or `cpuid -r`
 */
export declare function isHostDocument(beginning: string): boolean;
