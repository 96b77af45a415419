/** How a document is written, so that what we insert looks like the rest. */
export interface DocumentStyle {
  readonly indent: string;
  readonly newline: "\n" | "\r\n";
  readonly quote: "'" | '"';
}

/** Enough of a document to tell its style. */
const SAMPLE = 20_000;

/**
 * Tells the style from the `<cpu>` if there is one, else from the beginning of the document.
 * @returns two spaces, line feeds and single quotes, as libvirt prints, where the document does not tell
 */
export function documentStyle(text: string): DocumentStyle {
  const cpu = text.search(/<cpu[\s>]/);
  const part = cpu < 0 ? "" : text.slice(Math.max(text.lastIndexOf("\n", cpu) + 1, cpu - SAMPLE), cpu + SAMPLE);
  const whole = text.slice(0, SAMPLE);
  const lineFeed = text.indexOf("\n");
  return {
    indent: indentStep(part) ?? indentStep(whole) ?? "  ",
    newline: lineFeed > 0 && text[lineFeed - 1] === "\r" ? "\r\n" : "\n",
    quote: firstQuote(part) ?? firstQuote(whole) ?? "'",
  };
}

/** What the first line that is deeper than the tag before it has more. */
function indentStep(part: string): string | undefined {
  let before: string | undefined;
  for (const line of part.split("\n")) {
    const indent = /^([ \t]*)<[A-Za-z]/.exec(line)?.[1];
    if (indent === undefined) continue;
    if (before !== undefined && indent.length > before.length && indent.startsWith(before))
      return indent.slice(before.length);
    before = indent;
  }
  return undefined;
}

function firstQuote(part: string): "'" | '"' | undefined {
  const quote = /<[A-Za-z][^<>="']*=\s*(["'])/.exec(part)?.[1];
  return quote === "'" || quote === '"' ? quote : undefined;
}

/** The white space at the beginning of the line that `offset` is in. */
export function lineIndentAt(text: string, offset: number): string {
  const start = offset > 0 ? text.lastIndexOf("\n", offset - 1) + 1 : 0;
  let end = start;
  while (text[end] === " " || text[end] === "\t") end++;
  return text.slice(start, end);
}
