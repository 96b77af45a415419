import type { CpuDefinition, CpuDefinitionFeature } from "../engine/index.js";
import { escapeAttribute, escapeText } from "./escapeXml.js";

type Quote = "'" | '"';

/** `<model …>Haswell</model>`; without a model `<model vendor_id='…'/>`, as host-model may have it. */
export function modelLine(cpu: CpuDefinition, quote: Quote): string {
  const vendorId = attribute("vendor_id", cpu.vendorId, quote);
  if (cpu.model === undefined) return `<model${vendorId}/>`;
  return `<model${attribute("fallback", cpu.fallback, quote)}${vendorId}>${escapeText(cpu.model)}</model>`;
}

/** `<vendor>Intel</vendor>` */
export function vendorLine(vendor: string): string {
  return `<vendor>${escapeText(vendor)}</vendor>`;
}

/** `<feature policy='require' name='aes'/>` */
export function featureLine({ name, policy = "require" }: CpuDefinitionFeature, quote: Quote): string {
  return `<feature${attribute("policy", policy, quote)}${attribute("name", name, quote)}/>`;
}

/** `<cache level='3' mode='emulate'/>` */
export function cacheLine({ level, mode }: NonNullable<CpuDefinition["cache"]>, quote: Quote): string {
  return `<cache${attribute("level", level, quote)}${attribute("mode", mode, quote)}/>`;
}

/** `<maxphysaddr mode='passthrough' limit='39'/>` */
export function addressLine(address: NonNullable<CpuDefinition["maxPhysAddr"]>, quote: Quote): string {
  const { mode, bits, limit } = address;
  const numbers = attribute("bits", bits, quote) + attribute("limit", limit, quote);
  return `<maxphysaddr${attribute("mode", mode, quote)}${numbers}/>`;
}

/** A whole `<cpu>` without layout: what a baseline says. Lines carry their inner indentation. */
export function cpuLines(cpu: CpuDefinition, style: { readonly indent: string; readonly quote: Quote }): string[] {
  const { indent, quote } = style;
  const head = [
    attribute("mode", cpu.mode ?? "custom", quote),
    attribute("match", cpu.match, quote),
    attribute("check", cpu.check, quote),
    attribute("migratable", cpu.migratable, quote),
  ];
  const children = [
    ...(cpu.model === undefined && cpu.vendorId === undefined ? [] : [modelLine(cpu, quote)]),
    ...(cpu.vendor === undefined ? [] : [vendorLine(cpu.vendor)]),
    ...(cpu.cache === undefined ? [] : [cacheLine(cpu.cache, quote)]),
    ...(cpu.maxPhysAddr === undefined ? [] : [addressLine(cpu.maxPhysAddr, quote)]),
    ...cpu.features.map((feature) => featureLine(feature, quote)),
  ];
  if (children.length === 0) return [`<cpu${head.join("")}/>`];
  return [`<cpu${head.join("")}>`, ...children.map((line) => indent + line), "</cpu>"];
}

function attribute(name: string, value: string | number | undefined, quote: Quote): string {
  return value === undefined ? "" : ` ${name}=${quote}${escapeAttribute(String(value), quote)}${quote}`;
}
