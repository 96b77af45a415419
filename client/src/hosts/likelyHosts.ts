import type { Host } from "./host.js";

/**
 * Guesses which hosts a domain moves between: no CPU runs on hosts of different vendors.
 *
 * @returns the hosts whose domain capabilities are known, of the vendor that most of them have
 */
export function likelyHosts(hosts: readonly Host[]): Host[] {
  const vendors = new Map<string | undefined, Host[]>();
  for (const host of hosts.filter(({ summary }) => summary.kind === "domainCapabilities")) {
    vendors.set(host.summary.vendor, [...(vendors.get(host.summary.vendor) ?? []), host]);
  }
  const [most = []] = [...vendors.values()].sort((one, other) => other.length - one.length);
  return most;
}
