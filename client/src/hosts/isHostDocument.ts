import { rootName } from "../../../shared/src/common/rootName.js";

/** The heading that `cpuid -r` prints before a processor's words. */
const cpuidHeading = /^CPU(?: \d+)?:\s*$/m;

/**
 * Tells by its beginning whether a file is worth sending to the server, which reads it in earnest.
 *
 * @param beginning a file's first few kilobytes
 * @returns whether it may describe a host: capabilities, domain capabilities, a host's `<cpu>`, `<cpudata>` or `cpuid -r`
 */
export function isHostDocument(beginning: string): boolean {
  switch (rootName(beginning)) {
    case "domainCapabilities":
    case "capabilities":
    case "cpudata":
      return true;
    case "cpu":
      // A guest's <cpu> names no architecture, a host's does.
      return beginning.includes("<arch>");
    default:
      return cpuidHeading.test(beginning) && beginning.includes("eax=0x");
  }
}
