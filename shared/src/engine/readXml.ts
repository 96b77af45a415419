import { XMLParser, XMLValidator } from "fast-xml-parser";
import type { Attribute, Element } from "./element.js";
import { replaceReferences } from "./references.js";
import { notWellFormed, refuseUnread } from "./xmlRefusals.js";

const MAX_DEPTH = 32;
/** Encloses the document, so that text outside its root becomes visible. */
const ENVELOPE = "document";
const TEXT = "#text";
const CDATA = "#cdata";

type OrderedNode = { readonly ":@"?: Readonly<Record<string, string>> } & Readonly<Record<string, unknown>>;

/**
 * Reads a whole document written by libvirt or QEMU tools (capabilities, domain capabilities, CPU definitions, maps).
 * What libxml2 refuses is refused; the names `__proto__`, `prototype` and `constructor` are, too.
 *
 * @param text at most 8,000,000 characters and 32 levels, no DOCTYPE (libvirt writes none, and entities are a way to
 *   harm); of entities only the five predefined ones and numeric references
 * @returns the root element
 * @throws CpuError `not-well-formed` or `too-large`
 */
export function readXml(text: string): Element {
  refuseUnread(text);
  const valid = XMLValidator.validate(text);
  if (valid !== true) throw notWellFormed(reasonOf(valid.err));
  const nodes = parseOrdered(text);
  if (nodes.some((node) => CDATA in node || String(node[TEXT] ?? "").trim() !== "")) {
    throw notWellFormed("text outside the root element");
  }
  const [root, second] = nodes.filter((node) => elementName(node) !== undefined);
  if (root === undefined || second !== undefined) throw notWellFormed("a document has exactly one root element");
  return toElement(root);
}

/** The validator's message in plain words; it lists whatever is open, however much that is. */
function reasonOf({ line, msg }: { readonly line: number; readonly msg: string }): string {
  const open = /"([^"]*)"\s*\]' found\.$/.exec(msg.slice(-MAX_REASON)) ?? /^Unclosed tag '([^']*)'/.exec(msg);
  if (open !== null) return `the end of <${open[1] ?? ""}> is missing`;
  return `line ${line}: ${msg.slice(0, MAX_REASON).replace(/\.$/, "")}`;
}

const MAX_REASON = 200;

function parseOrdered(text: string): readonly OrderedNode[] {
  const parser = new XMLParser({
    preserveOrder: true,
    // Nobody asks for the path of a place, which is costly to put together.
    jPath: false,
    ignoreAttributes: false,
    attributeNamePrefix: "",
    parseTagValue: false,
    parseAttributeValue: false,
    trimValues: false,
    ignoreDeclaration: true,
    ignorePiTags: true,
    processEntities: false,
    cdataPropName: CDATA,
    maxNestedTags: MAX_DEPTH,
    onDangerousProperty: (name) => name,
  });
  try {
    const nodes = parser.parse(`<${ENVELOPE}>${withoutMark(text)}</${ENVELOPE}>`) as OrderedNode[];
    return nodes.flatMap((node) => (node[ENVELOPE] as OrderedNode[] | undefined) ?? []);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw notWellFormed(detail.replace(/^\[SECURITY\] /, ""));
  }
}

function withoutMark(text: string): string {
  return text.startsWith("\uFEFF") ? text.slice(1) : text;
}

function elementName(node: OrderedNode): string | undefined {
  return Object.keys(node).find((key) => key !== ":@" && key !== TEXT && key !== CDATA);
}

function toElement(node: OrderedNode): Element {
  const name = elementName(node) ?? "";
  const elements: Element[] = [];
  let text = "";
  for (const child of node[name] as readonly OrderedNode[]) {
    if (elementName(child) === undefined) text += textOf(child);
    else elements.push(toElement(child));
  }
  return { name, attributes: attributesOf(node), elements, text };
}

function textOf(node: OrderedNode): string {
  const section = node[CDATA] as readonly OrderedNode[] | undefined;
  if (section !== undefined) return section.map((part) => String(part[TEXT] ?? "")).join("");
  const raw = String(node[TEXT] ?? "");
  if (raw.includes("]]>")) throw notWellFormed("']]>' stands in text");
  return decoded(raw);
}

function attributesOf(node: OrderedNode): readonly Attribute[] {
  return Object.entries(node[":@"] ?? {}).map(([name, value]) => {
    if (value.includes("<")) throw notWellFormed(`'<' stands in the value of attribute ${name}`);
    // Line ends and tabs in a value are read as spaces, unless they are written as references.
    return { name, value: decoded(value.replace(/[\t\n\r]/g, " ")) };
  });
}

function decoded(raw: string): string {
  const text = replaceReferences(raw);
  if (text === undefined) throw notWellFormed("an entity is not defined, or '&' stands alone");
  return text;
}
