/** Consecutive items, `to` not among them. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/**
 * The items of a long row or column that are in view, and some around them.
 *
 * @param start where the view begins, in pixels from the first item
 */
export function visibleRange(start: number, size: number, item: number, count: number, around: number): Range {
  const from = Math.max(0, Math.floor(start / item) - around);
  const to = Math.min(count, Math.ceil((start + size) / item) + around);
  return { from: Math.min(from, count), to: Math.max(to, Math.min(from, count)) };
}

/** The numbers of a range, and one more that must be there: where the focus is. */
export function numbersOf({ from, to }: Range, also: number, count: number): number[] {
  const numbers = Array.from({ length: to - from }, (_, index) => from + index);
  const isIn = also >= from && also < to;
  if (isIn || also < 0 || also >= count) return numbers;
  return also < from ? [also, ...numbers] : [...numbers, also];
}

/** Where to scroll so that an item is in view; where it is already, nothing changes. */
export function scrollFor(item: { start: number; size: number }, view: { start: number; size: number }): number {
  if (item.start < view.start) return item.start;
  return Math.max(view.start, item.start + item.size - view.size);
}
