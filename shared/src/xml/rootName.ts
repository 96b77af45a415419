/**
 * The name of a document's first element, without parsing the document: most XML is none of our business.
 *
 * @returns undefined where there is no element, or what stands before it is not finished
 */
export function rootName(text: string): string | undefined {
  let at = 0;
  for (;;) {
    at = text.indexOf("<", at);
    if (at < 0) return undefined;
    const end = skipMisc(text, at);
    if (end === at) return /^[^\s<>/'"=]+/.exec(text.slice(at + 1, at + 100))?.[0];
    if (end < 0) return undefined;
    at = end;
  }
}

/** Behind a comment, a processing instruction or a document type; `at` itself for an element, -1 without an end. */
function skipMisc(text: string, at: number): number {
  if (text.startsWith("<!--", at)) return behind(text, "-->", at + 4);
  if (text.startsWith("<?", at)) return behind(text, "?>", at);
  if (!text.startsWith("<!", at)) return at;
  const bracket = text.indexOf("[", at);
  const close = text.indexOf(">", at);
  return bracket >= 0 && bracket < close ? behind(text, "]>", at) : behind(text, ">", at);
}

function behind(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found < 0 ? -1 : found + mark.length;
}
