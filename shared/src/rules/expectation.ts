import * as l10n from "@vscode/l10n";
import type { Grammar } from "../catalogue/grammar.js";
import { orList } from "../lists.js";

/** Says which values an attribute takes, as a sentence; "" where the grammar does not tell. */
export function expectation(grammar: Grammar, path: string, attribute: string): string {
  const values = allowedValues(grammar, path, attribute);
  if (values.length > 0) return l10n.t("Use {0}.", orList(values));
  const text = grammar.elements[path]?.attributes?.[attribute]?.text;
  if (text === "count") return l10n.t("Use a whole number from 1 on.");
  return text === undefined ? "" : l10n.t("Use a whole number.");
}

/** The words an attribute takes, in the grammar's order; none where it takes free text or numbers. */
export function allowedValues(grammar: Grammar, path: string, attribute: string): string[] {
  return Object.keys(grammar.elements[path]?.attributes?.[attribute]?.values ?? {});
}
