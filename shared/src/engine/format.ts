import type { CpuDefinition } from "./definition.js";
import { takesHostCpu } from "./definition.js";

/**
 * Writes a definition as libvirt prints it (virCPUDefFormat, libvirt 12.8): attribute and child order, two spaces,
 * single quotes, `fallback` spelled out, a line end after each line.
 *
 * @param cpu a guest's or a host's definition
 * @returns XML, or "" for a guest CPU that says nothing
 * @example formatCpu(parseCpu("<cpu mode='host-model'/>", { type: "guest" })) // "<cpu mode='host-model'/>\n"
 */
export function formatCpu(cpu: CpuDefinition): string {
  const attributes = cpu.type === "guest" ? guestAttributes(cpu) : "";
  const children = childLines(cpu);
  if (children.length > 0) return `<cpu${attributes}>\n${children.map((line) => `  ${line}\n`).join("")}</cpu>\n`;
  return cpu.type === "guest" && attributes === "" ? "" : `<cpu${attributes}/>\n`;
}

function guestAttributes(cpu: CpuDefinition): string {
  const isCustom = cpu.mode === "custom";
  // A custom CPU without a model has nothing that mode, match and check could speak about.
  const empty = isCustom && cpu.model === undefined;
  return [
    attribute("mode", empty ? undefined : cpu.mode),
    attribute("match", isCustom && !empty ? cpu.match : undefined),
    attribute("check", cpu.check),
    attribute("migratable", cpu.migratable),
    attribute("deprecated_features", cpu.deprecatedFeatures),
  ].join("");
}

function childLines(cpu: CpuDefinition): string[] {
  return [
    ...(cpu.arch === undefined ? [] : [textElement("arch", cpu.arch)]),
    ...modelLines(cpu),
    ...(cpu.microcode === undefined ? [] : [emptyElement("microcode", { version: cpu.microcode })]),
    ...(cpu.signature === undefined ? [] : [emptyElement("signature", { ...cpu.signature })]),
    ...(cpu.tsc === undefined ? [] : [emptyElement("counter", { name: "tsc", ...cpu.tsc })]),
    ...(cpu.topology === undefined ? [] : [topologyLine(cpu.topology)]),
    ...(cpu.cache === undefined ? [] : [emptyElement("cache", { level: cpu.cache.level, mode: cpu.cache.mode })]),
    ...(cpu.maxPhysAddr === undefined ? [] : [addressLine(cpu.maxPhysAddr)]),
    ...cpu.features.map(({ policy, name }) => emptyElement("feature", { policy, name })),
  ];
}

function modelLines(cpu: CpuDefinition): string[] {
  if (takesHostCpu(cpu.mode)) return [];
  const lines: string[] = [];
  if (cpu.model !== undefined || cpu.vendorId !== undefined) {
    const shown = cpu.type === "guest" ? attribute("fallback", cpu.fallback) : "";
    const attributes = `${shown}${attribute("vendor_id", cpu.vendorId)}`;
    lines.push(
      cpu.model === undefined ? `<model${attributes}/>` : `<model${attributes}>${escapeXml(cpu.model)}</model>`,
    );
  }
  if (cpu.vendor !== undefined) lines.push(textElement("vendor", cpu.vendor));
  return lines;
}

function topologyLine({ sockets, dies, clusters, cores, threads }: NonNullable<CpuDefinition["topology"]>): string {
  return emptyElement("topology", { sockets, dies, clusters, cores, threads });
}

function addressLine({ mode, bits, limit }: NonNullable<CpuDefinition["maxPhysAddr"]>): string {
  return emptyElement("maxphysaddr", { mode, bits, limit });
}

function textElement(name: string, text: string): string {
  return `<${name}>${escapeXml(text)}</${name}>`;
}

function emptyElement(name: string, attributes: Readonly<Record<string, string | number | undefined>>): string {
  return `<${name}${Object.entries(attributes)
    .map(([key, value]) => attribute(key, value))
    .join("")}/>`;
}

function attribute(name: string, value: string | number | undefined): string {
  return value === undefined ? "" : ` ${name}='${escapeXml(String(value))}'`;
}

function escapeXml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll("'", "&apos;")
    .replaceAll('"', "&quot;");
}
