/** A line of a stream, or why it cannot be read, as the end of a sentence. */
export type Line = { readonly number: number } & ({ readonly text: string } | { readonly wrong: string });

/** A host's documents are some hundred kilobytes; a longer line is none of ours. */
export const MAX_LINE = 16 * 1024 * 1024;

const NEWLINE = 0x0a;

/** The lines of a stream of bytes, without line ends and empty ones; no more than one of them is held. */
export async function* readLines(chunks: AsyncIterable<Uint8Array>, most = MAX_LINE): AsyncGenerator<Line> {
  let parts: Uint8Array[] = [];
  let length = 0;
  let number = 1;
  const take = (): Line | undefined => {
    const line = length > most ? { number, wrong: "it is too long." } : lineOf(Buffer.concat(parts), number);
    parts = [];
    length = 0;
    number++;
    return "text" in line && line.text.trim() === "" ? undefined : line;
  };
  for await (const chunk of chunks) {
    let from = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, from)) {
      if (length <= most) parts.push(chunk.subarray(from, end));
      length += end - from;
      from = end + 1;
      const line = take();
      if (line !== undefined) yield line;
    }
    // Of a line that is too long the rest is let go.
    if (length <= most) parts.push(chunk.subarray(from));
    length += chunk.length - from;
  }
  const last = take();
  if (last !== undefined) yield last;
}

function lineOf(bytes: Uint8Array, number: number): Line {
  try {
    // Takes a byte order mark away.
    return { number, text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    return { number, wrong: "it is not valid UTF-8." };
  }
}
