import { BLANK } from "./numbers.js";

const NUMBER = new RegExp(`^${BLANK}*([+-]?)0*([0-9]*)$`);

/** Digits after which no number fits into 64 bits; longer texts are not turned into numbers. */
const MAX_DIGITS = 20;

/** The least and the most that C's types hold (`int`, `long long`, `unsigned long long`). */
export const LIMITS = {
  int: { least: -(2n ** 31n), most: 2n ** 31n - 1n },
  long: { least: -(2n ** 63n), most: 2n ** 63n - 1n },
  unsigned: { least: 0n, most: 2n ** 64n - 1n },
} as const;

/**
 * Reads a decimal number as libvirt's virStrToLong_i, _ll and _ullp do (12.8): white space and a sign before it allowed,
 * nothing behind it.
 * @returns undefined for everything that libvirt would not read
 */
export function parseNumber(text: string, type: keyof typeof LIMITS): bigint | undefined {
  const match = NUMBER.exec(text);
  const [, sign = "", digits = ""] = match ?? [];
  if (match === null || !/[0-9]$/.test(text) || digits.length > MAX_DIGITS) return undefined;
  if (sign === "-" && type === "unsigned") return undefined;
  const number = sign === "-" ? -BigInt(digits || "0") : BigInt(digits || "0");
  const { least, most } = LIMITS[type];
  return number < least || number > most ? undefined : number;
}

const UINT_MAX = 0xffffffff;
const ULLONG_MAX = 2n ** 64n - 1n;
const COUNT = new RegExp(`^${BLANK}*\\+?([0-9]+)$`);
const NEGATIVE = new RegExp(`^${BLANK}*-([0-9]+)$`);

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
