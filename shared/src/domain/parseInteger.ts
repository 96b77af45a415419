import { BLANK } from "./blank.js";

const UINT_MAX = 0xffffffff;
const INTEGER = new RegExp(`^${BLANK}*\\+?(?:0x([0-9a-f]+)|(0[0-7]*)|([1-9][0-9]*))$`, "i");

/**
 * Reads an unsigned integer where libvirt lets the text choose the base (virXMLPropUInt with base 0, 11.3): `0x` in front
 * for sixteen, `0` for eight.
 * @returns undefined for everything that libvirt would not read
 */
export function parseInteger(text: string): number | undefined {
  const match = INTEGER.exec(text);
  if (match === null) return undefined;
  const [, hex, octal, decimal] = match;
  const number = hex !== undefined ? Number.parseInt(hex, 16) : octal ? Number.parseInt(octal, 8) : Number(decimal);
  return number <= UINT_MAX ? number : undefined;
}
