import { XMLParser, XMLValidator } from "fast-xml-parser";

/** One model of a hypervisor, as `<mode name='custom'>` of the domain capabilities lists it. */
export interface CustomModel {
  readonly name: string;
  readonly usable: string;
  readonly deprecated: boolean;
  readonly vendor: string;
  readonly canonical?: string;
  readonly blockers: readonly string[];
}

export interface CustomModels {
  readonly arch: string;
  readonly machine: string;
  readonly models: readonly CustomModel[];
}

type XmlNode = Readonly<Record<string, unknown>>;

const sizeLimit = 8 * 1024 * 1024;

/** Node names that may repeat, so that one alone is a list too. */
const lists = ["mode", "model", "blockers", "feature"];

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  parseTagValue: false,
  parseAttributeValue: false,
  maxNestedTags: 32,
  ignoreDeclaration: true,
  ignorePiTags: true,
  isArray: (name) => lists.includes(name),
});

function isNode(value: unknown): value is XmlNode {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function nodeAt(parent: XmlNode, name: string): XmlNode {
  const child = parent[name];
  if (!isNode(child)) {
    throw new Error(`<${name}> is missing`);
  }
  return child;
}

/** A list's nodes; an absent list is empty, an element with text alone becomes a node with that text. */
function nodesAt(parent: XmlNode, name: string): XmlNode[] {
  const children = parent[name] ?? [];
  if (!Array.isArray(children)) {
    throw new Error(`<${name}> is not a list`);
  }
  return children.map((child) => (isNode(child) ? child : { "#text": String(child) }));
}

function textAt(node: XmlNode, name: string): string {
  const text = node[name];
  if (typeof text !== "string" || text === "") {
    throw new Error(`${name} is missing or empty`);
  }
  return text;
}

/** Facts we do not know how to keep must not get lost in an import. */
function refuseUnknown(node: XmlNode, what: string, known: readonly string[]): void {
  const unknown = Object.keys(node).filter((key) => !known.includes(key));
  if (unknown.length > 0) {
    throw new Error(`${what}: unknown ${unknown.join(", ")}`);
  }
}

function parseXml(xml: string): XmlNode {
  if (xml.length > sizeLimit || xml.includes("<!DOCTYPE")) {
    throw new Error("too large, or with a DOCTYPE, which libvirt never writes");
  }
  const valid = XMLValidator.validate(xml);
  if (valid !== true) {
    throw new Error(`line ${valid.err.line}: ${valid.err.msg}`);
  }
  const document: unknown = parser.parse(xml);
  if (!isNode(document)) {
    throw new Error("no element");
  }
  return document;
}

function readBlockers(mode: XmlNode): Map<string, string[]> {
  const blockers = new Map<string, string[]>();
  for (const node of nodesAt(mode, "blockers")) {
    refuseUnknown(node, "<blockers>", ["@model", "feature"]);
    const features = nodesAt(node, "feature");
    for (const feature of features) {
      refuseUnknown(feature, "<feature> of <blockers>", ["@name"]);
    }
    blockers.set(
      textAt(node, "@model"),
      features.map((feature) => textAt(feature, "@name")),
    );
  }
  return blockers;
}

function readYesNo(node: XmlNode, name: string): boolean {
  const value = node[name] ?? "no";
  if (value !== "yes" && value !== "no") {
    throw new Error(`${name}: unknown value ${String(value)}`);
  }
  return value === "yes";
}

function readModel(node: XmlNode, blockers: ReadonlyMap<string, readonly string[]>): CustomModel {
  refuseUnknown(node, "<model>", ["#text", "@usable", "@deprecated", "@vendor", "@canonical"]);
  const name = textAt(node, "#text");
  return {
    name,
    usable: textAt(node, "@usable"),
    deprecated: readYesNo(node, "@deprecated"),
    vendor: textAt(node, "@vendor"),
    ...(node["@canonical"] === undefined ? {} : { canonical: textAt(node, "@canonical") }),
    blockers: blockers.get(name) ?? [],
  };
}

/**
 * The models of `<mode name='custom'>`, in the document's order.
 *
 * @param xml what `virsh domcapabilities` prints (libvirt 10.9 and later with `<blockers>`)
 * @throws Error when the document is not well-formed, or the mode holds anything that is not known here
 */
export function readCustomModels(xml: string): CustomModels {
  const root = nodeAt(parseXml(xml), "domainCapabilities");
  const mode = nodesAt(nodeAt(root, "cpu"), "mode").find((node) => node["@name"] === "custom");
  if (mode === undefined) {
    throw new Error("no custom mode");
  }
  refuseUnknown(mode, "custom mode", ["@name", "@supported", "model", "blockers"]);
  const blockers = readBlockers(mode);
  const models = nodesAt(mode, "model").map((node) => readModel(node, blockers));
  const stray = [...blockers.keys()].filter((name) => !models.some((model) => model.name === name));
  if (models.length === 0 || stray.length > 0) {
    throw new Error(stray.length > 0 ? `blockers of no model: ${stray.join(", ")}` : "no models");
  }
  return { arch: textAt(root, "arch"), machine: textAt(root, "machine"), models };
}
