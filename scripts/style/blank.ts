/** A source without what is said in it: texts, patterns and comments are spaces, lines stay where they are. */
export interface Blanked {
  readonly code: string;
  /** Lines that hold a comment. */
  readonly commentLines: number;
}

/** A slash begins a pattern where no value is before it. */
const BEFORE_PATTERN = /(?:[=(,:[!&|?{};\n]|=>|\breturn|\bof|\bin)\s*$/;

/** Comments, texts in quotes, patterns; templates keep the code between their braces. */
export function blank(source: string): Blanked {
  const out = [...source];
  const commented = new Set<number>();
  const lineOf = lines(source);
  /** Depth of braces at which each open template goes on. */
  const templates: number[] = [];
  let depth = 0;
  const wipe = (from: number, to: number): number => {
    for (let at = from; at < to; at++) if (out[at] !== "\n") out[at] = " ";
    return to;
  };
  for (let at = 0; at < source.length; ) {
    const char = source[at] ?? "";
    const two = source.slice(at, at + 2);
    if (two === "//" || two === "/*") {
      const mark = two === "//" ? "\n" : "*/";
      const found = source.indexOf(mark, at + 2);
      const end = found < 0 ? source.length : found + (mark === "\n" ? 0 : 2);
      for (let line = lineOf(at); line <= lineOf(end - 1); line++) commented.add(line);
      at = wipe(at, end);
    } else if (char === '"' || char === "'") at = wipe(at + 1, endOfText(source, at + 1, char)) + 1;
    else if (char === "/" && BEFORE_PATTERN.test(source.slice(Math.max(0, at - 20), at))) {
      at = wipe(at + 1, endOfPattern(source, at + 1)) + 1;
    } else if (char === "`" || (char === "}" && templates.at(-1) === depth)) {
      if (char === "}") templates.pop();
      const end = endOfTemplate(source, at + 1);
      wipe(at + 1, end);
      if (source[end] === "$") templates.push(depth);
      at = end + (source[end] === "$" ? 2 : 1);
    } else {
      if (char === "{") depth++;
      if (char === "}") depth--;
      at++;
    }
  }
  return { code: out.join(""), commentLines: commented.size };
}

function lines(source: string): (offset: number) => number {
  const starts = [...source.matchAll(/\n/g)].map(({ index }) => index);
  return (offset) => starts.findLastIndex((start) => start < offset) + 1;
}

function endOfText(source: string, from: number, quote: string): number {
  let at = from;
  while (at < source.length && source[at] !== quote) at += source[at] === "\\" ? 2 : 1;
  return at;
}

/** At the mark that ends it, or at the `$` of `${`. */
function endOfTemplate(source: string, from: number): number {
  let at = from;
  while (at < source.length && source[at] !== "`" && source.slice(at, at + 2) !== "${") {
    at += source[at] === "\\" ? 2 : 1;
  }
  return at;
}

function endOfPattern(source: string, from: number): number {
  let inClass = false;
  let at = from;
  while (at < source.length && source[at] !== "\n" && (inClass || source[at] !== "/")) {
    if (source[at] === "[") inClass = true;
    if (source[at] === "]") inClass = false;
    at += source[at] === "\\" ? 2 : 1;
  }
  return at;
}
