import { Char, isLineEnd, isQuote, isSpace } from "./characters.js";

/** A value as it stands in the text: `end` is after the closing quote, or after what there is. */
export interface RawValue {
  readonly start: number;
  readonly valueEnd: number;
  readonly end: number;
  readonly closed: boolean;
  /** Nothing in it needs decoding. */
  readonly plain: boolean;
}

/** White space, a name, `=` and a quote: here begins another attribute. */
const NEXT_ATTRIBUTE = /\s[\w:.-]+\s*=\s*["']/;

/** Reads the quoted value whose opening quote is at `open`; one without its closing quote ends where it most likely should. */
export function quotedValue(text: string, open: number): RawValue {
  const quoteCode = text.charCodeAt(open);
  let plain = true;
  let crossing = false;
  let at = open + 1;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quoteCode || code === Char.lessThan) break;
    if (code === Char.ampersand) plain = false;
    else if (code === Char.greaterThan) crossing = true;
    else if (code < Char.space) {
      plain = false;
      if (isLineEnd(code)) crossing = true;
    }
  }
  const found = at < text.length && text.charCodeAt(at) === quoteCode;
  if (found && !belongsToAnother(text, open + 1, at, crossing)) {
    return { start: open + 1, valueEnd: at, end: at + 1, closed: true, plain };
  }
  return unclosedValue(text, open, found ? at + 1 : at);
}

/** Is the quote at `close` the opening one of a later attribute, the own one having been forgotten? */
function belongsToAnother(text: string, start: number, close: number, crossing: boolean): boolean {
  if (close + 1 >= text.length || endsValue(text.charCodeAt(close + 1))) return false;
  return crossing || NEXT_ATTRIBUTE.test(text.slice(start, close + 1));
}

function endsValue(code: number): boolean {
  return isSpace(code) || code === Char.slash || code === Char.greaterThan || code === Char.lessThan;
}

/** An open value ends at the line's end, at the tag's end, or before the next attribute, whichever comes first. */
function unclosedValue(text: string, open: number, limit: number): RawValue {
  const start = open + 1;
  let end = start;
  while (end < limit && !isLineEnd(text.charCodeAt(end)) && text.charCodeAt(end) !== Char.greaterThan) end++;
  const tagEnds = end < limit && text.charCodeAt(end) === Char.greaterThan;
  if (tagEnds && end > start && text.charCodeAt(end - 1) === Char.slash) end--;
  const next = NEXT_ATTRIBUTE.exec(text.slice(start, end));
  if (next) end = start + next.index;
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
  const wrongQuote = end > start && isQuote(text.charCodeAt(end - 1));
  return { start, valueEnd: wrongQuote ? end - 1 : end, end, closed: false, plain: false };
}

/** Reads a value without quotes; a quote at its end is not part of it. */
export function bareValue(text: string, start: number): RawValue {
  let end = start;
  while (end < text.length && !endsBareValue(text, end)) end++;
  const wrongQuote = end > start && isQuote(text.charCodeAt(end - 1));
  return { start, valueEnd: wrongQuote ? end - 1 : end, end, closed: false, plain: false };
}

function endsBareValue(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code === Char.slash) return text.charCodeAt(at + 1) === Char.greaterThan;
  return isSpace(code) || code === Char.greaterThan || code === Char.lessThan;
}
