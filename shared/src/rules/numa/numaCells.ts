import type { DomainView, NumaCellView } from "../../domain/index.js";

/** A guest's NUMA cell with the number libvirt gives it. */
export interface NumaCell extends Omit<NumaCellView, "id"> {
  readonly given: NumaCellView["id"];
  /** The id, else the place among the cells; undefined where an id is given that is no number. */
  readonly id: number | undefined;
}

/** The cells in document order, as virDomainNumaDefParseXML (11.3) numbers them. None outside a domain. */
export function numaCells(view: DomainView): readonly NumaCell[] {
  if (view.domain === undefined) return [];
  return (view.cpu?.numa?.cells ?? []).map(({ id, ...cell }, index) => ({
    ...cell,
    given: id,
    id: id === undefined ? index : id.number,
  }));
}

/** The cells by number; of several with one number the first. */
export function cellsById(cells: readonly NumaCell[]): ReadonlyMap<number, NumaCell> {
  const byId = new Map<number, NumaCell>();
  for (const cell of cells) if (cell.id !== undefined && !byId.has(cell.id)) byId.set(cell.id, cell);
  return byId;
}

/** How the cells are numbered, in words. */
export function cellRange(count: number): string {
  return count === 1 ? "the only cell is 0" : `the cells are 0 to ${count - 1}`;
}
