import * as l10n from "@vscode/l10n";
import type { MatrixView, SortKey } from "../../../../shared/src/reports/matrix/view/index.js";
import { element } from "./element.js";
import { orders, withSort, withTab } from "./viewState.js";

/** What the user chooses the view with. */
export interface Toolbar {
  readonly element: HTMLElement;
  show(view: MatrixView): void;
  focusFilter(): void;
}

/**
 * @param choose the user has chosen another view; what it was before is told
 * @param last is at the end
 */
export function createToolbar(choose: (change: (view: MatrixView) => MatrixView) => void, last: HTMLElement): Toolbar {
  const tabs = createTabs((tab) => choose((view) => withTab(view, tab)));
  const filter = searchBox("filter", (text) => choose((view) => ({ ...view, filter: text })));
  const hostFilter = searchBox("host-filter", (text) => choose((view) => ({ ...view, hostFilter: text })));
  label(hostFilter, l10n.t("Filter hosts"));
  const differences = element("input", { type: "checkbox" });
  differences.addEventListener("change", () => choose((view) => ({ ...view, differencesOnly: differences.checked })));
  const order = createOrder((sort) => choose((view) => withSort(view, sort)));
  const check = element("label", { class: "check" }, differences, l10n.t("Differences only"));
  const bar = element("div", { class: "toolbar", role: "group", "aria-label": l10n.t("What is shown") });
  bar.append(tabs.element, filter, hostFilter, check, order.element, last);
  return {
    element: bar,
    show: (view) => {
      tabs.show(view.tab);
      label(filter, view.tab === "features" ? l10n.t("Filter features") : l10n.t("Filter models"));
      // What is being typed stays as it is.
      if (filter.value !== view.filter) filter.value = view.filter;
      if (hostFilter.value !== view.hostFilter) hostFilter.value = view.hostFilter;
      differences.checked = view.differencesOnly;
      order.show(view);
    },
    focusFilter: () => filter.select(),
  };
}

function createTabs(choose: (tab: MatrixView["tab"]) => void) {
  const buttons = (["features", "models"] as const).map((tab) => {
    const button = element("button", { type: "button", class: "tab" }, tabText(tab));
    button.addEventListener("click", () => choose(tab));
    return { tab, button };
  });
  const group = element("div", { class: "tabs", role: "group", "aria-label": l10n.t("Tables") });
  group.append(...buttons.map(({ button }) => button));
  return {
    element: group,
    show: (chosen: MatrixView["tab"]) => {
      for (const { tab, button } of buttons) button.setAttribute("aria-pressed", String(tab === chosen));
    },
  };
}

/** A table's name. */
export function tabText(tab: MatrixView["tab"]): string {
  return tab === "features" ? l10n.t("Features") : l10n.t("Models");
}

function searchBox(name: string, typed: (text: string) => void): HTMLInputElement {
  const box = element("input", { type: "search", class: name, spellcheck: "false", autocomplete: "off" });
  box.addEventListener("input", () => typed(box.value));
  return box;
}

function label(box: HTMLInputElement, text: string): void {
  box.placeholder = text;
  box.setAttribute("aria-label", text);
}

function createOrder(choose: (sort: SortKey) => void) {
  const select = element("select", { "aria-label": l10n.t("Order"), title: l10n.t("Order") });
  select.addEventListener("change", () => {
    const chosen = orderKeys.find((sort) => sort === select.value);
    if (chosen !== undefined) choose(chosen);
  });
  let orderKeys: readonly SortKey[] = [];
  return {
    element: select,
    show: (view: MatrixView) => {
      orderKeys = orders(view);
      select.replaceChildren(...orderKeys.map((sort) => element("option", { value: sort }, orderText(view, sort))));
      select.value = view.sort;
    },
  };
}

function orderText({ tab, sortHost = "" }: MatrixView, sort: SortKey): string {
  if (sort === "host") return l10n.t("By {0}", sortHost);
  if (sort === "document") return l10n.t("VM requirements first");
  if (sort === "name") return l10n.t("By name");
  if (sort === "order") return l10n.t("libvirt order");
  return tab === "features" ? l10n.t("In groups") : l10n.t("By vendor and age");
}

interface MenuEntry {
  readonly text: string;
  run(): void;
}

/** A button with a menu, after the ARIA pattern: arrows move, Escape closes and leaves the focus on the button. */
export function createMenu(text: string, entries: readonly MenuEntry[]): HTMLElement {
  const button = element("button", { type: "button", class: "menu-button", "aria-haspopup": "menu" }, text);
  const items = entries.map(({ text: label }) => element("div", { role: "menuitem", tabindex: -1 }, label));
  const menu = element("div", { class: "menu", role: "menu", "aria-label": text }, ...items);
  const holder = element("div", { class: "menu-holder" }, button, menu);
  const show = (isOpen: boolean): void => {
    menu.hidden = !isOpen;
    button.setAttribute("aria-expanded", String(isOpen));
  };
  const parts: MenuParts = {
    button,
    menu,
    items,
    open: (at) => {
      show(true);
      items.at(at)?.focus();
    },
    close: () => {
      show(false);
      button.focus();
    },
    run: (index) => {
      parts.close();
      entries[index]?.run();
    },
  };
  listenToButton(parts);
  listenToItems(parts);
  holder.addEventListener("focusout", ({ relatedTarget }) => {
    if (!(relatedTarget instanceof Node && holder.contains(relatedTarget))) show(false);
  });
  show(false);
  return holder;
}

interface MenuParts {
  readonly button: HTMLElement;
  readonly menu: HTMLElement;
  readonly items: readonly HTMLElement[];
  /** @param at the item that gets the focus; from the end where it is negative */
  open(at: number): void;
  close(): void;
  run(index: number): void;
}

function listenToButton({ button, menu, open, close }: MenuParts): void {
  button.addEventListener("click", () => (menu.hidden ? open(0) : close()));
  button.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    open(event.key === "ArrowDown" ? 0 : -1);
  });
}

function listenToItems({ menu, items, close, run }: MenuParts): void {
  for (const [index, item] of items.entries()) item.addEventListener("click", () => run(index));
  menu.addEventListener("keydown", (event) => {
    const current = items.findIndex((item) => item.matches(":focus"));
    const next = nextItem(event.key, current, items.length);
    if (next !== undefined) items[next]?.focus();
    else if (event.key === "Enter" || event.key === " ") run(current);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
}

/** Where a key leads in a menu, round and round; undefined for keys that do not move. */
export function nextItem(key: string, current: number, count: number): number | undefined {
  if (key === "ArrowDown") return (current + 1) % count;
  if (key === "ArrowUp") return (Math.max(current, 0) - 1 + count) % count;
  if (key === "Home") return 0;
  return key === "End" ? count - 1 : undefined;
}
