const PREDEFINED: ReadonlyMap<string, string> = new Map([
  ["lt", "<"],
  ["gt", ">"],
  ["amp", "&"],
  ["quot", '"'],
  ["apos", "'"],
]);

/** Longer than any reference that means something; a limit keeps the search for `;` short. */
const REFERENCE = /&(#[0-9]{1,10}|#x[0-9a-fA-F]{1,8}|[A-Za-z_:][\w:.-]{0,63});/g;

/**
 * What a reference stands for.
 * @param name what is written between `&` and `;`
 * @returns undefined for anything but the predefined five and the numbers of characters XML allows
 */
export function entityText(name: string): string | undefined {
  if (!name.startsWith("#")) return PREDEFINED.get(name);
  const code = name[1] === "x" ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
  return isXmlCharacter(code) ? String.fromCodePoint(code) : undefined;
}

/** Resolves references; unknown ones stay as they are. */
export function decodeEntities(source: string): string {
  if (!source.includes("&")) return source;
  return source.replace(REFERENCE, (whole: string, name: string) => entityText(name) ?? whole);
}

/** Text as a reader gets it: line ends made line feeds, then references resolved. */
export function decodeText(source: string): string {
  return decodeEntities(normalizeLineEnds(source));
}

/** An attribute's value as a reader gets it: white space as typed made spaces, then references resolved. */
export function decodeValue(source: string): string {
  return decodeEntities(source.replace(/\r\n|[\t\n\r]/g, " "));
}

/** Line ends as XML reads them. */
export function normalizeLineEnds(source: string): string {
  return source.includes("\r") ? source.replace(/\r\n?/g, "\n") : source;
}

/** XML 1.0, production Char. */
function isXmlCharacter(code: number): boolean {
  if (code < 0x20) return code === 0x09 || code === 0x0a || code === 0x0d;
  return code < 0xd800 || (code > 0xdfff && code < 0xfffe) || (code > 0xffff && code <= 0x10ffff);
}

/**
 * The reference at an `&`.
 * @returns its end and whether it is known, or undefined where the `&` begins none
 */
export function referenceAt(text: string, at: number): { readonly end: number; readonly known: boolean } | undefined {
  const match = /^&(#[0-9]{1,10}|#x[0-9a-fA-F]{1,8}|[A-Za-z_:][\w:.-]{0,63});/.exec(text.slice(at, at + 68));
  const name = match?.[1];
  return match && name !== undefined ? { end: at + match[0].length, known: entityText(name) !== undefined } : undefined;
}
