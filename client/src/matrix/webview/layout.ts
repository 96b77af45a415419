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
/** Names of this width stand level in any case, or not at all. */
const LEAST_LEVEL = 72;
const MOST_LEVEL = 160;
/** Beside a level name. */
const AROUND_LEVEL = 20;
const LEAST_TURNED = 30;
const MOST_TURNED = 44;
const LEVEL_HEADER = 58;
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
export function layoutOf(width: number, columns: number, longest: number): Layout {
  const names = Math.round(clamp(width * 0.36, 150, 340));
  const share = columns === 0 ? MOST_LEVEL : Math.floor((width - names - SCROLLBAR) / columns);
  if (share >= clamp(CHARACTER * longest + AROUND_LEVEL, LEAST_LEVEL, MOST_LEVEL)) {
    return { names, column: Math.min(share, MOST_LEVEL), header: LEVEL_HEADER, isTurned: false };
  }
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
