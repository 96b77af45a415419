import type { Grammar } from "../catalogue/grammar.js";

/** Says which values an attribute takes, as a sentence; "" where the grammar does not tell. */
export function expectation(grammar: Grammar, path: string, attribute: string): string {
  const values = allowedValues(grammar, path, attribute);
  if (values.length > 0) return `Use ${listed(values)}.`;
  const text = grammar.elements[path]?.attributes?.[attribute]?.text;
  if (text === "count") return "Use a whole number from 1 on.";
  return text === undefined ? "" : "Use a whole number.";
}

/** The words an attribute takes, in the grammar's order; none where it takes free text or numbers. */
export function allowedValues(grammar: Grammar, path: string, attribute: string): string[] {
  return Object.keys(grammar.elements[path]?.attributes?.[attribute]?.values ?? {});
}

/** `a, b or c`. */
export function listed(words: readonly string[]): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}
