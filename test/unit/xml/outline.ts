import { parseXml, type XmlElement, type XmlNode } from "../../../shared/src/xml/index.js";

/** All elements of a tree in document order. */
export function allElements(nodes: readonly XmlNode[]): XmlElement[] {
  const found: XmlElement[] = [];
  const waiting = [...nodes].reverse();
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.kind !== "element") continue;
    found.push(node);
    waiting.push(...[...node.children].reverse());
  }
  return found;
}

/**
 * One line an element, indented by its depth: the exact source of a leaf, the start tag of what holds others.
 * Line feeds show as ⏎.
 */
export function outline(text: string): string[] {
  return allElements(parseXml(text).children).map((element) => {
    const { start, end } = element.elements.length > 0 ? element.startTag : element;
    return "  ".repeat(depthOf(element)) + text.slice(start, end).replaceAll("\r", "").replaceAll("\n", "⏎");
  });
}

function depthOf(element: XmlElement): number {
  let depth = 0;
  for (let at = element.parent; at !== undefined; at = at.parent) depth++;
  return depth;
}

/** The first element of that name. */
export function elementNamed(text: string, name: string): XmlElement {
  const found = allElements(parseXml(text).children).find((element) => element.name === name);
  if (found === undefined) throw new Error(`no <${name}> in ${text}`);
  return found;
}
