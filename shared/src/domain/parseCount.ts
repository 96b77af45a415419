import { BLANK } from "./numbers.js";

const UINT_MAX = 0xffffffff;
const ULLONG_MAX = 2n ** 64n - 1n;
const COUNT = new RegExp(`^${BLANK}*\\+?([0-9]+)$`);
const NEGATIVE = new RegExp(`^${BLANK}*-([0-9]+)$`);

/** Digits after which no number fits into 64 bits, leading zeros aside; longer texts are not turned into numbers. */
const MAX_DIGITS = 20;

/**
 * Reads an unsigned integer as libvirt's virStrToLong_uip does (11.3): decimal, white space and a plus sign before it
 * allowed, nothing behind it, at most 4294967295.
 * @returns undefined for everything else
 */
export function parseCount(text: string): number | undefined {
  const digits = COUNT.exec(text)?.[1];
  if (digits === undefined) return undefined;
  const number = Number(digits);
  return number <= UINT_MAX ? number : undefined;
}

/**
 * Reads an unsigned integer as libvirt's virStrToLong_ui does (9.0, 12.8), which the older readers use: a negative number
 * wraps around, so that -4294967294 is 2.
 */
export function parseWrapping(text: string): number | undefined {
  const negative = NEGATIVE.exec(text)?.[1];
  if (negative === undefined) return parseCount(text);
  const number = Number(negative);
  if (number > UINT_MAX) return undefined;
  return number === 0 ? 0 : UINT_MAX + 1 - number;
}

/**
 * Reads an unsigned integer of 64 bits, as libvirt's virStrToLong_ullp does (9.0, 12.8).
 * @returns undefined for everything else
 */
export function parseLong(text: string): bigint | undefined {
  const digits = COUNT.exec(text)?.[1]?.replace(/^0+(?=.)/, "");
  if (digits === undefined || digits.length > MAX_DIGITS) return undefined;
  const number = BigInt(digits);
  return number <= ULLONG_MAX ? number : undefined;
}
