import { XMLParser, XMLValidator } from "fast-xml-parser";
import { CpuError } from "./cpuError.js";
import type { Attribute, Element } from "./element.js";

/** No document of libvirt's comes near this: the largest domain capabilities known are 0.2 MB. */
const MAX_CHARACTERS = 8_000_000;
const MAX_DEPTH = 32;

type OrderedNode = { readonly ":@"?: Readonly<Record<string, string>> } & Readonly<Record<string, unknown>>;

/**
 * Reads a whole document written by libvirt or QEMU tools (capabilities, domain capabilities, CPU definitions, maps).
 *
 * @param text at most 8,000,000 characters, no DOCTYPE (libvirt writes none, and entities are a way to harm)
 * @returns the root element
 * @throws CpuError `not-well-formed` or `too-large`
 */
export function readXml(text: string): Element {
  if (text.length > MAX_CHARACTERS) {
    throw new CpuError("too-large", "XML error", `document is larger than ${MAX_CHARACTERS} characters`);
  }
  if (/<!DOCTYPE/i.test(text)) throw notWellFormed("a document type declaration is not read");
  const valid = XMLValidator.validate(text);
  if (valid !== true) throw notWellFormed(`line ${valid.err.line}: ${valid.err.msg}`);
  const roots = parseOrdered(text).filter((node) => elementName(node) !== undefined);
  const root = roots[0];
  if (root === undefined || roots.length > 1) throw notWellFormed("a document has exactly one root element");
  return toElement(root);
}

function parseOrdered(text: string): readonly OrderedNode[] {
  const parser = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: "",
    parseTagValue: false,
    parseAttributeValue: false,
    trimValues: false,
    ignoreDeclaration: true,
    ignorePiTags: true,
    maxNestedTags: MAX_DEPTH,
  });
  try {
    return parser.parse(text) as OrderedNode[];
  } catch (error) {
    throw notWellFormed(error instanceof Error ? error.message : String(error));
  }
}

function elementName(node: OrderedNode): string | undefined {
  return Object.keys(node).find((key) => key !== ":@" && key !== "#text");
}

function toElement(node: OrderedNode): Element {
  const name = elementName(node) ?? "";
  const content = node[name] as readonly OrderedNode[];
  const elements: Element[] = [];
  let text = "";
  for (const child of content) {
    if (elementName(child) === undefined) text += String(child["#text"] ?? "");
    else elements.push(toElement(child));
  }
  return { name, attributes: attributesOf(node), elements, text };
}

function attributesOf(node: OrderedNode): readonly Attribute[] {
  return Object.entries(node[":@"] ?? {}).map(([name, value]) => ({ name, value }));
}

function notWellFormed(detail: string): CpuError {
  return new CpuError("not-well-formed", "XML error", `not well-formed: ${detail}`);
}
