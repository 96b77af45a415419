import type { Dice } from "../../libvirt/documents/dice.js";

const TOKEN = /<[^<>]*>|[\w:.-]+\s*=\s*(?:'[^']*'|"[^"]*")|[^<>\s]+|\s+/g;

/** Moves whole tags, attributes and words: drops, doubles, swaps them, or takes one from another document. */
export function mutateTokens(text: string, dice: Dice, other: string): string {
  const tokens = text.match(TOKEN) ?? [];
  if (tokens.length === 0) return other;
  const at = dice.below(tokens.length);
  switch (dice.below(5)) {
    case 0:
      tokens.splice(at, 1 + dice.below(3));
      break;
    case 1:
      tokens.splice(at, 0, tokens[at] ?? "");
      break;
    case 2: {
      const to = dice.below(tokens.length);
      const [one = "", two = ""] = [tokens[at], tokens[to]];
      tokens[at] = two;
      tokens[to] = one;
      break;
    }
    case 3:
      tokens[at] = dice.pick(other.match(TOKEN) ?? [""]);
      break;
    default: {
      // The beginning of one and the end of another.
      const theirs = other.match(TOKEN) ?? [];
      return [...tokens.slice(0, at), ...theirs.slice(dice.below(theirs.length + 1))].join("");
    }
  }
  return tokens.join("");
}
