import { readFileSync } from "node:fs";
import { join } from "node:path";
import { attributeNamed, parseXml, type XmlElement } from "../../shared/src/xml/index.js";

/** An element as a RELAX NG schema has it: what may be in it, from wherever it is referred to. */
export interface SchemaElement {
  readonly attributes: Map<string, SchemaAttribute>;
  readonly children: Map<string, SchemaElement>;
  /** What its text may be; undefined where it has none. */
  text: SchemaValue | undefined;
  repeats: boolean;
  required: boolean;
}

export interface SchemaAttribute extends SchemaValue {
  required: boolean;
}

/** Words, or some value that only a pattern describes. */
export interface SchemaValue {
  readonly words: Set<string>;
  free: boolean;
}

/** How a part of the schema stands in its element. */
interface Standing {
  readonly optional: boolean;
  readonly repeats: boolean;
}

/** The prefix that people bind to each namespace of libvirt's. */
const PREFIXES: ReadonlyMap<string, string> = new Map(
  ["qemu", "lxc", "xen", "bhyve", "vmware"].map((name) => [
    `http://libvirt.org/schemas/domain/${name}/1.0`,
    `${name}:`,
  ]),
);

/** The patterns of a schema and of all that it includes, by name; those of one name are alternatives. */
type Definitions = Map<string, XmlElement[]>;

/**
 * Reads libvirt's schema of a domain from a folder of its `.rng` files. Names of elements that are open (`anyName`) are left
 * out.
 *
 * @param isClosed by path below the domain: an element whose inside nobody asks about
 * @throws Error where a file or a pattern that is referred to is missing
 */
export function readDomainSchema(folder: string, isClosed: (path: string) => boolean): SchemaElement {
  const definitions: Definitions = new Map();
  for (const file of ["domaincommon.rng", "domainoverrides.rng"]) readFile(folder, file, definitions, new Set());
  const domain = emptyElement();
  const [pattern] = definitions.get("domain") ?? [];
  const element = pattern?.elements.find(({ name }) => name === "element");
  if (element === undefined) throw new Error(`${folder} defines no <domain>`);
  fill(domain, element, { optional: false, repeats: false }, { definitions, open: new Set(), path: "", isClosed });
  return domain;
}

function readFile(folder: string, file: string, definitions: Definitions, seen: Set<string>): void {
  if (seen.has(file)) return;
  seen.add(file);
  let text: string;
  try {
    text = readFileSync(join(folder, file), "utf8");
  } catch {
    // An older release has fewer files.
    if (file === "domainoverrides.rng") return;
    throw new Error(`${folder} lacks ${file}`);
  }
  for (const each of parseXml(text).root?.elements ?? []) {
    const name = attributeNamed(each, "name")?.value ?? "";
    if (each.name === "include") readFile(folder, attributeNamed(each, "href")?.value ?? "", definitions, seen);
    if (each.name === "define") definitions.set(name, [...(definitions.get(name) ?? []), each]);
  }
}

function emptyElement(): SchemaElement {
  return { attributes: new Map(), children: new Map(), text: undefined, repeats: false, required: true };
}

interface Reading {
  readonly definitions: Definitions;
  /** The patterns that are being read, as one may hold itself. */
  readonly open: ReadonlySet<string>;
  /** Of the element that is read into. */
  readonly path: string;
  readonly isClosed: (path: string) => boolean;
}

/** Reads what stands in a pattern into the element that it is about. */
function fill(into: SchemaElement, pattern: XmlElement, standing: Standing, reading: Reading): void {
  for (const part of pattern.elements) fillPart(into, part, standing, reading);
}

function fillPart(into: SchemaElement, part: XmlElement, standing: Standing, reading: Reading): void {
  const name = attributeNamed(part, "name")?.value;
  switch (part.name) {
    case "element":
      if (name !== undefined) fillChild(into, prefixOf(part) + name, part, standing, reading);
      return;
    case "attribute":
      if (name !== undefined) fillAttribute(into, name, part, standing, reading);
      return;
    case "ref":
      refer(name ?? "", reading, (definition, deeper) => fill(into, definition, standing, deeper));
      return;
    case "choice":
      fill(into, part, { ...standing, optional: true }, reading);
      return;
    case "optional":
      fill(into, part, { ...standing, optional: true }, reading);
      return;
    case "zeroOrMore":
      fill(into, part, { optional: true, repeats: true }, reading);
      return;
    case "oneOrMore":
      fill(into, part, { ...standing, repeats: true }, reading);
      return;
    case "data":
    case "text":
    case "list":
    case "value":
      into.text ??= { words: new Set(), free: false };
      addValue(into.text, part, reading);
      return;
    case "empty":
    case "notAllowed":
      return;
    default:
      fill(into, part, standing, reading);
  }
}

/** The `ns` that an element of the schema is under. */
function prefixOf(part: XmlElement): string {
  for (let at: XmlElement | undefined = part; at !== undefined; at = at.parent) {
    const namespace = attributeNamed(at, "ns")?.value;
    if (namespace !== undefined) return PREFIXES.get(namespace) ?? "";
  }
  return "";
}

function refer(name: string, reading: Reading, read: (definition: XmlElement, deeper: Reading) => void): void {
  const found = reading.definitions.get(name);
  if (found === undefined) throw new Error(`the schema refers to ${name}, which it does not define`);
  if (reading.open.has(name)) return;
  const deeper = { ...reading, open: new Set([...reading.open, name]) };
  for (const definition of found) read(definition, deeper);
}

function fillChild(into: SchemaElement, name: string, part: XmlElement, standing: Standing, reading: Reading): void {
  const present = into.children.get(name);
  const child = present ?? emptyElement();
  if (present === undefined) child.required = !standing.optional;
  child.required &&= !standing.optional;
  child.repeats ||= standing.repeats;
  into.children.set(name, child);
  const path = reading.path === "" ? name : `${reading.path}/${name}`;
  if (reading.isClosed(path)) return;
  const inside = { ...reading, path };
  const before = new Map([...child.attributes].map(([key, { required }]) => [key, required]));
  fill(child, part, { optional: false, repeats: false }, inside);
  if (present === undefined) return;
  // One of several forms: what only some of them have is not required.
  const own = emptyElement();
  fill(own, part, { optional: false, repeats: false }, inside);
  for (const [key, attribute] of child.attributes) {
    attribute.required = (before.get(key) ?? false) && (own.attributes.get(key)?.required ?? false);
  }
  for (const [key, each] of child.children) each.required &&= own.children.get(key)?.required ?? false;
}

function fillAttribute(
  into: SchemaElement,
  name: string,
  part: XmlElement,
  standing: Standing,
  reading: Reading,
): void {
  const present = into.attributes.get(name);
  const attribute = present ?? { words: new Set<string>(), free: false, required: !standing.optional };
  attribute.required &&= !standing.optional;
  into.attributes.set(name, attribute);
  if (part.elements.length === 0) attribute.free = true;
  for (const each of part.elements) addValue(attribute, each, reading);
}

function addValue(value: SchemaValue, part: XmlElement, reading: Reading): void {
  if (part.name === "value") value.words.add(part.text.trim());
  else if (part.name === "data" || part.name === "text" || part.name === "list") value.free = true;
  else if (part.name === "ref") {
    refer(attributeNamed(part, "name")?.value ?? "", reading, (definition, deeper) => {
      for (const each of definition.elements) addValue(value, each, deeper);
    });
  } else for (const each of part.elements) addValue(value, each, reading);
}
