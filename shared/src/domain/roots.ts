/** The outermost elements that we know; documents with another are none of our business. */
export const servedRoots = [
  "domain",
  "domainsnapshot",
  "domstatus",
  "cpu",
  "cpus",
  "capabilities",
  "domainCapabilities",
] as const;

/** Those that may hold the CPU of a VM; the others tell of hosts. */
export const guestRoots: readonly RootName[] = ["domain", "domainsnapshot", "domstatus", "cpu"];

export type RootName = (typeof servedRoots)[number];
