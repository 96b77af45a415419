const UINT_MAX = 0xffffffff;

/**
 * Reads an unsigned integer as libvirt's virStrToLong_uip does (11.3): decimal, white space and a plus sign before it
 * allowed, nothing behind it, at most 4294967295.
 * @returns undefined for everything else
 */
export function parseCount(text: string): number | undefined {
  if (!/^\s*\+?[0-9]+$/.test(text)) return undefined;
  const number = Number(text);
  return number <= UINT_MAX ? number : undefined;
}
