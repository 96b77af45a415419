/**
 * @param bytes a file's content
 * @returns it as text, read as UTF-8 without its byte order mark; what is no UTF-8 becomes U+FFFD
 */
export function bytesToText(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
