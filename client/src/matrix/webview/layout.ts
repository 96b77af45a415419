/** Sizes of the grid's parts, in pixels. */
export interface Layout {
  /** Width of the first column, which has the names. */
  readonly names: number;
  /** Width of every other column. */
  readonly column: number;
  readonly header: number;
  /** Names of hosts stand level beside each other; where there is no room they are turned. */
  readonly isTurned: boolean;
}

export const ROW_HEIGHT = 24;

const SCROLLBAR = 14;
/** A level column has room for the parts of a model's name, on two lines. */
const LEAST_LEVEL = 98;
const MOST_LEVEL = 160;
/** Beside a level name. */
const AROUND_LEVEL = 20;
const LEAST_TURNED = 30;
const MOST_TURNED = 44;
/** A name, two lines about it, the verdict's sign, and what is around them. */
const LEVEL_HEADER = 80;
/** The names of features, and what they mean. */
const LEAST_NAMES = 150;
const MOST_NAMES = 420;
/** Roughly a character of the font; turned names are cut at the longest. */
const CHARACTER = 7;
const LONGEST_TURNED = 24;
/** Below and above a turned name: the verdict's sign, the sort's arrow. */
const AROUND_TURNED = 40;

/**
 * @param width of the view
 * @param columns beside the first
 * @param longest characters of the longest column name
 */
export function gridLayout(width: number, columns: number, longest: number): Layout {
  const shareBeside = (names: number) => Math.floor((width - names - SCROLLBAR) / columns);
  const level = clamp(CHARACTER * longest + AROUND_LEVEL, LEAST_LEVEL, MOST_LEVEL);
  const least = Math.round(clamp(width * 0.36, LEAST_NAMES, 340));
  if (columns === 0) return { names: least, column: MOST_LEVEL, header: LEVEL_HEADER, isTurned: false };
  if (shareBeside(least) >= level || shareBeside(LEAST_NAMES) >= level) {
    // Signs are small: what the columns can do without goes to the names.
    const names = clamp(width - SCROLLBAR - level * columns, LEAST_NAMES, Math.max(least, MOST_NAMES));
    return { names, column: clamp(shareBeside(names), level, MOST_LEVEL), header: LEVEL_HEADER, isTurned: false };
  }
  const names = least;
  const share = shareBeside(names);
  return {
    names,
    column: clamp(share, LEAST_TURNED, MOST_TURNED),
    header: AROUND_TURNED + CHARACTER * clamp(longest, 4, LONGEST_TURNED),
    isTurned: true,
  };
}

/** Where a column begins, in pixels. */
export function startOf(column: number, { names, column: width }: Layout): number {
  return column === 0 ? 0 : names + (column - 1) * width;
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}

/** Consecutive items, `to` not among them. */
interface Range {
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
interface Viewport {
  readonly top: number;
  readonly left: number;
  readonly width: number;
  readonly height: number;
  readonly active: { readonly row: number; readonly column: number };
}

const ROWS_AROUND = 10;
/** Columns come in steps, so that not every pixel makes new cells. */
const COLUMN_STEP = 8;

/** The rows and columns that must be in the page, in order, without the fixed columns, which always are. */
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
