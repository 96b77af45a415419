import { type Layout, ROW_HEIGHT, startOf } from "./layout.js";

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

/** Where the user looks, in pixels, and what has the focus. */
export interface Viewport {
  readonly top: number;
  readonly left: number;
  readonly width: number;
  readonly height: number;
  readonly active: { readonly row: number; readonly column: number };
}

const ROWS_AROUND = 10;
/** Columns come in steps, so that not every pixel makes new cells. */
const COLUMN_STEP = 8;

/** The rows and columns that must stand in the page, in order; the fixed columns always do and are not among them. */
export function inPage(
  { top, left, width, height, active }: Viewport,
  layout: Layout,
  { rows, columns, fixed }: { readonly rows: number; readonly columns: number; readonly fixed: number },
): { readonly rows: number[]; readonly columns: number[] } {
  const { column, header } = layout;
  const across = visibleRange(left, Math.max(0, width - startOf(fixed, layout)), column, columns - fixed, 0);
  const from = across.from - (across.from % COLUMN_STEP);
  const to = Math.min(columns - fixed, Math.ceil(across.to / COLUMN_STEP) * COLUMN_STEP);
  const down = visibleRange(top, Math.max(0, height - header), ROW_HEIGHT, rows, ROWS_AROUND);
  return {
    rows: numbersOf(down, active.row, rows),
    columns: numbersOf({ from: from + fixed, to: to + fixed }, active.column, columns).filter((at) => at >= fixed),
  };
}
