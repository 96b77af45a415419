/** A name as text of an XML document; what XML cannot hold (control characters, half surrogates) is dropped. */
export function escapeXml(content: string): string {
  return content
    .replaceAll(/(?![\t\n\r])\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
