import type { ElementDocs } from "./elementDocs.js";

export type { AttributeDoc, ElementDoc, ValueDoc, WhenDoc } from "./elementDocs.js";

/** Elements, attributes and values of a CPU definition, by path: `cpu`, `cpu/feature`, `vcpus/vcpu`. */
export type Grammar = ElementDocs;

/**
 * Reads `data/docs/elements.json`. Its records have no prototype, so that a name from a document, such as
 * `constructor`, finds nothing in them.
 *
 * @throws SyntaxError where the text is not JSON
 */
export function parseGrammar(text: string): Grammar {
  return JSON.parse(text, (_, value: unknown) => (isRecord(value) ? withoutPrototype(value) : value)) as Grammar;
}

function isRecord(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function withoutPrototype(value: object): object {
  return Object.assign(Object.create(null) as object, value);
}
