import { AttributeNode } from "./attribute.js";
import { Char, isNameStart, isQuote, skipName, skipSpace } from "./characters.js";

/** More attributes than this are read the long way, which finds a repeated name among many at once. */
const MOST = 16;

/**
 * The offset after a start tag that is as nearly all are: attributes of other names each, `=` and quotes without space
 * around them, nothing in a value to decode or to doubt.
 *
 * A large document has more attributes than anybody looks at. Such a tag needs none of them yet: `plainAttributes` reads
 * them when asked.
 *
 * @param from after the element's name
 * @param names room for the offsets of names
 * @returns -1 for any other tag, of which nothing is known then
 */
export function plainTagEnd(text: string, from: number, names: number[]): number {
  let at = from;
  for (let count = 0; count <= MOST; count++) {
    const start = skipSpace(text, at);
    const code = text.charCodeAt(start);
    if (code === Char.greaterThan) return start + 1;
    if (code === Char.slash) return text.charCodeAt(start + 1) === Char.greaterThan ? start + 2 : -1;
    if (start === at || !isNameStart(code)) return -1;
    const end = skipName(text, start);
    if (isRepeated(text, start, end, names, count)) return -1;
    names[2 * count] = start;
    names[2 * count + 1] = end;
    at = plainValueEnd(text, end);
    if (at < 0) return -1;
  }
  return -1;
}

/** The attributes of a tag for which `plainTagEnd` has found an end. */
export function plainAttributes(text: string, from: number): AttributeNode[] {
  const attributes: AttributeNode[] = [];
  for (let start = skipSpace(text, from); isNameStart(text.charCodeAt(start)); ) {
    const nameEnd = skipName(text, start);
    const end = plainValueEnd(text, nameEnd);
    attributes.push(new AttributeNode(text, start, end, text.slice(start, nameEnd), nameEnd + 2, end - 1, undefined));
    start = skipSpace(text, end);
  }
  return attributes;
}

/** The offset after `=`, a quote, a value and the same quote; -1 where anything else is there. */
function plainValueEnd(text: string, equals: number): number {
  const quote = text.charCodeAt(equals + 1);
  if (text.charCodeAt(equals) !== Char.equals || !isQuote(quote)) return -1;
  for (let at = equals + 2; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) return at + 1;
    if (code === Char.lessThan || code === Char.greaterThan || code === Char.ampersand || code < Char.space) return -1;
  }
  return -1;
}

function isRepeated(text: string, start: number, end: number, names: readonly number[], count: number): boolean {
  for (let other = 0; other < count; other++) {
    const otherStart = names[2 * other] ?? 0;
    if ((names[2 * other + 1] ?? 0) - otherStart === end - start && isSame(text, otherStart, start, end - start)) {
      return true;
    }
  }
  return false;
}

function isSame(text: string, one: number, other: number, length: number): boolean {
  for (let index = 0; index < length; index++) {
    if (text.charCodeAt(one + index) !== text.charCodeAt(other + index)) return false;
  }
  return true;
}
