import { type CpuDefinition, type CpuDefinitionFeature, type CpuPolicy, takesHostCpu } from "../engine/index.js";
import {
  attributeNamed,
  childNamed,
  childrenNamed,
  documentStyle,
  type TextEdit,
  type XmlElement,
  type XmlNode,
} from "../xml/index.js";
import {
  escapeAttribute,
  escapeText,
  insertChildren,
  removeAttribute,
  removeElement,
  replaceElement,
  setAttribute,
  setValue,
} from "./elementEdits.js";
import { joinInsertions, wholeLines } from "./wholeLines.js";

/** An element of a `<cpu>` that is written over, or put in beside the features where it is missing. */
export interface CpuPart {
  readonly name: "cache" | "maxphysaddr";
  readonly line: string;
}

/**
 * Makes an existing `<cpu>` say what the definition says about mode, model, vendor and features, and leaves all else:
 * topology, cache, address width, NUMA, comments, layout. Features that stay keep their place. What the new mode does
 * not take goes: match, migratable, the model, a cache that only a passed-through CPU may have; so does a match that the
 * old mode ignored.
 *
 * @param parts what else is written
 * @returns edits that do not overlap
 */
export function writeCpu(
  text: string,
  cpu: XmlElement,
  definition: CpuDefinition,
  parts: readonly CpuPart[] = [],
): TextEdit[] {
  const policies = new Map(
    definition.features.map(({ name, policy }): [string, CpuPolicy] => [name, policy ?? "require"]),
  );
  const now = attributeNamed(cpu, "mode")?.value ?? "custom";
  const present = childrenNamed(cpu, "feature").map((feature) => featureEdits(text, feature, policies));
  // What is left was not listed yet.
  const added = [...policies].map(([name, policy]) => ({ name, policy }));
  const { quote } = documentStyle(text);
  const head = headLines(cpu, definition, quote);
  const missing = parts.filter(({ name }) => childNamed(cpu, name) === undefined).map(({ line }) => line);
  const features = added.map((feature) => featureLine(feature, quote));
  const edits = [
    ...attributeEdits(text, cpu, definition, now),
    ...replacedHead(text, cpu, definition, quote),
    ...partEdits(text, cpu, definition, parts),
    ...present.flat(),
    ...insertions(text, cpu, head, [...missing, ...features]),
  ];
  return wholeLines(text, joinInsertions(edits));
}

/** @param now the mode that the `<cpu>` has as it is */
function attributeEdits(text: string, cpu: XmlElement, definition: CpuDefinition, now: string): TextEdit[] {
  const edits: TextEdit[] = [];
  const { mode, match, check, migratable } = definition;
  // What was ignored so far would be read from now on.
  const begins = mode === "custom" && now !== "custom" && match === undefined;
  const isGone = (name: string) => (name === "match" && begins) || isRefusedBy(mode, name, now);
  let place = cpu.nameRange.end;
  for (const [name, value] of Object.entries({ mode, match, check, migratable })) {
    const attribute = attributeNamed(cpu, name);
    // Missing ones go where libvirt prints them: mode, match, check.
    if (attribute !== undefined) place = attribute.end;
    if (attribute !== undefined && isGone(name)) edits.push(removeAttribute(text, attribute));
    if (value === undefined || isGone(name)) continue;
    if (attribute !== undefined) edits.push(setValue(text, attribute, value));
    else edits.push({ ...setAttribute(text, cpu, name, value), start: place, end: place });
  }
  return edits;
}

/** match compares a named model; migratable is about the host's own CPU. */
function isRefusedBy(mode: CpuDefinition["mode"], attribute: string, now: string): boolean {
  if (attribute === "match") return mode !== undefined && mode !== "custom";
  return attribute === "migratable" && /^(?:custom|host-model)$/.test(mode ?? now);
}

/** Cache and address width: written over where asked for; a cache that the mode does not take goes. */
function partEdits(text: string, cpu: XmlElement, definition: CpuDefinition, parts: readonly CpuPart[]): TextEdit[] {
  const edits: TextEdit[] = [];
  for (const { name, line } of parts) {
    const present = childNamed(cpu, name);
    if (present !== undefined) edits.push(replaceElement(text, present, line));
  }
  const cache = childNamed(cpu, "cache");
  const isPassedThrough = attributeNamed(cache, "mode")?.value === "passthrough";
  const takesIt = definition.mode === undefined || takesHostCpu(definition.mode);
  if (cache !== undefined && isPassedThrough && !takesIt && !parts.some(({ name }) => name === "cache"))
    edits.push(removeElement(text, cache));
  return edits;
}

/** Gives a feature its new policy, or takes it away; what has been dealt with leaves the map. */
function featureEdits(text: string, feature: XmlElement, policies: Map<string, CpuPolicy>): TextEdit[] {
  const name = attributeNamed(feature, "name")?.value ?? "";
  const policy = policies.get(name);
  if (policy === undefined) return [removeElement(text, feature)];
  policies.delete(name);
  const attribute = attributeNamed(feature, "policy");
  if (attribute === undefined) return [setAttribute(text, feature, "policy", policy, "first")];
  return attribute.value === policy ? [] : [setValue(text, attribute, policy)];
}

