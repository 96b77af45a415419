import {
  type Arrangement,
  askOf,
  cellOf,
  cellWords,
  isConflict,
  type MatrixView,
  usedCodes,
} from "../../../../shared/src/hosts/matrix/view/index.js";
import type { Matrix } from "../../../../shared/src/messages.js";
import type { MatrixTexts } from "../protocol.js";
import { markElement } from "./cells.js";
import { element } from "./element.js";

/** What the signs that are in the table mean. */
export function legendElements(
  texts: MatrixTexts,
  matrix: Matrix,
  view: MatrixView,
  shown: Arrangement,
): HTMLElement[] {
  const codes = usedCodes(matrix, view.tab, shown).map((code) =>
    entry(code === "-" ? "none" : code, cellWords(view.tab, code)),
  );
  return hasConflict(matrix, view, shown) ? [...codes, entry("n conflict", texts.conflict)] : codes;
}

function entry(kind: string, words: string): HTMLElement {
  return element("li", {}, element("span", { class: `sample ${kind}` }, markElement()), words);
}

function hasConflict(matrix: Matrix, { tab }: MatrixView, { lines, columns }: Arrangement): boolean {
  if (matrix.document === undefined) return false;
  return lines.some(({ row }) => {
    if (row === undefined) return false;
    const ask = askOf(matrix, tab, row);
    return columns.some((index) => {
      const column = matrix.hosts[index];
      return column !== undefined && isConflict(ask, cellOf(column, tab, row));
    });
  });
}
