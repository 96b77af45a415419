import type { XmlElement } from "../xml/index.js";
import type { TextEdit } from "../xml/textEdit.js";

/** Gives an element another name, in both its tags. */
export function renameElement(element: XmlElement, name: string): TextEdit[] {
  const { nameRange, endTag } = element;
  const start = { ...nameRange, newText: name };
  if (endTag === undefined) return [start];
  const at = endTag.start + "</".length;
  return [start, { start: at, end: at + element.name.length, newText: name }];
}
