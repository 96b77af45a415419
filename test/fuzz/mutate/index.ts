import type { Dice } from "../../libvirt/documents/dice.js";
import { mutateCharacters } from "./characters.js";
import { mutateGrammar, type Words } from "./grammar.js";
import { mutateTokens } from "./tokens.js";

export { type Words, wordsOf } from "./grammar.js";

/** A document that is like one of these: most changes keep it well-formed, some break it. */
export function mutate(texts: readonly string[], dice: Dice, words: Words): string {
  let text = dice.pick(texts);
  for (let steps = 1 + dice.below(dice.chance(0.2) ? 12 : 3); steps > 0; steps--) {
    const kind = dice.below(10);
    // A configuration has none of XML's.
    if (kind < 5 && words.attributes.length > 0) text = mutateGrammar(text, dice, words);
    else if (kind < 8) text = mutateTokens(text, dice, dice.pick(texts));
    else text = mutateCharacters(text, dice);
  }
  return text;
}
