/** Sizes of the grid's parts, in pixels. */
export interface Layout {
  /** Width of the first column, which has the names. */
  readonly names: number;
  /** Width of every other column. */
  readonly column: number;
  readonly header: number;
  /** Names of hosts stand upright beside each other; where there is no room they are turned. */
  readonly isTurned: boolean;
}

export const ROW_HEIGHT = 24;

const SCROLLBAR = 14;
/** Below this a name beside the others cannot be read. */
const LEAST_LEVEL = 112;
const MOST_LEVEL = 176;
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
  if (share >= LEAST_LEVEL) {
    return { names, column: Math.min(share, MOST_LEVEL), header: LEVEL_HEADER, isTurned: false };
  }
  return {
    names,
    column: clamp(share, LEAST_TURNED, MOST_TURNED),
    header: AROUND_TURNED + CHARACTER * clamp(longest, 4, LONGEST_TURNED),
    isTurned: true,
  };
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}
