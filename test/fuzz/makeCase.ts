import { createDice, type Dice } from "../libvirt/documents/dice.js";
import type { Corpus } from "./corpus.js";
import { mutate, type Words, wordsOf } from "./mutate/index.js";
import { TARGETS, type Target } from "./targets/index.js";

/** One document for one target; the same for the same seed and index. */
export interface Case {
  readonly target: Target;
  readonly text: string;
  readonly dice: Dice;
}

/** @returns what makes the cases of a run */
export function caseMaker(corpus: Corpus, seed: number, only: readonly string[]): (index: number) => Case {
  const targets = TARGETS.filter(({ name }) => only.length === 0 || only.includes(name));
  if (targets.length === 0) throw new Error(`There is no target ${only.join(", ")}.`);
  const words = new Map<keyof Corpus, Words>();
  const total = targets.reduce((sum, { share }) => sum + share, 0);
  return (index) => {
    const dice = createDice(Math.imul(seed, 0x9e3779b1) + index, 0);
    let ticket = dice.below(total);
    const target = targets.find(({ share }) => {
      ticket -= share;
      return ticket < 0;
    });
    if (target === undefined) throw new Error("no target");
    const texts = corpus[target.from];
    const known = words.get(target.from) ?? wordsOf(texts);
    words.set(target.from, known);
    return { target, text: mutate(texts, dice, known), dice };
  };
}
