/**
 * Adds to the description of a domain what libvirt's schema has and the description lacks: elements, attributes and words.
 *
 *   npx tsx scripts/importSchema.ts <release>=<folder of .rng files>…
 *
 * Oldest release first; Debian's libvirt-common (libvirt-daemon before 9.0) has them in /usr/share/libvirt/schemas. What
 * the description says already stays: it knows better than the schema what the parser reads, and since when. What came
 * between two of the releases gets the later one for its `since`; look up the exact one and write it there.
 */
import { readFileSync, writeFileSync } from "node:fs";
import type { AttributeDoc, ElementDoc, ElementDocs } from "../shared/src/catalogue/elementDocs.js";
import { formatJson } from "./formatJson.js";
import { readDomainSchema, type SchemaAttribute, type SchemaElement } from "./schema/readRng.js";

const FILE = "data/docs/elements.json";

/** Parts of a VM that have nothing to do with its processor, memory and time: known, but not looked into. */
const CLOSED =
  /^(?:metadata|sysinfo|seclabel|blkiotune|resource|idmap|keywrap|throttlegroups|os\/nvram\/source|devices\/(?!(?:iommu|memory)(?:\/|$)).*|vmware:.*)$/;

interface Release {
  readonly release: string;
  readonly domain: SchemaElement;
}

function main(args: readonly string[]): number {
  const releases = args.map((each): Release => {
    const [release = "", folder = ""] = each.split("=");
    return { release, domain: readDomainSchema(folder, (path) => CLOSED.test(path)) };
  });
  const newest = releases.at(-1);
  if (newest === undefined) {
    console.error("usage: importSchema.ts <release>=<folder of .rng files>…");
    return 2;
  }
  const docs = JSON.parse(readFileSync(FILE, "utf8")) as ElementDocs;
  const elements = new Map(Object.entries(docs.elements));
  // From the oldest on: the first release that has something names its `since`.
  for (const [index, { release, domain }] of releases.entries()) {
    addElement(elements, "domain", domain, index === 0 ? undefined : release);
  }
  const ordered = Object.fromEntries(inOrder(elements, "domain"));
  const source = `libvirt's schema of domains, releases ${releases.map(({ release }) => release).join(", ")}, and its parser's answers`;
  writeFileSync(FILE, formatJson({ ...docs, source, elements: ordered }));
  console.log(`${Object.keys(ordered).length} elements`);
  return 0;
}

function childPath(path: string, name: string): string {
  return path === "domain" ? name : `${path}/${name}`;
}

function addElement(
  elements: Map<string, ElementDoc>,
  path: string,
  schema: SchemaElement,
  since: string | undefined,
): void {
  const present = elements.get(path);
  const doc: ElementDoc = present ?? {
    ...(since === undefined ? {} : { since }),
    ...(schema.required && path !== "domain" ? { required: true } : {}),
    ...(schema.repeats ? { repeats: true } : {}),
  };
  elements.set(path, doc);
  if (schema.repeats && doc.again === undefined) doc.repeats = true;
  if (CLOSED.test(path)) {
    doc.closed ??= true;
    return;
  }
  // What is in a new element is as old as the element.
  const inside = present === undefined ? undefined : since;
  if (schema.text !== undefined) {
    doc.text ??= "text";
    const words = new Set([...(doc.words ?? []), ...(schema.text.free ? [] : schema.text.words)]);
    if (words.size > 0) doc.words = [...words] as NonNullable<ElementDoc["words"]>;
  }
  for (const [name, attribute] of schema.attributes) addAttribute(doc, name, attribute, inside);
  for (const [name, child] of schema.children) {
    if (doc.children?.includes(name) !== true) doc.children = [...(doc.children ?? []), name];
    addElement(elements, childPath(path, name), child, inside);
  }
}

function addAttribute(doc: ElementDoc, name: string, schema: SchemaAttribute, since: string | undefined): void {
  const attributes = doc.attributes ?? {};
  doc.attributes = attributes;
  const present = attributes[name];
  const attribute: AttributeDoc = present ?? {
    ...(since === undefined ? {} : { since }),
    ...(schema.required ? { required: true } : {}),
  };
  attributes[name] = attribute;
  const inside = present === undefined ? undefined : since;
  if (schema.free && schema.words.size === 0) {
    if (attribute.values === undefined) attribute.text ??= "text";
    return;
  }
  const values = attribute.values ?? {};
  for (const word of schema.words) values[word] ??= inside === undefined ? {} : { since: inside };
  if (attribute.text === undefined || attribute.values !== undefined) attribute.values = values;
  if (schema.free) attribute.text ??= "text";
}

/** Each element in front of its children, these in their order. */
function* inOrder(elements: ReadonlyMap<string, ElementDoc>, path: string): Iterable<[string, ElementDoc]> {
  const doc = elements.get(path);
  if (doc === undefined) return;
  yield [path, doc];
  for (const name of doc.children ?? []) yield* inOrder(elements, childPath(path, name));
}

process.exitCode = main(process.argv.slice(2));
