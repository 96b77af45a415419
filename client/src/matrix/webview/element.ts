type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/**
 * An element with attributes and content. Text is only ever text: names come from files of others.
 *
 * @param attributes undefined and false ones are left out
 */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...content: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) made.setAttribute(name, value === true ? "" : String(value));
  }
  made.append(...content);
  return made;
}

/**
 * Puts numbered elements into the page, in their order, and takes out the others. Those that are there already stay
 * untouched, and with them the focus.
 *
 * @param known the numbered elements that are in `parent`; kept up to date
 * @param wanted ascending
 * @param fixed an element of `parent` that is before all of them
 */
export function syncChildren(
  parent: HTMLElement,
  known: Map<number, HTMLElement>,
  wanted: readonly number[],
  make: (number: number) => HTMLElement,
  fixed?: HTMLElement,
): void {
  const keep = new Set(wanted);
  for (const [number, child] of known) {
    if (keep.has(number)) continue;
    child.remove();
    known.delete(number);
  }
  let next: Element | null = fixed === undefined ? parent.firstElementChild : fixed.nextElementSibling;
  for (const number of wanted) {
    const there = known.get(number);
    if (there !== undefined) {
      next = there.nextElementSibling;
      continue;
    }
    const made = make(number);
    known.set(number, made);
    parent.insertBefore(made, next);
  }
}
