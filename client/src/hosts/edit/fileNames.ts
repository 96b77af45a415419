import type { HostSummary } from "../../../../shared/src/messages.js";

/** `hosts/node1.domcaps.xml` -> `node1`: what people call the host. */
export function baseName(path: string): string {
  const file = path.slice(path.lastIndexOf("/") + 1);
  return (
    file
      .replace(/\.(?:xml|txt|cpuid|cpudata)$/i, "")
      .replace(/\.(?:domcaps|domcapabilities|caps|capabilities|cpudata|cpuid|cpu)$/i, "") || file
  );
}

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
