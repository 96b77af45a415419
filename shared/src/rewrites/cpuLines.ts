import { escapeAttribute, escapeText } from "../edits/escapeXml.js";
import type { CpuDefinition, CpuDefinitionFeature } from "../engine/index.js";

type Quote = "'" | '"';

/** `<model …>Haswell</model>` */
export function modelLine(cpu: CpuDefinition, quote: Quote): string {
  const vendorId = cpu.vendorId === undefined ? "" : attribute("vendor_id", cpu.vendorId, quote);
  return `<model${attribute("fallback", cpu.fallback, quote)}${vendorId}>${escapeText(cpu.model ?? "")}</model>`;
}

/** `<vendor>Intel</vendor>` */
export function vendorLine(vendor: string): string {
  return `<vendor>${escapeText(vendor)}</vendor>`;
}

/** `<feature policy='require' name='aes'/>` */
export function featureLine({ name, policy = "require" }: CpuDefinitionFeature, quote: Quote): string {
  return `<feature${attribute("policy", policy, quote)}${attribute("name", name, quote)}/>`;
}

/** A whole `<cpu>` without layout: what a baseline says. Lines carry their inner indentation. */
export function cpuLines(cpu: CpuDefinition, style: { readonly indent: string; readonly quote: Quote }): string[] {
  const { indent, quote } = style;
  const head = [
    attribute("mode", cpu.mode ?? "custom", quote),
    cpu.match === undefined ? "" : attribute("match", cpu.match, quote),
    cpu.check === undefined ? "" : attribute("check", cpu.check, quote),
  ];
  const children = [
    ...(cpu.model === undefined ? [] : [modelLine(cpu, quote)]),
    ...(cpu.vendor === undefined ? [] : [vendorLine(cpu.vendor)]),
    ...cpu.features.map((feature) => featureLine(feature, quote)),
  ];
  return [`<cpu${head.join("")}>`, ...children.map((line) => indent + line), "</cpu>"];
}

function attribute(name: string, value: string, quote: Quote): string {
  return ` ${name}=${quote}${escapeAttribute(value, quote)}${quote}`;
}
