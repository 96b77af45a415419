import * as l10n from "@vscode/l10n";
import type { Grammar } from "../catalogue/grammar.js";

/** Says which values an attribute takes, as a sentence; "" where the grammar does not tell. */
export function expectation(grammar: Grammar, path: string, attribute: string): string {
  const values = allowedValues(grammar, path, attribute);
  if (values.length > 0) return l10n.t("Use {0}.", listed(values));
  const text = grammar.elements[path]?.attributes?.[attribute]?.text;
  if (text === "count") return l10n.t("Use a whole number from 1 on.");
  return text === undefined ? "" : l10n.t("Use a whole number.");
}

/** The words an attribute takes, in the grammar's order; none where it takes free text or numbers. */
export function allowedValues(grammar: Grammar, path: string, attribute: string): string[] {
  return Object.keys(grammar.elements[path]?.attributes?.[attribute]?.values ?? {});
}

/** `a, b or c`. */
export function listed(words: readonly string[]): string {
  if (words.length < 2) return words.join("");
  return l10n.t("{0} or {1}", words.slice(0, -1).join(", "), words.at(-1) ?? "");
}

/** `a, b and c`. */
export function listOf(words: readonly string[]): string {
  if (words.length < 2) return words.join("");
  return l10n.t("{0} and {1}", words.slice(0, -1).join(", "), words.at(-1) ?? "");
}
