import {
  removeAttribute,
  removeElement,
  setAttribute,
  setText,
  setValue,
} from "../../../shared/src/edits/elementEdits.js";
import { wholeLines } from "../../../shared/src/edits/wholeLines.js";
import { attributeNamed, parseXml, type XmlElement } from "../../../shared/src/xml/index.js";
import { applyEdits, type TextEdit } from "../../../shared/src/xml/textEdit.js";
import type { Dice } from "./dice.js";
import { ODD_NUMBERS } from "./topology.js";

/** Parts of a domain that are about its CPU; others are left as they are. */
const PARTS = ["cpu", "vcpu", "vcpus", "features", "clock", "cputune", "numatune"] as const;
/** Where the host runs its own threads is not about the guest, yet libvirt's message does not tell it apart. */
const NOT_THE_GUEST = ["emulatorpin", "iothreadpin"];
const ODD_VALUES = [
  ...ODD_NUMBERS,
  "1",
  "2",
  "3",
  "16",
  "on",
  "off",
  "yes",
  "no",
  "none",
  "x,y",
  "0-1",
  "disable",
  "emulate",
];

/**
 * Changes one place of a document's CPU parts without asking whether that makes sense.
 *
 * @returns the changed document; the same one where there is nothing to change
 */
export function mutate(dice: Dice, text: string): string {
  const root = parseXml(text).root;
  const parts = root?.elements.filter(({ name }) => PARTS.some((part) => part === name)) ?? [];
  if (parts.length === 0) return text;
  const element = dice.pick(withDescendants(dice.pick(parts)).filter(({ name }) => !NOT_THE_GUEST.includes(name)));
  const edit = anyEdit(dice, text, element);
  return edit === undefined ? text : applyEdits(text, [edit]);
}

function withDescendants(element: XmlElement): XmlElement[] {
  return [element, ...element.elements.flatMap(withDescendants)];
}

function anyEdit(dice: Dice, text: string, element: XmlElement): TextEdit | undefined {
  const attribute = element.attributes.length === 0 ? undefined : dice.pick(element.attributes);
  const written = text.slice(element.start, element.end);
  const kind = dice.below(10);
  if (attribute !== undefined && kind < 4) return setValue(text, attribute, dice.pick(ODD_VALUES));
  if (attribute !== undefined && kind < 6) return removeAttribute(text, attribute);
  if (kind < 7) return wholeLines(text, [removeElement(text, element)])[0];
  if (kind < 8) return { start: element.end, end: element.end, newText: written };
  if (kind < 9 && attributeNamed(element, "extra") === undefined) return setAttribute(text, element, "extra", "1");
  return element.elements.length === 0 ? setText(text, element, dice.pick(ODD_NUMBERS)) : undefined;
}
