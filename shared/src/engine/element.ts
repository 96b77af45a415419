/**
 * What the engine needs of an XML element. The tolerant syntax tree of an edited document and the reader of whole
 * documents both satisfy it, so that one set of checks serves the editor and the library.
 */
export interface Element {
  readonly name: string;
  /** In document order; values with entities replaced. */
  readonly attributes: readonly Attribute[];
  /** Child elements in document order. */
  readonly elements: readonly Element[];
  /** The element's own text (character data and CDATA), without that of its children. */
  readonly text: string;
}

export interface Attribute {
  readonly name: string;
  readonly value: string;
}

/** The value of the first attribute of that name, or undefined. */
export function attributeOf(element: Element, name: string): string | undefined {
  return element.attributes.find((attribute) => attribute.name === name)?.value;
}

/** The first child element of that name, or undefined. */
export function childOf(element: Element, name: string): Element | undefined {
  return element.elements.find((child) => child.name === name);
}

/** All child elements of that name, in document order. */
export function childrenOf(element: Element, name: string): Element[] {
  return element.elements.filter((child) => child.name === name);
}

/** The text of the first child of that name; undefined when there is none or it is empty, as libvirt reads it. */
export function childText(element: Element, name: string): string | undefined {
  return childOf(element, name)?.text || undefined;
}
