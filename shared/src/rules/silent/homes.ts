import { childPath, type ElementDoc, type Grammar, nameOf, parentPath } from "../../catalogue/index.js";
import { addToClock, addToFeatures, insertChildren } from "../../edits/index.js";
import { childNamed, documentStyle, type TextEdit, type XmlElement } from "../../xml/index.js";

/**
 * The path of the element that this one belongs into, by its name and by what it has: undefined where the grammar has none
 * such, or several.
 *
 * @param path of the element that it is in
 */
export function homeOf(element: XmlElement, path: string, { elements }: Grammar): string | undefined {
  const homes = Object.entries(elements).flatMap(([each, doc]) => {
    if (nameOf(each) !== element.name || each === "domain" || parentPath(each) === path) return [];
    return isLike(element, each, doc, elements) ? [parentPath(each) ?? "domain"] : [];
  });
  return homes.length === 1 ? homes[0] : undefined;
}

/** Whether an element would be read whole at a place. */
function isLike(
  { attributes, elements: children, text }: XmlElement,
  path: string,
  doc: ElementDoc,
  elements: Grammar["elements"],
): boolean {
  // Of a device only the name is known.
  if (doc.closed === true) return parentPath(path) === "devices";
  const known = Object.entries(doc.attributes ?? {});
  return (
    attributes.every(({ name }) => name.startsWith("xmlns") || doc.attributes?.[name] !== undefined) &&
    known.every(([name, { required }]) => required !== true || attributes.some((each) => each.name === name)) &&
    children.every(({ name }) => elements[childPath(path, name)] !== undefined) &&
    (doc.text === undefined ? text.trim() === "" : text.trim() !== "")
  );
}

/** Where libvirt prints a part of its own: in front of these. */
const BEHIND = new Set("os features cpu clock on_poweroff on_reboot on_crash pm devices".split(" "));

/**
 * Puts lines into the element at this path, which is made where there is none.
 *
 * @returns undefined where the element that is in the way has another of that name already
 */
export function insertAt(
  text: string,
  domain: XmlElement,
  {
    home,
    name,
    lines,
    repeats,
  }: { readonly home: string; readonly name: string; readonly lines: readonly string[]; readonly repeats: boolean },
): TextEdit | undefined {
  const names = home === "domain" ? [] : home.split("/");
  let parent = domain;
  let depth = 0;
  for (; depth < names.length; depth++) {
    const next = childNamed(parent, names[depth] ?? "");
    if (next === undefined) break;
    parent = next;
  }
  if (depth === names.length && !repeats && childNamed(parent, name) !== undefined) return undefined;
  if (home === "features") return addToFeatures(text, domain, lines);
  if (home === "clock") return addToClock(text, domain, lines);
  const { indent } = documentStyle(text);
  const block = names
    .slice(depth)
    .reduceRight<readonly string[]>(
      (inner, each) => [`<${each}>`, ...inner.map((line) => indent + line), `</${each}>`],
      lines,
    );
  const before = parent === domain ? domain.elements.find((each) => BEHIND.has(each.name)) : undefined;
  return insertChildren(text, parent, block, before);
}

/** An element's lines, without the indentation that all but the first share. */
export function linesOf(text: string, element: XmlElement): readonly string[] {
  const [first = "", ...rest] = text.slice(element.start, element.end).split(/\r?\n/);
  const depths = rest.filter((line) => line.trim() !== "").map((line) => line.length - line.trimStart().length);
  const common = depths.length === 0 ? 0 : Math.min(...depths);
  return [first, ...rest.map((line) => line.slice(common))];
}
