/** It is there wherever this runs; TypeScript knows it as the browser's or Node's only. */
declare class TextDecoder {
  constructor(label?: string, options?: { readonly fatal?: boolean });
  readonly encoding: string;
  decode(bytes: Uint8Array): string;
}

const MARKS: readonly (readonly [encoding: string, bytes: readonly number[]])[] = [
  ["utf-8", [0xef, 0xbb, 0xbf]],
  ["utf-16le", [0xff, 0xfe]],
  ["utf-16be", [0xfe, 0xff]],
];

/** The encoding that a file's byte order mark tells, as TextDecoder calls it; undefined without one. */
export function markedEncoding(bytes: Uint8Array): string | undefined {
  return MARKS.find(([, mark]) => mark.every((byte, index) => bytes[index] === byte))?.[0];
}

/** How a document is written on disk, so that it can be written back the same way. */
export interface Encoding {
  /** As TextDecoder calls it. */
  readonly label: string;
  readonly hasMark: boolean;
}

export type DecodedBytes = { readonly text: string; readonly encoding: Encoding } | { readonly error: string };

/** An XML declaration is at the very beginning, and short. */
const DECLARATION = /^<\?xml\s[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']/;

/** Reads bytes as XML's rules say: by their byte order mark, else by the declaration, else as UTF-8; the mark is not part of the text. */
export function decodeBytes(bytes: Uint8Array): DecodedBytes {
  const marked = markedEncoding(bytes);
  const label = marked ?? declaredIn(bytes);
  try {
    const decoder = new TextDecoder(label, { fatal: true });
    // A declaration may say UTF8; other encodings have names that nobody knows them by.
    const name = decoder.encoding.startsWith("utf-") ? decoder.encoding : label;
    return { text: decoder.decode(bytes), encoding: { label: name, hasMark: marked !== undefined } };
  } catch (error) {
    if (error instanceof RangeError) return { error: `Its encoding ${label} is not one that can be read.` };
    return { error: `It is not valid ${label.toUpperCase()}.` };
  }
}

/** The text of a file that is only read: the same, but what is no text becomes U+FFFD. */
export function textOfBytes(bytes: Uint8Array): string {
  const decoded = decodeBytes(bytes);
  return "text" in decoded ? decoded.text : new TextDecoder(markedEncoding(bytes)).decode(bytes);
}

function declaredIn(bytes: Uint8Array): string {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, 300));
  const declared = DECLARATION.exec(head)?.[1]?.toLowerCase();
  // What can be read like this is not UTF-16, whatever it says; and plain ASCII is UTF-8 under any name.
  if (declared === undefined || declared.startsWith("utf-16") || bytes.every((byte) => byte < 0x80)) return "utf-8";
  return declared;
}
