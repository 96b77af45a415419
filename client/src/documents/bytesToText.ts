/**
 * @param bytes a file's content
 * @returns it as text without its byte order mark, which tells UTF-16, as PowerShell writes what it redirects; else it is
 * read as UTF-8, and what is none becomes U+FFFD
 */
export function bytesToText(bytes: Uint8Array): string {
  return new TextDecoder(encodingOf(bytes)).decode(bytes);
}

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  return first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
}
