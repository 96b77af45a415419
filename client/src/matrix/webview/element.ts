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