/** Model and vendor that have no element yet. */
function headLines(cpu: XmlElement, definition: CpuDefinition, quote: "'" | '"'): string[] {
  const lines: string[] = [];
  if (saysModel(definition) && childNamed(cpu, "model") === undefined) lines.push(modelLine(definition, quote));
  if (definition.vendor !== undefined && childNamed(cpu, "vendor") === undefined)
    lines.push(vendorLine(definition.vendor));
  return lines;
}

/** Whether there is something to say in a `<model>`. */
function saysModel(definition: CpuDefinition): boolean {
  return !takesHostCpu(definition.mode) && (definition.model !== undefined || definition.vendorId !== undefined);
}

/** A definition without a mode speaks of the rest only. */
function takesNoModel({ mode }: CpuDefinition): boolean {
  return mode !== undefined && mode !== "custom";
}

/** Model and vendor that have one. */
function replacedHead(text: string, cpu: XmlElement, definition: CpuDefinition, quote: "'" | '"'): TextEdit[] {
  const edits: TextEdit[] = [];
  const model = childNamed(cpu, "model");
  const vendor = childNamed(cpu, "vendor");
  if (model !== undefined && saysModel(definition))
    edits.push(replaceElement(text, model, modelLine(definition, quote)));
  else if (model !== undefined && takesNoModel(definition)) edits.push(removeElement(text, model));
  if (vendor !== undefined && definition.vendor !== undefined)
    edits.push(replaceElement(text, vendor, vendorLine(definition.vendor)));
  if (vendor !== undefined && definition.vendor === undefined) edits.push(removeElement(text, vendor));
  return edits;
}

/** New lines: model and vendor go first, features in front of NUMA, which libvirt prints last. */
function insertions(text: string, cpu: XmlElement, head: readonly string[], features: readonly string[]): TextEdit[] {
  const nodes = cpu.children.filter((node) => node.kind !== "text");
  const [beforeHead, beforeFeatures] = [headPlace(nodes), featurePlace(nodes)];
  // Two insertions at one place would be in no order.
  if (beforeHead === beforeFeatures) {
    const lines = [...head, ...features];
    return lines.length === 0 ? [] : [insertChildren(text, cpu, lines, beforeHead)];
  }
  return [
    ...(head.length === 0 ? [] : [insertChildren(text, cpu, head, beforeHead)]),
    ...(features.length === 0 ? [] : [insertChildren(text, cpu, features, beforeFeatures)]),
  ];
}

/** A missing model goes first; a missing vendor behind the model that is there. */
function headPlace(nodes: readonly XmlNode[]): XmlNode | undefined {
  const model = nodes.findIndex((node) => node.kind === "element" && node.name === "model");
  return nodes[model + 1];
}

/** In front of the first feature that is there, else of NUMA and its comments, else at the end. */
function featurePlace(nodes: readonly XmlNode[]): XmlNode | undefined {
  const isNamed = (node: XmlNode | undefined, name: string) => node?.kind === "element" && node.name === name;
  let at = nodes.findIndex((node) => isNamed(node, "feature"));
  if (at < 0) at = nodes.findIndex((node) => isNamed(node, "numa"));
  if (at < 0) return undefined;
  while (nodes[at - 1]?.kind === "comment") at--;
  return nodes[at];
}

/** The parts that a definition has beside model and features, as lines in the document's style. */
export function cpuParts({ cache, maxPhysAddr }: CpuDefinition, text: string): CpuPart[] {
  const { quote } = documentStyle(text);
  return [
    ...(cache === undefined ? [] : [{ name: "cache" as const, line: cacheLine(cache, quote) }]),
    ...(maxPhysAddr === undefined ? [] : [{ name: "maxphysaddr" as const, line: addressLine(maxPhysAddr, quote) }]),
  ];
}

type Quote = "'" | '"';

/** `<model …>Haswell</model>`; without a model `<model vendor_id='…'/>`, as host-model may have it. */
export function modelLine(cpu: CpuDefinition, quote: Quote): string {
  const vendorId = attribute("vendor_id", cpu.vendorId, quote);
  if (cpu.model === undefined) return `<model${vendorId}/>`;
  return `<model${attribute("fallback", cpu.fallback, quote)}${vendorId}>${escapeText(cpu.model)}</model>`;
}

/** `<vendor>Intel</vendor>` */
function vendorLine(vendor: string): string {
  return `<vendor>${escapeText(vendor)}</vendor>`;
}

/** `<feature policy='require' name='aes'/>` */
export function featureLine({ name, policy = "require" }: CpuDefinitionFeature, quote: Quote): string {
  return `<feature${attribute("policy", policy, quote)}${attribute("name", name, quote)}/>`;
}

/** `<cache level='3' mode='emulate'/>` */
function cacheLine({ level, mode }: NonNullable<CpuDefinition["cache"]>, quote: Quote): string {
  return `<cache${attribute("level", level, quote)}${attribute("mode", mode, quote)}/>`;
}

/** `<maxphysaddr mode='passthrough' limit='39'/>` */
function addressLine(address: NonNullable<CpuDefinition["maxPhysAddr"]>, quote: Quote): string {
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
