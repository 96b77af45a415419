/** Where two texts differ: from start, until end in the old one and newEnd in the new one. Never within a line's end. */
export function differingRange(before: string, after: string): { start: number; end: number; newEnd: number } {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  if (before[start - 1] === "\r") start--;
  let same = 0;
  while (same < shorter - start && before[before.length - 1 - same] === after[after.length - 1 - same]) same++;
  if (same > 0 && before[before.length - same] === "\n") same--;
  return { start, end: before.length - same, newEnd: after.length - same };
}
