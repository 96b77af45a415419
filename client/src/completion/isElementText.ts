/**
 * Tells text between tags from what stands in a tag, without parsing: by the nearest angle bracket.
 *
 * @param before what stands before the place, some hundred characters of it are enough
 * @returns whether the place is in an element's text
 */
export function isElementText(before: string): boolean {
  return before.lastIndexOf(">") > before.lastIndexOf("<");
}
