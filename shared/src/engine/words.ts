/**
 * CPU data as a fixed array of 32-bit words, one for each register that some feature of the map uses. Bits of
 * registers that no feature uses cannot change an answer and are not kept.
 */
export type Words = Uint32Array;

/** Where a feature stands: one or more masks, all of which must be set. */
export type Bits = readonly { readonly word: number; readonly mask: number }[];

export function hasBits(words: Words, bits: Bits): boolean {
  // Counted loops: this and the ones below run for every feature of every host of a fleet.
  for (let i = 0; i < bits.length; i++) {
    const bit = bits[i];
    if (bit !== undefined && ((words[bit.word] ?? 0) & bit.mask) >>> 0 !== bit.mask) return false;
  }
  return bits.length > 0;
}

export function addBits(words: Words, bits: Bits): void {
  for (let i = 0; i < bits.length; i++) {
    const bit = bits[i];
    if (bit !== undefined) words[bit.word] = (words[bit.word] ?? 0) | bit.mask;
  }
}

export function subtractBits(words: Words, bits: Bits): void {
  for (let i = 0; i < bits.length; i++) {
    const bit = bits[i];
    if (bit !== undefined) words[bit.word] = (words[bit.word] ?? 0) & ~bit.mask;
  }
}

export function addWords(words: Words, other: Words): void {
  for (let i = 0; i < words.length; i++) words[i] = (words[i] ?? 0) | (other[i] ?? 0);
}

export function subtractWords(words: Words, other: Words): void {
  for (let i = 0; i < words.length; i++) words[i] = (words[i] ?? 0) & ~(other[i] ?? 0);
}

export function intersectWords(words: Words, other: Words): void {
  for (let i = 0; i < words.length; i++) words[i] = (words[i] ?? 0) & (other[i] ?? 0);
}

/** `words` without `other`, as a new array. */
export function difference(words: Words, other: Words): Words {
  const result = words.slice();
  subtractWords(result, other);
  return result;
}

export function isEmpty(words: Words): boolean {
  return words.every((word) => word === 0);
}

/** How many bits of `words` are not in `other`. */
export function countBeyond(words: Words, other: Words): number {
  let count = 0;
  for (let i = 0; i < words.length; i++) count += popCount((words[i] ?? 0) & ~(other[i] ?? 0));
  return count;
}

function popCount(value: number): number {
  let v = value - ((value >>> 1) & 0x55555555);
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
  return (((v + (v >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}
