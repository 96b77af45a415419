/**
 * White space in a regular expression as libvirt sees it (g_ascii_isspace, c_isspace): JavaScript's own class has Unicode's as
 * well, which libvirt takes for text.
 */
export const BLANK = "[ \\t\\n\\v\\f\\r]";

const ENDS = new RegExp(`^${BLANK}+|${BLANK}+$`, "g");

/** A text without the white space around it. */
export function trimBlank(text: string): string {
  return text.replaceAll(ENDS, "");
}

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

const ULLONG_MAX = 2n ** 64n - 1n;

/** The most that virDomainParseMemory takes, in bytes. */
export const MEMORY_LIMIT = 2n ** 63n - 1n;

/** Digits after which no number fits into 64 bits, leading zeros aside; longer texts are not turned into numbers. */
const MAX_DIGITS = 20;

const NUMBER = new RegExp(`^${BLANK}*\\+?([0-9]*)$`);

/** A size in bytes, or why libvirt reads none. */
export type Size = { readonly bytes: bigint } | { readonly problem: "number" | "unit" | "overflow" };

/**
 * Reads a size as libvirt's virParseScaledValue and virScaleInteger do (11.3): a whole number, and a unit in any
 * capitals: `b`, `byte` or `bytes`; `k` or `KiB` for 1024, `kB` for 1000, and so on to `E`.
 * @param unit absent or empty: one of `unitBytes`
 * @param limit the most bytes that the place takes
 */
export function parseSize(value: string, unit: string | undefined, unitBytes = 1024n, limit = ULLONG_MAX): Size {
  const digits = NUMBER.exec(value)?.[1]?.replace(/^0+/, "");
  if (digits === undefined || !/[0-9]$/.test(value)) return { problem: "number" };
  const scale = unit === undefined || unit === "" ? unitBytes : scaleOf(unit);
  if (digits.length > MAX_DIGITS || BigInt(digits) > ULLONG_MAX) return { problem: "number" };
  if (scale === undefined) return { problem: "unit" };
  const bytes = BigInt(digits) * scale;
  return bytes > limit ? { problem: "overflow" } : { bytes };
}

/** How many bytes a unit stands for; undefined for one that libvirt does not know. */
export function scaleOf(unit: string): bigint | undefined {
  if (/^(?:b|bytes?)$/i.test(unit)) return 1n;
  const match = /^([kmgtpe])(ib|b)?$/i.exec(unit);
  if (match === null) return undefined;
  const power = "kmgtpe".indexOf((match[1] ?? "").toLowerCase()) + 1;
  return (match[2]?.toLowerCase() === "b" ? 1000n : 1024n) ** BigInt(power);
}
