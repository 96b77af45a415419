/** A cell of the grid: row -1 is the header, column 0 has the names. */
export interface GridCell {
  readonly row: number;
  readonly column: number;
}

export interface GridSize {
  readonly rows: number;
  readonly columns: number;
  /** Rows in view. */
  readonly page: number;
}

/**
 * Where a key leads, as the ARIA pattern for grids has it.
 *
 * @returns undefined for keys that do not move
 */
export function placeAfter(
  key: string,
  isControl: boolean,
  { row, column }: GridCell,
  size: GridSize,
): GridCell | undefined {
  const moves: Readonly<Record<string, GridCell>> = {
    ArrowUp: { row: row - 1, column },
    ArrowDown: { row: row + 1, column },
    ArrowLeft: { row, column: column - 1 },
    ArrowRight: { row, column: column + 1 },
    PageUp: { row: Math.max(Math.min(row, 0), row - size.page), column },
    PageDown: { row: row + size.page, column },
    Home: isControl ? { row: -1, column: 0 } : { row, column: 0 },
    End: isControl ? { row: size.rows - 1, column: size.columns - 1 } : { row, column: size.columns - 1 },
  };
  const wanted = Object.hasOwn(moves, key) ? moves[key] : undefined;
  return wanted && nearestCell(wanted, size);
}

/** The nearest place that exists. */
export function nearestCell(
  { row, column }: GridCell,
  { rows, columns }: Pick<GridSize, "rows" | "columns">,
): GridCell {
  return { row: Math.max(-1, Math.min(rows - 1, row)), column: Math.max(0, Math.min(columns - 1, column)) };
}
