import * as l10n from "@vscode/l10n";
import type { Matrix } from "../../../../shared/src/messages.js";
import {
  type Arrangement,
  arrange,
  emptyReason,
  type MatrixView,
  matrixMarkdown,
  shownLine,
  summaryLine,
} from "../../../../shared/src/reports/matrix/view/index.js";
import type { FromPage, SaveFormat } from "../protocol.js";
import { legendElements } from "./cells.js";
import { contentOf, type GridContent } from "./content.js";
import { element } from "./element.js";
import { contentOfFile } from "./exportMatrix.js";
import { Grid } from "./grid.js";
import { createMenu, createToolbar, type Toolbar, tabText } from "./toolbar.js";
import { type PageState, sortedBy } from "./viewState.js";

/** What the page does to the outside. */
export interface PageEvents {
  say(message: FromPage): void;
  keep(state: PageState): void;
}

/** The page with its parts: toolbar, summary, grid, and below what is looked at in words, and the legend. */
export class MatrixPage {
  readonly #root: HTMLElement;
  readonly #events: PageEvents;
  readonly #closed = new AbortController();
  readonly #toolbar: Toolbar;
  readonly #grid: Grid;
  readonly #summary = element("span");
  readonly #count = element("span", { class: "count", role: "status" });
  readonly #empty = element("p", { class: "empty", hidden: true });
  readonly #detail = element("p", { class: "detail", "aria-hidden": "true" });
  readonly #legend: HTMLElement;
  #state: PageState;
  #title = "";
  #matrix: Matrix | undefined;
  #arrangement: Arrangement = { lines: [], columns: [] };
  #content: GridContent | undefined;
  #isScrolled = false;

  constructor(root: HTMLElement, state: PageState, events: PageEvents) {
    this.#root = root;
    this.#state = state;
    this.#events = events;
    this.#grid = new Grid({
      sort: (column) => this.#sort(column),
      look: (label) => this.#look(label),
      scrolled: () => this.#keepScroll(),
    });
    this.#legend = element("ul", { class: "legend", "aria-label": l10n.t("Legend") });
    this.#toolbar = createToolbar((change) => this.#choose(change), this.#exportMenu());
    root.replaceChildren(
      this.#toolbar.element,
      element("p", { class: "summary" }, this.#summary, this.#count),
      element("div", { class: "table" }, this.#grid.element, this.#empty),
      element("footer", {}, this.#detail, this.#legend),
    );
    this.#listen();
  }

  /** Shows what hosts and document are now. */
  show(title: string, matrix: Matrix): void {
    this.#title = title;
    this.#matrix = matrix;
    this.#draw();
    if (this.#isScrolled) return;
    this.#isScrolled = true;
    this.#grid.element.scrollTo({ top: this.#state.top, left: this.#state.left });
  }

  /** Ends what listens on the root, where another page is to take this one's place. */
  close(): void {
    this.#closed.abort();
  }

  #listen(): void {
    this.#toolbar.element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      // Search boxes would empty themselves, unseen.
      event.preventDefault();
      this.#grid.focus();
    });
    this.#root.addEventListener(
      "keydown",
      (event) => {
        const isFind = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "f";
        const isSlash = event.key === "/" && !(event.target instanceof HTMLInputElement);
        if (!isFind && !isSlash) return;
        event.preventDefault();
        event.stopPropagation();
        this.#toolbar.focusFilter();
      },
      { signal: this.#closed.signal },
    );
  }

  #choose(change: (view: MatrixView) => MatrixView): void {
    this.#state = { ...this.#state, view: change(this.#state.view) };
    this.#events.keep(this.#state);
    this.#draw();
  }

  #sort(column: number): void {
    const chosen = this.#content?.sortOf(column);
    if (chosen !== undefined) this.#choose((view) => sortedBy(view, chosen));
  }

  /** A cell in words, for the eyes: those who listen have heard it. */
  #look(label: string): void {
    this.#detail.classList.toggle("hint", label === "");
    this.#detail.replaceChildren(label === "" ? l10n.t("Hover over a cell for details.") : label);
  }

  #keepScroll(): void {
    const { scrollTop: top, scrollLeft: left } = this.#grid.element;
    this.#state = { ...this.#state, top, left };
    this.#events.keep(this.#state);
  }

  #draw(): void {
    const matrix = this.#matrix;
    if (matrix === undefined) return;
    const { view } = this.#state;
    const shown = arrange(matrix, view);
    const reason = emptyReason(matrix, view, shown);
    this.#arrangement = shown;
    this.#content = contentOf(matrix, view, shown, tabText(view.tab));
    this.#toolbar.show(view);
    this.#summary.replaceChildren(summaryLine(matrix, view.tab, shown.columns));
    const count = shownLine(matrix, view, shown);
    // Setting the same text again would have it read out again.
    if (this.#count.textContent !== count) this.#count.replaceChildren(count);
    this.#empty.replaceChildren(reason ?? "");
    this.#empty.hidden = reason === undefined;
    this.#look("");
    this.#legend.replaceChildren(...legendElements(matrix, view, shown));
    this.#grid.show(this.#content, this.#title);
  }

  #exportMenu(): HTMLElement {
    const saves = {
      svg: l10n.t("Save as SVG…"),
      png: l10n.t("Save as PNG…"),
      csv: l10n.t("Save as CSV…"),
      md: l10n.t("Save as Markdown…"),
    };
    const entries = (["svg", "png", "csv", "md"] as const).map((format) => ({
      text: saves[format],
      run: () => void this.#save(format),
    }));
    return createMenu(l10n.t("Export"), [...entries, { text: l10n.t("Copy as Markdown"), run: () => this.#copy() }]);
  }

  async #save(format: SaveFormat): Promise<void> {
    const matrix = this.#matrix;
    if (matrix === undefined) return;
    const { view } = this.#state;
    const shown = { title: this.#title, matrix, view, arrangement: this.#arrangement };
    const content = await contentOfFile(shown, format).catch(() => undefined);
    if (content === undefined)
      this.#events.say({
        type: "failed",
        text: l10n.t("The matrix is too large for one picture. Filter it, or save it as CSV."),
      });
    else this.#events.say({ type: "save", format, content });
  }

  #copy(): void {
    if (this.#matrix === undefined) return;
    this.#events.say({ type: "copy", content: matrixMarkdown(this.#matrix, this.#state.view, this.#arrangement) });
  }
}
