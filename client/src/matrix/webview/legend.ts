import {
  type Arrangement,
  ASK_SYMBOLS,
  askWords,
  cellWords,
  conflictWords,
  hasConflict,
  type MatrixView,
  usedAsks,
  usedCodes,
} from "../../../../shared/src/hosts/matrix/view/index.js";
import type { Matrix } from "../../../../shared/src/messages.js";
import { markElement } from "./cells.js";
import { element } from "./element.js";

/** What the signs that are in the table mean. */
export function legendElements(matrix: Matrix, view: MatrixView, shown: Arrangement): HTMLElement[] {
  const asks = usedAsks(matrix, view.tab, shown).map((ask) => entry("ask", askWords(view.tab, ask), ASK_SYMBOLS[ask]));
  const codes = usedCodes(matrix, view.tab, shown).map((code) =>
    entry(code === "-" ? "none" : code, cellWords(view.tab, code)),
  );
  const conflict = hasConflict(matrix, view.tab, shown) ? [entry("n conflict", conflictWords())] : [];
  return [...codes, ...conflict, ...asks];
}

function entry(kind: string, words: string, sign = ""): HTMLElement {
  return element("li", {}, element("span", { class: `sample ${kind}` }, markElement(sign)), words);
}
