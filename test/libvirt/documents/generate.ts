import type { CpuMap } from "../../../shared/src/engine/index.js";
import { createDice, type Dice } from "./dice.js";
import { domain } from "./domain.js";
import { mutate } from "./mutate.js";

export interface Document {
  /** The domain's name, and the file's. */
  readonly name: string;
  readonly xml: string;
}

export interface Wishes {
  readonly seed: number;
  readonly count: number;
  /** Domain types that this machine can define. */
  readonly types: readonly string[];
  readonly map: CpuMap;
  /** The libvirt release that is asked. */
  readonly release: string;
  /** Documents of people, to be changed a little: text of whole domains. */
  readonly samples: readonly string[];
}

/** How often values are mistakes: some documents have none, most one or two. libvirt tells only the first. */
const SLIPS = [0, 0, 0.02, 0.02, 0.04, 0.1] as const;

/** Whole domains around a CPU; the same for the same wishes. */
export function generate(wishes: Wishes): Document[] {
  return Array.from({ length: wishes.count }, (_, index) => {
    const dice = createDice(wishes.seed * 1_000_003 + index, 0);
    const name = `d${index}`;
    return { name, xml: index % 5 === 4 ? changedSample(dice, name, wishes) : invented(dice, index, name, wishes) };
  });
}

function invented(dice: Dice, index: number, name: string, { seed, types, map, release }: Wishes): string {
  const slipping = createDice(seed * 7_000_003 + index, dice.pick(SLIPS));
  const text = domain(slipping, { name, types, map, release });
  return dice.chance(0.3) ? mutate(dice, text) : text;
}

function changedSample(dice: Dice, name: string, { samples, types }: Wishes): string {
  let text = dice
    .pick(samples)
    .replace(/<name>[^<]*<\/name>/, `<name>${name}</name>`)
    .replace(/\s*<uuid>[^<]*<\/uuid>/, "")
    .replace(/<domain type='\w+'/, `<domain type='${dice.pick(types)}'`);
  for (let left = dice.below(3); left >= 0; left--) text = mutate(dice, text);
  return text;
}
