import { cellElement, headerElement } from "./cells.js";
import type { GridContent } from "./content.js";
import { element, syncChildren } from "./element.js";
import { gridLayout, inPage, type Layout, ROW_HEIGHT, scrollFor, startOf } from "./layout.js";

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

export interface GridEvents {
  /** A header was chosen. */
  sort(column: number): void;
  /** The cell in words that the user looks at. */
  look(label: string): void;
  /** The view has moved. */
  scrolled(): void;
}

/** A row that is in the page, with those of its cells that are. */
interface Line {
  readonly element: HTMLElement;
  readonly cells: Map<number, HTMLElement>;
}

/** A table of any size, of which only what is in view is in the page: an ARIA grid with a roving tabindex. */
export class Grid {
  readonly element: HTMLElement;
  readonly #head: Line = {
    element: element("div", { class: "row head", role: "row", "aria-rowindex": 1 }),
    cells: new Map(),
  };
  readonly #sizer: HTMLElement;
  readonly #rows = new Map<number, HTMLElement>();
  readonly #lines = new Map<number, Line>();
  readonly #events: GridEvents;
  #content: GridContent | undefined;
  #layout: Layout = gridLayout(0, 0, 0);
  #active: GridCell = { row: 0, column: 0 };
  #isPlanned = false;
  /** That everything is drawn for. */
  #width = 0;

  constructor(events: GridEvents) {
    this.#events = events;
    this.#sizer = element("div", { class: "sizer", role: "presentation" }, this.#head.element);
    this.element = element("div", { class: "grid", role: "grid", "aria-readonly": "true" }, this.#sizer);
    this.#listen();
    new ResizeObserver(() => this.#resized()).observe(this.element);
  }

  /** Shows other content; the focus stays where it is, as far as that place is still there. */
  show(content: GridContent, label: string): void {
    this.#content = content;
    this.#active = nearestCell(this.#active, content);
    this.element.setAttribute("aria-label", label);
    this.element.setAttribute("aria-rowcount", String(content.rows + 1));
    this.element.setAttribute("aria-colcount", String(content.columns));
    this.#redraw();
  }

  focus(): void {
    this.#goTo(this.#active);
  }

  #listen(): void {
    const grid = this.element;
    grid.addEventListener("scroll", () => this.#plan(), { passive: true });
    grid.addEventListener("mouseover", ({ target }) => {
      const cell = cellAround(target);
      if (cell === undefined) return;
      const label = wordsOf(cell);
      // Only where it is looked at: thousands of cells are made.
      cell.title = label;
      this.#events.look(label);
    });
    grid.addEventListener("click", ({ target }) => {
      const cell = cellAround(target);
      if (cell === undefined) return;
      const place = { row: Number(cell.dataset.row), column: Number(cell.dataset.column) };
      this.#goTo(place);
      if (place.row < 0) this.#events.sort(place.column);
    });
    grid.addEventListener("keydown", (event) => this.#key(event));
  }

  #key(event: KeyboardEvent): void {
    if (this.#content === undefined || event.altKey) return;
    const { row, column } = this.#active;
    if (row < 0 && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      this.#events.sort(column);
      return;
    }
    const page = Math.max(1, Math.floor((this.element.clientHeight - this.#layout.header) / ROW_HEIGHT) - 1);
    const { rows, columns } = this.#content;
    const next = placeAfter(event.key, event.ctrlKey || event.metaKey, this.#active, { rows, columns, page });
    if (next === undefined) return;
    event.preventDefault();
    this.#goTo(next);
  }

  #plan(): void {
    if (this.#isPlanned) return;
    this.#isPlanned = true;
    requestAnimationFrame(() => {
      this.#isPlanned = false;
      this.#draw();
      this.#events.scrolled();
    });
  }

  #resized(): void {
    if (this.element.clientWidth === this.#width) this.#draw();
    else this.#redraw();
  }

  /** Draws everything again: for other content, or another width. */
  #redraw(): void {
    const content = this.#content;
    this.#width = this.element.clientWidth;
    if (content === undefined || this.#width === 0) return;
    const hadFocus = this.#hasFocus();
    this.#layout = gridLayout(this.#width, content.columns - 1, content.longest);
    const { header, isTurned } = this.#layout;
    this.#head.element.style.height = `${header}px`;
    this.#sizer.style.height = `${header + content.rows * ROW_HEIGHT}px`;
    this.#sizer.style.width = `${startOf(content.columns, this.#layout)}px`;
    this.element.classList.toggle("turned", isTurned);
    this.#clear();
    this.#draw();
    if (hadFocus) this.#activeCell()?.focus({ preventScroll: true });
  }

  #hasFocus(): boolean {
    return this.#sizer.contains(document.activeElement);
  }

  #clear(): void {
    for (const line of this.#rows.values()) line.remove();
    this.#rows.clear();
    this.#lines.clear();
    this.#head.element.replaceChildren();
    this.#head.cells.clear();
  }

  #draw(): void {
    const content = this.#content;
    if (content === undefined) return;
    const { scrollTop: top, scrollLeft: left, clientWidth: width, clientHeight: height } = this.element;
    const { rows, columns } = inPage({ top, left, width, height, active: this.#active }, this.#layout, content);
    this.#drawRows(content, rows);
    this.#drawCells(content, columns);
  }

  #drawRows(content: GridContent, rows: readonly number[]): void {
    const make = (row: number) => this.#makeLine(content, row).element;
    syncChildren(this.#sizer, this.#rows, rows, make, this.#head.element);
    for (const row of this.#lines.keys()) if (!this.#rows.has(row)) this.#lines.delete(row);
  }

  #makeLine(content: GridContent, row: number): Line {
    const isHeading = content.isHeading(row);
    const made = element("div", { class: isHeading ? "row group" : "row", role: "row", "aria-rowindex": row + 2 });
    made.style.top = `${this.#layout.header + row * ROW_HEIGHT}px`;
    const line = { element: made, cells: new Map<number, HTMLElement>() };
    this.#lines.set(row, line);
    return line;
  }

  /** Each line gets the cells that are in view; a heading has one. */
  #drawCells(content: GridContent, columns: readonly number[]): void {
    const all = [...fixedColumns(content), ...columns];
    const header = (column: number) => this.#placed(headerElement(content.header(column), column), -1, column);
    syncChildren(this.#head.element, this.#head.cells, all, header);
    for (const [row, { element: line, cells }] of this.#lines) {
      const isHeading = content.isHeading(row);
      const cell = (column: number) => this.#placed(cellElement(content.cell(row, column), column), row, column);
      syncChildren(line, cells, isHeading ? [0] : all, cell);
      if (isHeading) cells.get(0)?.setAttribute("aria-colspan", String(content.columns));
    }
  }

  #placed(cell: HTMLElement, row: number, column: number): HTMLElement {
    const { names, column: width } = this.#layout;
    const isFixed = column < (this.#content?.fixed ?? 1);
    cell.classList.toggle("fixed", isFixed);
    cell.dataset.row = String(row);
    cell.dataset.column = String(column);
    cell.tabIndex = row === this.#active.row && column === this.#activeColumn() ? 0 : -1;
    cell.style.width = `${column === 0 ? names : width}px`;
    cell.style.left = `${startOf(column, this.#layout)}px`;
    return cell;
  }

  /** A heading has one cell, whatever the column. */
  #activeColumn(): number {
    const { row, column } = this.#active;
    return row >= 0 && this.#content?.isHeading(row) ? 0 : column;
  }

  #activeCell(): HTMLElement | undefined {
    const line = this.#active.row < 0 ? this.#head : this.#lines.get(this.#active.row);
    return line?.cells.get(this.#activeColumn());
  }

  #goTo(place: GridCell): void {
    const before = this.#activeCell();
    if (before !== undefined) before.tabIndex = -1;
    this.#active = place;
    this.#reveal(place);
    this.#draw();
    const cell = this.#activeCell();
    if (cell === undefined) return;
    cell.tabIndex = 0;
    cell.focus({ preventScroll: true });
    this.#events.look(wordsOf(cell));
  }

  #reveal({ row, column }: GridCell): void {
    const grid = this.element;
    const { column: width, header } = this.#layout;
    const fixed = this.#content?.fixed ?? 1;
    if (row >= 0) {
      const view = { start: grid.scrollTop, size: grid.clientHeight - header };
      grid.scrollTop = scrollFor({ start: row * ROW_HEIGHT, size: ROW_HEIGHT }, view);
    }
    if (column >= fixed) {
      const view = { start: grid.scrollLeft, size: grid.clientWidth - startOf(fixed, this.#layout) };
      grid.scrollLeft = scrollFor({ start: (column - fixed) * width, size: width }, view);
    }
  }
}

function fixedColumns({ fixed }: GridContent): number[] {
  return Array.from({ length: fixed }, (_, column) => column);
}

function wordsOf(cell: HTMLElement): string {
  return cell.getAttribute("aria-label") ?? "";
}

function cellAround(target: EventTarget | null): HTMLElement | undefined {
  return target instanceof Element ? (target.closest<HTMLElement>(".cell") ?? undefined) : undefined;
}
