import type { Range, XmlElement } from "../xml/index.js";
import type { TextView } from "./cpuView.js";

/** Reads an element whose text is a value; undefined where there is no element. */
export function readText(element: XmlElement | undefined): TextView | undefined {
  return element && { element, value: element.text, range: textRange(element) };
}

/** Where the text stands, from its first to its last character that is not white space. */
export function textRange(element: XmlElement): Range {
  let range: Range | undefined;
  for (const child of element.children) {
    if (child.kind !== "text" && child.kind !== "cdata") continue;
    const words = child.text.trim();
    if (words === "") continue;
    // Only plain text can be narrowed by counting; references make the source longer than what it says.
    const plain = child.kind === "text" && child.text.length === child.end - child.start;
    const start = plain ? child.start + child.text.indexOf(words) : child.start;
    range = { start: range?.start ?? start, end: plain ? start + words.length : child.end };
  }
  const inside = element.startTag.end;
  return range ?? { start: inside, end: inside };
}
