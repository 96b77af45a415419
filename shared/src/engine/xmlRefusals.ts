import { CpuError } from "./cpuError.js";

/** No document of libvirt's comes near this: the largest domain capabilities known are 0.2 MB. */
const MAX_CHARACTERS = 8_000_000;

/** What XML 1.0 does not allow anywhere in a document. */
const ILLEGAL_CHARACTER = /[^\t\n\r -\uFFFD]/;

/**
 * What is refused before a document from elsewhere is read at all.
 *
 * @throws CpuError `not-well-formed` or `too-large`
 */
export function refuseUnread(text: string): void {
  if (text.length > MAX_CHARACTERS) {
    throw new CpuError("too-large", "XML error", `document is larger than ${MAX_CHARACTERS} characters`);
  }
  if (/<!DOCTYPE/i.test(text)) throw notWellFormed("a document type declaration is not read");
  if (ILLEGAL_CHARACTER.test(text)) throw notWellFormed("a character is not allowed in XML");
}

/**
 * @param detail why libxml2 would not read it
 * @param subject `end` where the document stops too early
 */
export function notWellFormed(detail: string, subject?: "end"): CpuError {
  return new CpuError("not-well-formed", "XML error", `not well-formed: ${detail}`, subject);
}
