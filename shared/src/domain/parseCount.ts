import { BLANK } from "./blank.js";

const UINT_MAX = 0xffffffff;
const COUNT = new RegExp(`^${BLANK}*\\+?[0-9]+$`);

/**
 * Reads an unsigned integer as libvirt's virStrToLong_uip does (11.3): decimal, white space and a plus sign before it
 * allowed, nothing behind it, at most 4294967295.
 * @returns undefined for everything else
 */
export function parseCount(text: string): number | undefined {
  if (!COUNT.test(text)) return undefined;
  const number = Number(text);
  return number <= UINT_MAX ? number : undefined;
}
