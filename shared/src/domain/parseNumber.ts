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
