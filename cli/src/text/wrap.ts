/** Narrower columns of words are harder to read than long lines. */
const MIN_WIDTH = 24;

/** A text as lines of at most so many characters, broken between words; one line where there is no width. */
export function wrap(text: string, width: number | undefined): string[] {
  if (width === undefined || width < MIN_WIDTH || text.length <= width) return [text];
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  lines.push(line);
  return lines;
}
