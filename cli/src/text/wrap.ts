/** Narrower columns of words are harder to read than long lines. */
const MIN_WIDTH = 24;

/** Colours take no room. */
const COLOUR = /\p{Cc}\[\d+m/gu;

/**
 * A text as lines of at most so many characters, broken between words; one line where there is no width.
 *
 * @param indent what the lines behind the first begin with
 */
export function wrap(text: string, width: number | undefined, indent = ""): string[] {
  if (width === undefined || width < MIN_WIDTH || lengthOf(text) <= width) return [text];
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && lengthOf(line) + 1 + lengthOf(word) > width) {
      lines.push(line);
      line = indent + word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  lines.push(line);
  return lines;
}

function lengthOf(text: string): number {
  return text.includes("\u001b") ? text.replaceAll(COLOUR, "").length : text.length;
}
