/** What the engine needs of an XML element: the syntax tree's elements have it, and more. */
export interface Element {
  readonly name: string;
  /** In document order; values with entities replaced. */
  readonly attributes: readonly Attribute[];
  /** Child elements in document order. */
  readonly elements: readonly Element[];
  /** The element's own text (character data and CDATA), without that of its children. */
  readonly text: string;
  /** The text with that of its children: what libvirt takes for the element's value (xmlNodeGetContent). */
  readonly content: string;
  readonly parent?: Element | undefined;
}

export interface Attribute {
  readonly name: string;
  readonly value: string;
}

/**
 * The value of the first attribute of that name, or undefined. A name with a prefix is as good (xmlGetProp), unless the
 * prefix is bound to nothing and so part of the name.
 */
export function attributeOf(element: Element, name: string): string | undefined {
  // A large document asks thousands of times: no function is made for each.
  for (const attribute of element.attributes) {
    if (attribute.name === name || isPrefixed(attribute.name, name, element)) return attribute.value;
  }
  return undefined;
}

function isPrefixed(typed: string, name: string, element: Element): boolean {
  const colon = typed.length - name.length - 1;
  if (colon < 1 || typed[colon] !== ":" || !typed.endsWith(name)) return false;
  const binding = `xmlns:${typed.slice(0, colon)}`;
  for (let at: Element | undefined = element; at !== undefined; at = at.parent) {
    if (at.attributes.some((attribute) => attribute.name === binding && attribute.value !== "")) return true;
  }
  return false;
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
  return childOf(element, name)?.content || undefined;
}
