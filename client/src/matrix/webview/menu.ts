import { element } from "./element.js";

export interface MenuEntry {
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
