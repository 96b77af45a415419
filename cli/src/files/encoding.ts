import { markedEncoding } from "../../../shared/src/byteOrderMark.js";

/** How a document is written on disk, so that it can be written back the same way. */
export interface Encoding {
  /** As TextDecoder calls it. */
  readonly label: string;
  readonly hasMark: boolean;
}

export type Decoded = { readonly text: string; readonly encoding: Encoding } | { readonly error: string };

/** An XML declaration is at the very beginning, and short. */
const DECLARATION = /^<\?xml\s[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']/;

/** Reads bytes as XML's rules say: by their byte order mark, else by the declaration, else as UTF-8; the mark is not part of the text. */
export function decode(bytes: Uint8Array): Decoded {
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

/** What is printed is UTF-8: a document that declares something else must not be. */
export function isPrinted({ label }: Encoding): boolean {
  return label === "utf-8";
}

/** The bytes of a text; undefined where this encoding cannot be written. */
export function encode(text: string, { label, hasMark }: Encoding): Uint8Array | undefined {
  const mark = hasMark ? "\ufeff" : "";
  if (label === "utf-8") return Buffer.from(mark + text, "utf8");
  if (label === "utf-16le") return Buffer.from(mark + text, "utf16le");
  return label === "utf-16be" ? Buffer.from(mark + text, "utf16le").swap16() : undefined;
}

function declaredIn(bytes: Uint8Array): string {
  const declared = DECLARATION.exec(Buffer.from(bytes.subarray(0, 300)).toString("latin1"))?.[1]?.toLowerCase();
  // What can be read like this is not UTF-16, whatever it says; and plain ASCII is UTF-8 under any name.
  if (declared === undefined || declared.startsWith("utf-16") || bytes.every((byte) => byte < 0x80)) return "utf-8";
  return declared;
}
