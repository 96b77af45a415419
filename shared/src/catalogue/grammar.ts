import { namespaceOf, type XmlElement } from "../xml/index.js";
import type { ElementDocs } from "./elementDocs.js";

const DEFINITIONS = new Set(["domain", "inactiveDomain"]);

/** The prefix that the grammar has for each of libvirt's namespaces; a document may have another. */
const PREFIXES: ReadonlyMap<string, string> = new Map(
  ["qemu", "lxc", "xen", "bhyve", "vmware"].map((name) => [`http://libvirt.org/schemas/domain/${name}/1.0`, name]),
);

/**
 * Where an element is in the grammar: `cpu/feature`, `vcpu`, `vcpus/vcpu`, `domain` for the definition itself. Whether the
 * grammar has it is another question.
 *
 * @returns undefined outside a guest's definition, as in a host's capabilities
 */
export function grammarPath(element: XmlElement): string | undefined {
  const names: string[] = [];
  for (let at: XmlElement | undefined = element; at !== undefined; at = at.parent) {
    if (DEFINITIONS.has(at.name)) return names.length === 0 ? "domain" : names.reverse().join("/");
    names.push(grammarName(at).name);
    if (at.name === "cpu" && (at.parent === undefined || at.parent.name === "cpus")) return names.reverse().join("/");
  }
  return undefined;
}

/** The path of a child by its parent's. */
export function childPath(path: string, name: string): string {
  return path === "domain" ? name : `${path}/${name}`;
}

/** The last name of a path. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** The path of an element's parent; undefined for `domain`. */
export function parentPath(path: string): string | undefined {
  if (path === "domain") return undefined;
  const slash = path.lastIndexOf("/");
  return slash < 0 ? "domain" : path.slice(0, slash);
}

/** An element's name as the grammar has it. */
export interface GrammarName {
  readonly name: string;
  /** In no namespace, in one of libvirt's, in another; or with a prefix that is bound to none. */
  readonly space: "none" | "libvirt" | "other" | "unbound";
}

/** How libvirt, and so the grammar, calls an element; of another namespace, its name there. */
export function grammarName(element: XmlElement): GrammarName {
  const { name, inNamespace } = element;
  const colon = name.indexOf(":");
  if (colon < 0 && !inNamespace) return { name, space: "none" };
  const namespace = namespaceOf(element);
  if (namespace === undefined) return { name, space: colon < 0 ? "none" : "unbound" };
  const local = name.slice(colon + 1);
  const prefix = PREFIXES.get(namespace);
  return prefix === undefined ? { name: local, space: "other" } : { name: `${prefix}:${local}`, space: "libvirt" };
}

export type { AttributeDoc, ElementDoc, OnlyDoc, ValueDoc, WhenDoc } from "./elementDocs.js";

/** What libvirt reads of a domain near its processor, memory and time, by path: `cpu`, `cpu/feature`, `vcpus/vcpu`. */
export type Grammar = ElementDocs;

/**
 * Reads `data/docs/elements.json`. Its records by name have no prototype, so that a name from a document, such as
 * `constructor`, finds nothing in them.
 *
 * @throws SyntaxError where the text is not JSON
 */
export function parseGrammar(text: string): Grammar {
  const grammar = JSON.parse(text) as Grammar;
  for (const element of Object.values(grammar.elements)) {
    if (element.attributes === undefined) continue;
    for (const attribute of Object.values(element.attributes)) {
      if (attribute.values !== undefined) attribute.values = withoutPrototype(attribute.values);
    }
    element.attributes = withoutPrototype(element.attributes);
  }
  return { ...grammar, elements: withoutPrototype(grammar.elements) };
}

function withoutPrototype<T>(record: Record<string, T>): Record<string, T> {
  return Object.assign(Object.create(null) as Record<string, T>, record);
}
