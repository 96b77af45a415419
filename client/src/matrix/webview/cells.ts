import type { CellContent, HeaderContent } from "./content.js";
import { element } from "./element.js";

/** A cell's element; where it stands is set by the grid. */
export function cellElement(content: CellContent, column: number): HTMLElement {
  const { kind, text, about = "", label } = content;
  const isName = column === 0;
  const cell = element("div", {
    class: `cell ${kind}`,
    role: isName ? "rowheader" : "gridcell",
    "aria-colindex": column + 1,
    "aria-label": label,
    title: label,
    tabindex: -1,
  });
  if (isName) {
    cell.append(element("span", { class: "label" }, text));
    if (about !== "") cell.append(element("span", { class: "about" }, about));
  } else if (kind !== "heading") {
    cell.append(element("span", { class: "mark", "aria-hidden": "true" }, text));
  }
  return cell;
}

/** A header's element: it sorts. */
export function headerElement({ text, about, title, sort, kind }: HeaderContent, column: number): HTMLElement {
  const label = element("span", { class: "label" }, text);
  if (sort !== undefined)
    label.append(element("span", { class: "arrow", "aria-hidden": "true" }, sort === "ascending" ? " ↑" : " ↓"));
  const words = element("span", { class: "words" }, label);
  if (about !== "") words.append(element("span", { class: "about" }, about));
  return element(
    "div",
    {
      class: `cell header ${kind}`,
      role: "columnheader",
      "aria-colindex": column + 1,
      "aria-sort": sort ?? "none",
      title,
      tabindex: -1,
    },
    words,
  );
}
