import type { Paint } from "./printer.js";

/** What our own Markdown holds: escaped characters, code, bold. */
const INLINE = /\\([\\`*_{}[\]()#+\-.!|<>&~$])|`([^`]*)`|\*\*((?:\\.|[^*\\])*)\*\*/g;

/** Our Markdown (see shared/src/describe) as lines for a terminal. */
export function markdownLines(markdown: string, paint: Paint): string[] {
  return markdown.split("\n").map((line) => inline(line.replace(/ {2}$/, ""), paint).replace(/^- /, "• "));
}

function inline(text: string, paint: Paint): string {
  return text.replaceAll(INLINE, (_, escaped?: string, code?: string, bold?: string) => {
    if (escaped !== undefined) return escaped;
    return code !== undefined ? paint.cyan(code) : paint.bold(inline(bold ?? "", NO_PAINT));
  });
}

const same = (text: string) => text;
const NO_PAINT: Paint = { bold: same, dim: same, red: same, green: same, yellow: same, cyan: same };
