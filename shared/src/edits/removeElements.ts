import type { XmlElement } from "../xml/index.js";
import type { TextEdit } from "../xml/textEdit.js";
import { removeElement } from "./elementEdits.js";

/** Looking for the line that each stands on would take too long for more than these. */
const MANY = 1000;

/** Takes elements away, each with its line if it has one of its own; of very many only the elements. */
export function removeElements(text: string, elements: readonly XmlElement[]): TextEdit[] {
  if (elements.length > MANY) return elements.map(({ start, end }) => ({ start, end, newText: "" }));
  return elements.map((element) => removeElement(text, element));
}
