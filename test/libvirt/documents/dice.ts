/** A source of choices that gives the same ones for the same seed. */
export interface Dice {
  /** A whole number from 0 to one below the limit. */
  below(limit: number): number;
  chance(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** One of the good values; now and then one that is a mistake. */
  slip<T>(good: readonly T[], bad: readonly T[]): T;
}

/**
 * Makes dice from a seed (the generator is mulberry32: 32 bits of state are enough to choose documents).
 *
 * @param seed any whole number
 * @param slips how often `slip` takes a bad value, from 0 to 1
 */
export function createDice(seed: number, slips: number): Dice {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let word = Math.imul(state ^ (state >>> 15), state | 1);
    word ^= word + Math.imul(word ^ (word >>> 7), word | 61);
    return ((word ^ (word >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  const chance = (probability: number): boolean => next() < probability;
  const pick = <T>(list: readonly T[]): T => {
    const index = below(list.length);
    if (index >= list.length) throw new Error("nothing to choose from");
    return list[index] as T;
  };
  const slip = <T>(good: readonly T[], bad: readonly T[]): T => pick(chance(slips) ? bad : good);
  return { below, chance, pick, slip };
}
