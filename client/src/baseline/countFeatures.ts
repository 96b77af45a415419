/**
 * @param block a `<cpu>` as the server wrote it
 * @returns how many features it lists
 */
export function countFeatures(block: string): number {
  return block.match(/<feature\b/g)?.length ?? 0;
}
