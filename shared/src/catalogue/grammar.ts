import type { ElementDocs } from "./elementDocs.js";

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
