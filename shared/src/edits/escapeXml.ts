/** A value as it may stand between quotes of this kind. */
export function escapeAttribute(value: string, quote: "'" | '"'): string {
  const escaped = value.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return quote === "'" ? escaped.replaceAll("'", "&apos;") : escaped.replaceAll('"', "&quot;");
}

/** Text as it may stand between tags. */
export function escapeText(value: string): string {
  return value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
