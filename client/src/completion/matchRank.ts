/**
 * Says how well a name fits what has been typed, letters' case apart.
 *
 * @returns 0 when the name begins with it, 1 when it holds it, 2 when it holds its letters in this order; else undefined
 */
export function matchRank(typed: string, name: string): 0 | 1 | 2 | undefined {
  const wanted = typed.toLowerCase();
  const text = name.toLowerCase();
  const at = text.indexOf(wanted);
  if (at >= 0) return at === 0 ? 0 : 1;
  return hasInOrder(text, wanted) ? 2 : undefined;
}

function hasInOrder(text: string, letters: string): boolean {
  let from = 0;
  for (const letter of letters) {
    const at = text.indexOf(letter, from);
    if (at < 0) return false;
    from = at + letter.length;
  }
  return true;
}

/**
 * Tells text between tags from what is in a tag, without parsing: by the nearest angle bracket.
 *
 * @param before what is before the place, some hundred characters of it are enough
 * @returns whether the place is in an element's text
 */
export function isElementText(before: string): boolean {
  return before.lastIndexOf(">") > before.lastIndexOf("<");
}
