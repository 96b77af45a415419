import type { Range, XmlAttribute, XmlDocument, XmlElement, XmlNode } from "./tree.js";

/** The first child element of that name; the one libvirt reads where it reads only one. */
export function childNamed(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.elements.find((child) => child.name === name && !child.inNamespace);
}

/** All child elements of that name, in document order. */
export function childrenNamed(element: XmlElement | undefined, name: string): readonly XmlElement[] {
  return element?.elements.filter((child) => child.name === name && !child.inNamespace) ?? [];
}

/**
 * The children of that name of every child `parent`. Libvirt asks for `./parent/name` in most places, and so reads those
 * of a second `parent` too, where the schema allows one.
 */
export function grandchildrenNamed(
  element: XmlElement | undefined,
  parent: string,
  name: string,
): readonly XmlElement[] {
  return childrenNamed(element, parent).flatMap((each) => childrenNamed(each, name));
}

/** The first attribute of that name; with a prefix too, as xmlGetProp does, unless the prefix is bound to nothing. */
export function attributeNamed(element: XmlElement | undefined, name: string): XmlAttribute | undefined {
  return element?.attributes.find((attribute) => attribute.name === name || isPrefixed(attribute.name, name, element));
}

function isPrefixed(typed: string, name: string, element: XmlElement): boolean {
  const colon = typed.length - name.length - 1;
  if (colon < 1 || typed[colon] !== ":" || !typed.endsWith(name)) return false;
  const prefix = typed.slice(0, colon);
  return prefix !== "xmlns" && boundTo(element, `xmlns:${prefix}`) !== undefined;
}

/** The namespace of an element by its prefix or an `xmlns`; undefined without one, and for a prefix that is not bound. */
export function namespaceOf(element: XmlElement): string | undefined {
  const colon = element.name.indexOf(":");
  return boundTo(element, colon < 0 ? "xmlns" : `xmlns:${element.name.slice(0, colon)}`);
}

/**
 * The name that libvirt compares where it walks over children: without its prefix, unless that is bound to nothing and
 * so part of the name.
 */
export function localName(element: XmlElement): string {
  const colon = element.name.indexOf(":");
  return colon < 0 || namespaceOf(element) === undefined ? element.name : element.name.slice(colon + 1);
}

function boundTo(element: XmlElement, name: string): string | undefined {
  for (let at: XmlElement | undefined = element; at !== undefined; at = at.parent) {
    const value = at.attributes.find((attribute) => attribute.name === name)?.value;
    if (value !== undefined) return value === "" ? undefined : value;
  }
  return undefined;
}

/** The names from the outermost element down, such as `domain/cpu/model`. */
export function pathOf(element: XmlElement): string {
  const names: string[] = [];
  for (let at: XmlElement | undefined = element; at !== undefined; at = at.parent) names.push(at.name);
  return names.reverse().join("/");
}

/** The innermost element whose range holds the character at `offset`. */
export function elementAt(document: XmlDocument, offset: number): XmlElement | undefined {
  let found: XmlElement | undefined;
  let nodes: readonly XmlNode[] = document.children;
  for (;;) {
    const node = nodes[lastStartingBefore(nodes, offset + 1)];
    if (node?.kind !== "element" || offset >= node.end) return found;
    found = node;
    nodes = node.children;
  }
}

/** The index of the last node that starts before `offset`, or -1; nodes are in document order. */
export function lastStartingBefore(nodes: readonly { readonly start: number }[], offset: number): number {
  let low = 0;
  let high = nodes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((nodes[middle]?.start ?? offset) < offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/**
 * What the cursor is in.
 * - `tagName`, `endTagName`: the name of a tag, also the place right after `<` or `</` where one is about to be typed
 * - `attributeName`: an attribute's name; at its first character too, then with an empty prefix
 * - `attributeValue`: inside the quotes, or right after a `=`
 * - `tagSpace`: white space in a start tag, where an attribute can be typed
 * - `text`: inside an element, outside all tags
 * - `outside`: outside the root, or where nothing can be typed (between a value and the next part, in a document type, …)
 */
export type LocationKind =
  | "tagName"
  | "endTagName"
  | "attributeName"
  | "attributeValue"
  | "tagSpace"
  | "text"
  | "comment"
  | "cdata"
  | "outside";

export interface Location {
  readonly kind: LocationKind;
  /** The element that the tag, attribute or value belongs to; for text, comment and CDATA the one they are in. Undefined for a `<` without a name. */
  readonly element: XmlElement | undefined;
  /** The element in which the tag stands, or the text: the one whose children can be typed here. */
  readonly parent: XmlElement | undefined;
  readonly attribute: XmlAttribute | undefined;
  /** What a completion replaces: the whole name, value or word; empty at the cursor where there is none. */
  readonly range: Range;
  /** What of it is before the cursor. */
  readonly prefix: string;
}
