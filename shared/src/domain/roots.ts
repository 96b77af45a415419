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

export type RootName = (typeof servedRoots)[number];
