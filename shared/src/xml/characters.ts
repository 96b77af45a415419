export const Char = {
  tab: 0x09,
  lineFeed: 0x0a,
  carriageReturn: 0x0d,
  space: 0x20,
  exclamation: 0x21,
  doubleQuote: 0x22,
  ampersand: 0x26,
  singleQuote: 0x27,
  hyphen: 0x2d,
  slash: 0x2f,
  lessThan: 0x3c,
  equals: 0x3d,
  greaterThan: 0x3e,
  question: 0x3f,
  openBracket: 0x5b,
  closeBracket: 0x5d,
  byteOrderMark: 0xfeff,
} as const;

/** XML's white space: space, tab, line feed, carriage return. */
export function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

export function isLineEnd(code: number): boolean {
  return code === 0x0a || code === 0x0d;
}

export function isQuote(code: number): boolean {
  return code === 0x22 || code === 0x27;
}

/** Spaces that come along when text is pasted; XML allows them in no tag, and they must not glue two names together. */
function isForeignSpace(code: number): boolean {
  return code === 0xa0 || (code >= 0x2000 && code <= 0x200b) || code === 0x202f || code === 0x3000 || code === 0xfeff;
}

/** May a name begin with it? XML's rule for ASCII; wider beyond, where libvirt has no names anyway. */
export function isNameStart(code: number): boolean {
  if (code >= 0x61 && code <= 0x7a) return true;
  if (code < 0x80) return (code >= 0x41 && code <= 0x5a) || code === 0x5f || code === 0x3a;
  // Not NaN, which stands for the end of the text.
  return code >= 0x80 && !isForeignSpace(code);
}

/** May a name go on with it? */
export function isNamePart(code: number): boolean {
  return isNameStart(code) || (code >= 0x30 && code <= 0x39) || code === 0x2d || code === 0x2e;
}

/** The offset after the white space at `from`. */
export function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && isSpace(text.charCodeAt(at))) at++;
  return at;
}

/** The offset after the name at `from`. */
export function skipName(text: string, from: number): number {
  let at = from;
  while (at < text.length && isNamePart(text.charCodeAt(at))) at++;
  return at;
}

/** The end of the line that `from` is in, before its line feed; never past `limit`. */
export function lineEnd(text: string, from: number, limit: number): number {
  let at = from;
  while (at < limit && !isLineEnd(text.charCodeAt(at))) at++;
  return at;
}

/** Is there nothing but white space? */
export function isBlank(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (!isSpace(text.charCodeAt(at))) return false;
  return true;
}
