import { cellElement, headerElement } from "./cells.js";
import type { GridContent } from "./content.js";
import { element } from "./element.js";
import { type Place, placeAfter, within } from "./keys.js";
import { type Layout, layoutOf, ROW_HEIGHT } from "./layout.js";
import { numbersOf, type Range, scrollFor, visibleRange } from "./range.js";

/** A table of any size, of which only what is in view stands in the page. */
export interface Grid {
  readonly element: HTMLElement;
  show(content: GridContent, label: string): void;
}

export interface GridEvents {
  /** A header was chosen. */
  sort(column: number): void;
  /** The cell in words that the user looks at. */
  look(label: string): void;
}

const ROWS_AROUND = 12;
const COLUMNS_AROUND = 8;

/** Makes the grid: an ARIA grid with a roving tabindex. */
export function createGrid(events: GridEvents): Grid {
  const head = element("div", { class: "row head", role: "row", "aria-rowindex": 1 });
  const sizer = element("div", { class: "sizer", role: "presentation" }, head);
  const grid = element("div", { class: "grid", role: "grid", "aria-readonly": "true" }, sizer);
  const rows = new Map<number, HTMLElement>();
  let content: GridContent | undefined;
  let layout: Layout = layoutOf(0, 0, false);
  let active: Place = { row: 0, column: 0 };
  let shownColumns = "";
  let isPlanned = false;

  const cellAt = ({ row, column }: Place): HTMLElement | undefined => {
    const line = row < 0 ? head : rows.get(row);
    return [...(line?.children ?? [])].find(
      (cell): cell is HTMLElement => cell instanceof HTMLElement && cell.dataset.column === String(column),
    );
  };
  const placed = (cell: HTMLElement, row: number, column: number): HTMLElement => {
    cell.dataset.row = String(row);
    cell.dataset.column = String(column);
    cell.tabIndex = row === active.row && column === active.column ? 0 : -1;
    cell.style.width = `${column === 0 ? layout.names : layout.column}px`;
    if (column > 0) cell.style.left = `${layout.names + (column - 1) * layout.column}px`;
    return cell;
  };
  const rowElement = (from: GridContent, row: number, columns: readonly number[]): HTMLElement => {
    const kind = from.isHeading(row) ? "row heading" : "row";
    const made = element("div", { class: kind, role: "row", "aria-rowindex": row + 2 });
    made.style.top = `${layout.header + row * ROW_HEIGHT}px`;
    const cells = from.isHeading(row) ? [0] : [0, ...columns];
    made.append(...cells.map((column) => placed(cellElement(from.cell(row, column), column), row, column)));
    return made;
  };
  const columnRange = (count: number): Range => {
    const { from, to } = visibleRange(
      grid.scrollLeft,
      Math.max(0, grid.clientWidth - layout.names),
      layout.column,
      count - 1,
      COLUMNS_AROUND,
    );
    // Whole steps, so that not every pixel makes new cells.
    return { from: 1 + from - (from % COLUMNS_AROUND), to: to + 1 };
  };
  const draw = (): void => {
    isPlanned = false;
    if (content === undefined) return;
    const from = content;
    const columns = numbersOf(columnRange(from.columns), active.column, from.columns).filter((column) => column > 0);
    const hadFocus = sizer.contains(document.activeElement);
    if (columns.join() !== shownColumns) {
      shownColumns = columns.join();
      clear();
      head.replaceChildren(
        ...[0, ...columns].map((column) => placed(headerElement(from.header(column), column), -1, column)),
      );
    }
    const range = visibleRange(grid.scrollTop, grid.clientHeight, ROW_HEIGHT, from.rows, ROWS_AROUND);
    const wanted = numbersOf(range, active.row, from.rows);
    const keep = new Set(wanted);
    for (const [row, line] of rows) {
      if (keep.has(row)) continue;
      line.remove();
      rows.delete(row);
    }
    for (const row of wanted) {
      if (rows.has(row)) continue;
      const line = rowElement(from, row, columns);
      rows.set(row, line);
      sizer.append(line);
    }
    if (hadFocus && !sizer.contains(document.activeElement)) cellAt(active)?.focus({ preventScroll: true });
  };
  const plan = (): void => {
    if (isPlanned) return;
    isPlanned = true;
    requestAnimationFrame(draw);
  };
  const clear = (): void => {
    for (const line of rows.values()) line.remove();
    rows.clear();
  };
  const redraw = (): void => {
    if (content === undefined) return;
    layout = layoutOf(grid.clientWidth, content.columns, shownLong(content));
    head.style.height = `${layout.header}px`;
    sizer.style.height = `${layout.header + content.rows * ROW_HEIGHT}px`;
    sizer.style.width = `${layout.names + (content.columns - 1) * layout.column}px`;
    grid.classList.toggle("narrow", layout.isNarrow);
    shownColumns = "";
    draw();
  };
  const goTo = (place: Place): void => {
    const before = cellAt(active);
    if (before !== undefined) before.tabIndex = -1;
    active = place;
    reveal(grid, place, layout);
    draw();
    // Headings have one cell.
    const cell = cellAt(place) ?? cellAt({ row: place.row, column: 0 });
    if (cell === undefined) return;
    cell.tabIndex = 0;
    cell.focus({ preventScroll: true });
    events.look(cell.title);
  };
  const placeOf = (target: EventTarget | null): Place | undefined => {
    const cell = target instanceof Element ? target.closest<HTMLElement>(".cell") : null;
    return cell === null ? undefined : { row: Number(cell.dataset.row), column: Number(cell.dataset.column) };
  };
  grid.addEventListener("scroll", plan, { passive: true });
  grid.addEventListener("mouseover", ({ target }) => {
    const cell = target instanceof Element ? target.closest<HTMLElement>(".cell") : null;
    if (cell !== null) events.look(cell.title);
  });
  grid.addEventListener("click", ({ target }) => {
    const place = placeOf(target);
    if (place === undefined) return;
    goTo(place);
    if (place.row < 0) events.sort(place.column);
  });
  grid.addEventListener("keydown", (event) => {
    if (content === undefined || event.altKey) return;
    if (active.row < 0 && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      events.sort(active.column);
      return;
    }
    const page = Math.max(1, Math.floor((grid.clientHeight - layout.header) / ROW_HEIGHT) - 1);
    const next = placeAfter(event.key, event.ctrlKey || event.metaKey, active, { ...content, page });
    if (next === undefined) return;
    event.preventDefault();
    goTo(next);
  });
  new ResizeObserver(redraw).observe(grid);
  return {
    element: grid,
    show: (next, label) => {
      content = next;
      active = within(active, next);
      grid.setAttribute("aria-label", label);
      grid.setAttribute("aria-rowcount", String(next.rows + 1));
      grid.setAttribute("aria-colcount", String(next.columns));
      redraw();
    },
  };
}

function reveal(grid: HTMLElement, { row, column }: Place, layout: Layout): void {
  if (row >= 0) {
    const view = { start: grid.scrollTop, size: grid.clientHeight - layout.header };
    grid.scrollTop = scrollFor({ start: row * ROW_HEIGHT, size: ROW_HEIGHT }, view);
  }
  if (column > 0) {
    const view = { start: grid.scrollLeft, size: grid.clientWidth - layout.names };
    grid.scrollLeft = scrollFor({ start: (column - 1) * layout.column, size: layout.column }, view);
  }
}

function shownLong(content: GridContent): boolean {
  return content.columns > 1;
}
