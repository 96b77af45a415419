import type { HostSummary } from "../../../../shared/src/messages.js";

/** The key of `libvirt-cpu.json` that a document of this kind goes under. */
export function keyFor(kind: HostSummary["kind"]): "domainCapabilities" | "capabilities" | "cpudata" {
  return kind === "domainCapabilities" || kind === "capabilities" ? kind : "cpudata";
}

/** What Windows takes for a device, whatever its ending. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;

/** A file's name made of a host's: nothing that file systems take amiss. */
export function safeName(name: string): string {
  const plain = name.replaceAll(/[^\p{L}\p{N}._-]+/gu, "-").replace(/^[.-]+/, "") || "host";
  return plain.replace(DEVICE, "$&-");
}

/** @returns the name itself, or with a number that makes it free */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? name : `${name}-${number}`;
    if (!taken.has(candidate)) return candidate;
  }
}
