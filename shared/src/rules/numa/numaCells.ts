import * as l10n from "@vscode/l10n";
import type { DomainView, NumaCellView } from "../../domain/index.js";

const NONE: readonly never[] = [];

/** The guest's NUMA cells in document order. None outside a domain. */
export function numaCells(view: DomainView): readonly NumaCellView[] {
  return view.numa?.cells ?? NONE;
}

/** The cells by number; of several with one number the first. */
export function cellsByNumber(cells: readonly NumaCellView[]): ReadonlyMap<number, NumaCellView> {
  const byNumber = new Map<number, NumaCellView>();
  for (const cell of cells) {
    if (cell.number !== undefined && !byNumber.has(cell.number)) byNumber.set(cell.number, cell);
  }
  return byNumber;
}

/** How the cells are numbered, in words. */
export function cellRange(count: number): string {
  return count === 1 ? l10n.t("the only cell is 0") : l10n.t("the cells are 0 to {0}", count - 1);
}
