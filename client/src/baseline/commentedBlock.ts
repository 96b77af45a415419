/**
 * Puts remarks above and below a block of XML.
 *
 * @param above the lines of the comment before it
 * @param block the XML
 * @param below the lines of the comment after it
 * @returns a well-formed text whatever the lines hold
 */
export function commentedBlock(above: readonly string[], block: string, below: readonly string[]): string {
  return `${[comment(above), block.trimEnd(), comment(below)].filter((part) => part !== "").join("\n\n")}\n`;
}

function comment(lines: readonly string[]): string {
  if (lines.length === 0) return "";
  // Two hyphens end a comment, and a file's name may hold them.
  const safe = lines.map((line) => line.replaceAll("-", (_, at: number) => (line[at - 1] === "-" ? " -" : "-")));
  return `<!-- ${safe.join("\n     ")} -->`;
}

/**
 * @param block a `<cpu>` as the server wrote it
 * @returns how many features it lists
 */
export function featureCount(block: string): number {
  return block.match(/<feature\b/g)?.length ?? 0;
}
