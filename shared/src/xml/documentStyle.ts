/** How a document is written, so that what we insert looks like the rest. */
export interface DocumentStyle {
  readonly indent: string;
  readonly newline: "\n" | "\r\n";
  readonly quote: "'" | '"';
}

/** Enough of a document to tell its style. */
const SAMPLE = 20_000;
/** libvirt prints the `<cpu>` among the first things: further behind nobody looks, as every edit asks for the style. */
const LOOKED_AT = 64_000;
/** Lines that are longer, or begin with more white space, are not laid out by anybody. */
const LONGEST_LINE = 10_000;
const DEEPEST = 1000;

/**
 * Tells the style from the `<cpu>` if there is one near the beginning, else from the beginning of the document.
 * @returns two spaces, line feeds and single quotes, as libvirt prints, where the document does not tell
 */
export function documentStyle(text: string): DocumentStyle {
  const looked = text.slice(0, LOOKED_AT);
  const cpu = looked.search(/<cpu[\s>]/);
  const part = cpu < 0 ? "" : text.slice(Math.max(looked.lastIndexOf("\n", cpu) + 1, cpu - SAMPLE), cpu + SAMPLE);
  const whole = text.slice(0, SAMPLE);
  const lineFeed = looked.indexOf("\n");
  return {
    indent: indentStep(part) ?? indentStep(whole) ?? "  ",
    newline: lineFeed > 0 && text[lineFeed - 1] === "\r" ? "\r\n" : "\n",
    quote: firstQuote(part) ?? firstQuote(whole) ?? "'",
  };
}

/** What the first line that is deeper than the tag before it has more. */
function indentStep(part: string): string | undefined {
  let before: string | undefined;
  for (let at = 0; at >= 0; at = nextLine(part, at)) {
    const indent = /^([ \t]*)<[A-Za-z]/.exec(part.slice(at, at + DEEPEST))?.[1];
    if (indent === undefined) continue;
    if (before !== undefined && indent.length > before.length && indent.startsWith(before))
      return indent.slice(before.length);
    before = indent;
  }
  return undefined;
}

function nextLine(text: string, from: number): number {
  const newline = text.indexOf("\n", from);
  return newline < 0 ? -1 : newline + 1;
}

function firstQuote(part: string): "'" | '"' | undefined {
  const quote = /<[A-Za-z][^<>="']*=\s*(["'])/.exec(part)?.[1];
  return quote === "'" || quote === '"' ? quote : undefined;
}

/** The white space at the beginning of the line that `offset` is in; none where that line begins too far away. */
export function lineIndentAt(text: string, offset: number): string {
  const from = Math.max(0, offset - LONGEST_LINE);
  const start = text.slice(from, offset).lastIndexOf("\n") + 1;
  if (start === 0 && from > 0) return "";
  return /^[ \t]*/.exec(text.slice(from + start, from + start + DEEPEST))?.[0] ?? "";
}
