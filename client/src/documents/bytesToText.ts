import { markedEncoding } from "../../../shared/src/byteOrderMark.js";

/**
 * @param bytes a file's content
 * @returns it as text without its byte order mark, which tells UTF-16, as PowerShell writes what it redirects; else it is
 * read as UTF-8, and what is none becomes U+FFFD
 */
export function bytesToText(bytes: Uint8Array): string {
  return new TextDecoder(markedEncoding(bytes)).decode(bytes);
}
