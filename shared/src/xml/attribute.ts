import { AttributeNode } from "./attributeNode.js";
import { bareValue, quotedValue, type RawValue } from "./attributeValue.js";
import { Char, isLineEnd, isNamePart, isQuote, isSpace, skipName, skipSpace } from "./characters.js";
import { checkReferences, nameEntry, report, type Scan } from "./scan.js";

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
    return new AttributeNode(scan.text, start, raw, name, -1, -1, true);
  }
  scan.at = raw.end;
  if (!raw.plain) checkReferences(scan, raw.start, raw.valueEnd);
  return new AttributeNode(scan.text, start, raw.end, name, raw.start, raw.valueEnd, raw.plain);
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

/** Is what stands after `=` a value without quotes, and not the tag's end, the next line or the next attribute? */
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
