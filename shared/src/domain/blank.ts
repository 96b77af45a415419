/**
 * White space in a regular expression as libvirt sees it (g_ascii_isspace, c_isspace): JavaScript's own class has Unicode's as
 * well, which libvirt takes for text.
 */
export const BLANK = "[ \\t\\n\\v\\f\\r]";

const ENDS = new RegExp(`^${BLANK}+|${BLANK}+$`, "g");

/** A text without the white space around it. */
export function trimBlank(text: string): string {
  return text.replaceAll(ENDS, "");
}
