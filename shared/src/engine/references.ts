const PREDEFINED: ReadonlyMap<string, string> = new Map([
  ["lt", "<"],
  ["gt", ">"],
  ["amp", "&"],
  ["apos", "'"],
  ["quot", '"'],
]);

const REFERENCE = /&(?:#(\d{1,9})|#x([0-9a-f]{1,8})|([^\s&;<#]+));|&/gi;

/**
 * Replaces the five predefined entities and numeric references, each once.
 *
 * @returns the text, or undefined for a reference that XML without a DOCTYPE does not have, or a bare `&`
 */
export function replaceReferences(raw: string): string | undefined {
  if (!raw.includes("&")) return raw;
  let valid = true;
  const text = raw.replace(REFERENCE, (_whole, decimal?: string, hex?: string, name?: string) => {
    const value = name === undefined ? characterOf(decimal, hex) : PREDEFINED.get(name);
    if (value === undefined) valid = false;
    return value ?? "";
  });
  return valid ? text : undefined;
}

function characterOf(decimal: string | undefined, hex: string | undefined): string | undefined {
  const code = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal);
  return isXmlCharacter(code) ? String.fromCodePoint(code) : undefined;
}

/** XML 1.0, production 2. */
function isXmlCharacter(code: number): boolean {
  if (code < 0x20) return code === 0x9 || code === 0xa || code === 0xd;
  return code <= 0xd7ff || (code >= 0xe000 && code <= 0xfffd) || (code >= 0x10000 && code <= 0x10ffff);
}
