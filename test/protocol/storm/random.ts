/** Numbers that look random and come again for the same seed (mulberry32). */
export interface Random {
  /** From 0 up to, but without, this. */
  below(limit: number): number;
  pick<T>(from: readonly T[]): T;
}

export function makeRandom(seed: number): Random {
  let state = seed >>> 0;
  const below = (limit: number): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  };
  return {
    below,
    pick: (from) => {
      const index = below(from.length);
      if (index >= from.length) throw new Error("nothing to pick from");
      return from[index] as (typeof from)[number];
    },
  };
}
