import { CpuError } from "./cpuError.js";
import type { Host } from "./host.js";

/**
 * One host out of several documents about the same machine: capabilities know the processor, domain capabilities what
 * the hypervisor makes of it. Of facts that two documents state, those of the domain capabilities stay, because they speak
 * about the guest; else the first document's.
 *
 * @param hosts what each document tells
 * @returns one host with all of it
 * @throws CpuError `no-cpus` without a document, `invalid-data` when the architectures differ
 * @example joinHosts([readHost(domainCapabilities, map), readHost(capabilities, map)]).source // "domainCapabilities"
 */
export function joinHosts(hosts: readonly Host[]): Host {
  const main = hosts.find((host) => host.source === "domainCapabilities") ?? hosts[0];
  if (main === undefined) throw new CpuError("no-cpus", "operation failed", "no documents about the host given");
  const other = hosts.find((host) => host.arch !== main.arch);
  if (other !== undefined) {
    const detail = `the documents describe different architectures: ${main.arch} and ${other.arch}`;
    throw new CpuError("invalid-data", "operation failed", detail, other.arch);
  }
  const unknownFeatures = [...new Set(hosts.flatMap((host) => host.unknownFeatures))];
  let joined = main;
  for (const host of hosts) joined = { ...host, ...joined };
  return { ...joined, unknownFeatures };
}
