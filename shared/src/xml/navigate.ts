import type { XmlAttribute, XmlDocument, XmlElement, XmlNode } from "./tree.js";

/** The first child element of that name; the one libvirt reads where it reads only one. */
export function childNamed(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.elements.find((child) => child.name === name);
}

/** All child elements of that name, in document order. */
export function childrenNamed(element: XmlElement | undefined, name: string): readonly XmlElement[] {
  return element?.elements.filter((child) => child.name === name) ?? [];
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

/** The first attribute of that name. */
export function attributeNamed(element: XmlElement | undefined, name: string): XmlAttribute | undefined {
  return element?.attributes.find((attribute) => attribute.name === name);
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

/** The index of the last node that starts before `offset`, or -1; nodes stand in document order. */
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
