import { Char, isLineEnd, isNamePart, isQuote, isSpace, skipName, skipSpace } from "./characters.js";
import { decodeValue, type Entities } from "./entities.js";
import { checkReferences, nameEntry, report, type Scan } from "./scan.js";
import type { Range, XmlAttribute } from "./tree.js";

/**
 * Reads the attribute at `start`, where a name, a `=` or a quote stands.
 * @returns the attribute, at least one character long, with `scan.at` moved after it
 */
export function scanAttribute(scan: Scan, start: number): AttributeNode {
  const nameEnd = skipName(scan.text, start);
  if (nameEnd === start) report(scan, "missing-name", start, start + 1);
  const raw = scanValue(scan, start, nameEnd);
  const name = nameEntry(scan, scan.text.slice(start, nameEnd)).name;
  if (typeof raw === "number") {
    scan.at = raw;
    report(scan, "missing-value", start, raw);
    return new AttributeNode(scan.source, start, raw, name, -1, -1, undefined);
  }
  scan.at = raw.end;
  if (!raw.plain) checkReferences(scan, raw.start, raw.valueEnd, true);
  const entities = raw.plain ? undefined : scan.entities;
  return new AttributeNode(scan.source, start, raw.end, name, raw.start, raw.valueEnd, entities);
}

/** The value after a name, or, where there is none, the offset at which the attribute ends. */
function scanValue(scan: Scan, start: number, nameEnd: number): RawValue | number {
  const { text } = scan;
  if (isQuote(text.charCodeAt(nameEnd))) {
    if (nameEnd > start) report(scan, "missing-equals", nameEnd, nameEnd + 1);
    return closedValue(scan, nameEnd);
  }
  const equals = skipSpace(text, nameEnd);
  if (text.charCodeAt(equals) !== Char.equals) return nameEnd;
  const at = skipSpace(text, equals + 1);
  if (isQuote(text.charCodeAt(at))) return closedValue(scan, at);
  if (!beginsBareValue(text, equals + 1, at)) return equals + 1;
  const raw = bareValue(text, at);
  report(scan, "missing-quotes", raw.start, raw.end);
  return raw;
}

function closedValue(scan: Scan, quote: number): RawValue {
  const raw = quotedValue(scan.text, quote);
  if (!raw.closed) report(scan, "unclosed-quote", quote, raw.end);
  else if (beginsAttribute(scan.text.charCodeAt(raw.end))) report(scan, "missing-space", raw.end, raw.end + 1);
  return raw;
}

function beginsAttribute(code: number): boolean {
  return isNamePart(code) || isQuote(code);
}

/** Is what is after `=` a value without quotes, and not the tag's end, the next line or the next attribute? */
function beginsBareValue(text: string, from: number, at: number): boolean {
  if (at >= text.length) return false;
  for (let between = from; between < at; between++) if (isLineEnd(text.charCodeAt(between))) return false;
  const code = text.charCodeAt(at);
  if (code === Char.greaterThan || code === Char.lessThan || code === Char.equals) return false;
  if (code === Char.slash && text.charCodeAt(at + 1) === Char.greaterThan) return false;
  const nameEnd = skipName(text, at);
  const equals = skipSpace(text, nameEnd);
  return (
    nameEnd === at || text.charCodeAt(equals) !== Char.equals || !isQuote(text.charCodeAt(skipSpace(text, equals + 1)))
  );
}

/** May an attribute (perhaps a damaged one) begin with this character? */
export function startsAttribute(code: number): boolean {
  return isNamePart(code) || isQuote(code) || code === Char.equals;
}

/** Can nothing that a tag is made of begin here? */
export function isJunk(code: number): boolean {
  return (
    !startsAttribute(code) &&
    !isSpace(code) &&
    code !== Char.slash &&
    code !== Char.greaterThan &&
    code !== Char.lessThan
  );
}

/** An attribute. It holds offsets and makes the rest when asked: most are never looked at. */
export class AttributeNode implements XmlAttribute {
  /**
   * @param valueStart -1 where there is no value
   * @param entities by which the value is decoded; undefined where nothing in it needs that
   */
  constructor(
    private readonly source: string,
    readonly start: number,
    readonly end: number,
    readonly name: string,
    private readonly valueStart: number,
    private readonly valueEnd: number,
    private readonly entities: Entities | undefined,
  ) {}

  get nameRange(): Range {
    return { start: this.start, end: this.start + this.name.length };
  }

  get value(): string {
    const typed = this.valueStart < 0 ? "" : this.source.slice(this.valueStart, this.valueEnd);
    return this.entities === undefined ? typed : decodeValue(typed, this.entities);
  }

  get valueRange(): Range | undefined {
    return this.valueStart < 0 ? undefined : { start: this.valueStart, end: this.valueEnd };
  }

  get quote(): '"' | "'" | undefined {
    const before = this.valueStart < 0 ? "" : this.source[this.valueStart - 1];
    return before === "'" || before === '"' ? before : undefined;
  }

  get closed(): boolean {
    const { quote } = this;
    return quote !== undefined && this.end === this.valueEnd + 1 && this.source[this.valueEnd] === quote;
  }
}

/** A value as it is in the text: `end` is after the closing quote, or after what there is. */
interface RawValue {
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
function quotedValue(text: string, open: number): RawValue {
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
function bareValue(text: string, start: number): RawValue {
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
