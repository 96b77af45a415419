import type { DomainView } from "../../domain/index.js";
import { setAttribute, setValue } from "../../edits/attributeEdits.js";
import { attributeNamed, childNamed, childrenNamed, type XmlElement } from "../../xml/index.js";
import type { TextEdit } from "../../xml/textEdit.js";
import { numberIn } from "../vcpus/vcpuMax.js";
import { interconnectsOf } from "./interconnects.js";
import { numaCells } from "./numaCells.js";

/** Edits that number the cells from 0 on in document order, and follow with what refers to them. */
export function renumber(text: string, view: DomainView): TextEdit[] {
  const cells = numaCells(view);
  const moved = new Map<number, number>();
  const edits: TextEdit[] = [];
  for (const [index, { element, number: id, id: given }] of cells.entries()) {
    if (given === undefined || id !== index) edits.push(setAttribute(text, element, "id", String(index)));
    if (id !== undefined && !moved.has(id)) moved.set(id, index);
  }
  for (const [element, name] of references(view)) {
    const attribute = attributeNamed(element, name);
    const from = numberIn(attribute?.value);
    const to = from === undefined ? undefined : moved.get(from);
    if (attribute !== undefined && to !== undefined && to !== from) edits.push(setValue(text, attribute, String(to)));
  }
  return edits.filter((edit) => text.slice(edit.start, edit.end) !== edit.newText);
}

/** Where a document names cells by number: distances, interconnects, memory tuning. */
function* references(view: DomainView): Iterable<readonly [XmlElement, string]> {
  for (const { element } of numaCells(view)) {
    for (const sibling of childrenNamed(childNamed(element, "distances"), "sibling")) yield [sibling, "id"];
  }
  for (const link of interconnectsOf(view)) {
    yield [link, "initiator"];
    yield [link, "target"];
  }
  for (const node of childrenNamed(childNamed(view.domain, "numatune"), "memnode")) yield [node, "cellid"];
}
