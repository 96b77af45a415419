import type { Matrix } from "../../../../shared/src/messages.js";
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
  VERDICT_SYMBOLS,
} from "../../../../shared/src/reports/matrix/view/index.js";
import type { CellContent, HeaderContent } from "./content.js";
import { element } from "./element.js";

/** A cell's element; where it stands is set by the grid. */
export function cellElement({ kind, text, about = "", label }: CellContent, column: number): HTMLElement {
  const isName = column === 0;
  const cell = element("div", {
    class: `cell ${kind}`,
    role: isName ? "rowheader" : "gridcell",
    "aria-colindex": column + 1,
    "aria-label": label,
    tabindex: -1,
  });
  if (isName) {
    cell.append(element("span", { class: "label" }, text));
    if (about !== "") cell.append(element("span", { class: "about" }, about));
  } else {
    cell.append(markElement(text));
  }
  return cell;
}

/** What a cell is drawn with: its shape comes from the style, by the class of what holds it. */
function markElement(text = ""): HTMLElement {
  return element("span", { class: "mark", "aria-hidden": "true" }, text);
}

/** A header's element: it sorts. */
export function headerElement({ kind, text, more, about, label, sort, outcome }: HeaderContent, column: number) {
  const name = element("span", { class: "label" }, text);
  const words = element("span", { class: "words" }, name);
  if (more !== "") words.append(element("span", { class: "more" }, more));
  if (sort !== undefined) words.append(element("span", { class: "arrow" }, sort === "ascending" ? "↑" : "↓"));
  const parts = [words];
  if (about !== "") parts.push(element("span", { class: "about" }, about));
  if (outcome !== undefined) parts.push(element("span", { class: `verdict ${outcome}` }, VERDICT_SYMBOLS[outcome]));
  // As high as its neighbours.
  if (kind === "document") parts.push(element("span", { class: "verdict" }));
  return element(
    "div",
    {
      class: `cell header ${kind}`,
      role: "columnheader",
      "aria-colindex": column + 1,
      "aria-sort": sort ?? "none",
      "aria-label": label,
      tabindex: -1,
    },
    element("span", { class: "stack", "aria-hidden": "true" }, ...parts),
  );
}

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
