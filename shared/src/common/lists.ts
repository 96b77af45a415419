import * as l10n from "@vscode/l10n";

/** `a, b and c`. */
export function andList(words: readonly string[]): string {
  if (words.length < 2) return words.join("");
  return l10n.t("{0} and {1}", words.slice(0, -1).join(", "), words.at(-1) ?? "");
}

/** `a, b or c`. */
export function orList(words: readonly string[]): string {
  if (words.length < 2) return words.join("");
  return l10n.t("{0} or {1}", words.slice(0, -1).join(", "), words.at(-1) ?? "");
}
