/**
 * Reads just enough of a document to tell what it is about.
 *
 * @param text a document or its beginning
 * @returns the name of its outermost element; undefined when the text is no XML or ends before it
 */
export declare function rootName(text: string): string | undefined;
