/** What stands before the root: a declaration, instructions, comments, a document type without an internal subset. */
const skipped: readonly (readonly [start: string, end: string])[] = [
  ["<?", "?>"],
  ["<!--", "-->"],
  ["<!DOCTYPE", ">"],
];

/**
 * Reads just enough of a document to tell what it is about.
 *
 * @param text a document or its beginning
 * @returns the name of its outermost element; undefined when the text is no XML or ends before it
 */
export function rootName(text: string): string | undefined {
  let rest = text.replace(/^\uFEFF/, "").trimStart();
  for (;;) {
    const prologue = skipped.find(([start]) => rest.startsWith(start));
    if (prologue === undefined) return /^<([A-Za-z_][\w.-]*)[\s/>]/.exec(rest)?.[1];
    const end = rest.indexOf(prologue[1], prologue[0].length);
    if (end < 0) return undefined;
    rest = rest.slice(end + prologue[1].length).trimStart();
  }
}
