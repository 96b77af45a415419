import { XMLParser, XMLValidator } from "fast-xml-parser";
import { predefinedEntities, replaceReferences } from "../xml/entities.js";
import { CpuError, refuseLarge, XML_ERROR } from "./cpuError.js";
import type { Attribute, Element } from "./element.js";

const MAX_DEPTH = 32;
/** Encloses the document, so that a second root becomes visible. */
const ENVELOPE = "document";
/** A reference that XML without a DOCTYPE does not have, or a bare `&`. */
const UNKNOWN_REFERENCE = /&(?!(?:lt|gt|amp|apos|quot|#\d{1,7}|#x[0-9a-fA-F]{1,6});)/;

type OrderedNode = { readonly ":@"?: Readonly<Record<string, string>> } & Readonly<Record<string, unknown>>;

/**
 * Reads one of libvirt's own cpu_map files. Everything in them is in elements and attributes; text is not kept.
 *
 * @param text at most 8,000,000 characters and 32 levels, no DOCTYPE
 * @returns the root element
 * @throws CpuError `not-well-formed` or `too-large`
 */
export function readMapXml(text: string): Element {
  refuseLarge(text);
  if (/<!DOCTYPE/i.test(text)) throw notWellFormed("a document type declaration is not read");
  const valid = XMLValidator.validate(text);
  if (valid !== true) throw notWellFormed(`line ${valid.err.line}: ${valid.err.msg.slice(0, MAX_REASON)}`);
  const [root, second] = parseOrdered(text).filter((node) => elementName(node) !== undefined);
  if (root === undefined || second !== undefined) throw notWellFormed("a document has exactly one root element");
  return toElement(root);
}

/** The validator lists whatever is open, however much that is. */
const MAX_REASON = 200;

function parseOrdered(text: string): readonly OrderedNode[] {
  const parser = new XMLParser({
    preserveOrder: true,
    // Nobody asks for the path of a place, which is costly to put together.
    jPath: false,
    ignoreAttributes: false,
    attributeNamePrefix: "",
    parseAttributeValue: false,
    ignoreDeclaration: true,
    ignorePiTags: true,
    processEntities: false,
    maxNestedTags: MAX_DEPTH,
  });
  try {
    const nodes = parser.parse(`<${ENVELOPE}>${text.replace(/^\uFEFF/, "")}</${ENVELOPE}>`) as OrderedNode[];
    return nodes.flatMap((node) => (node[ENVELOPE] as OrderedNode[] | undefined) ?? []);
  } catch (error) {
    throw notWellFormed(error instanceof Error ? error.message : String(error));
  }
}

function elementName(node: OrderedNode): string | undefined {
  return Object.keys(node).find((key) => key !== ":@" && key !== "#text");
}

function toElement(node: OrderedNode): Element {
  const name = elementName(node) ?? "";
  const children = node[name] as readonly OrderedNode[];
  const elements = children.filter((child) => elementName(child) !== undefined).map(toElement);
  return { name, attributes: attributesOf(node), elements, text: "", content: "" };
}

function attributesOf(node: OrderedNode): readonly Attribute[] {
  return Object.entries(node[":@"] ?? {}).map(([name, value]) => {
    if (value.includes("<")) throw notWellFormed(`attribute ${name} contains '<' in its value`);
    if (UNKNOWN_REFERENCE.test(value)) throw notWellFormed("an entity is not defined, or '&' stands alone");
    return { name, value: replaceReferences(value, (reference) => predefinedEntities(reference)?.text) };
  });
}

function notWellFormed(detail: string): CpuError {
  return new CpuError("not-well-formed", XML_ERROR, `CPU map: not well-formed: ${detail}`);
}
