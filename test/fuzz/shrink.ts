const MOST_TRIES = 2000;

/** The same fault in a shorter text: stretches are taken away, half of it first, while it stays. */
export async function shrink(text: string, fails: (text: string) => Promise<boolean>): Promise<string> {
  let best = text;
  let tries = 0;
  for (let size = Math.ceil(best.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < best.length && tries < MOST_TRIES; ) {
      const shorter = best.slice(0, at) + best.slice(at + size);
      tries++;
      if (await fails(shorter)) best = shorter;
      else at += size;
    }
  }
  return best;
}
