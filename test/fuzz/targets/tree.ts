import { serveDocument } from "../../../shared/src/domain/index.js";
import { locate, parseXml, type Range, type XmlElement } from "../../../shared/src/xml/index.js";
import type { Dice } from "../../libvirt/documents/dice.js";
import { holds } from "./fail.js";

/** The tree covers the text: ranges lie in it, nest, follow each other, and say what is there. */
export function fuzzTree(text: string, dice: Dice): void {
  const tree = parseXml(text);
  let at = 0;
  for (const child of tree.children) {
    holds(child.start >= at && child.end <= text.length, () => `a child of the document at ${child.start}`);
    at = child.end;
    if (child.kind === "element") checkElement(child, text);
  }
  for (const { start, end, code } of tree.errors) {
    holds(start >= 0 && start <= end && end <= text.length, () => `the error ${code} at ${start}–${end}`);
  }
  for (let n = 0; n < 5; n++) {
    const offset = dice.below(text.length + 1);
    const { range } = locate(tree, offset);
    holds(range.start <= offset && offset <= range.end, () => `locate at ${offset} says ${range.start}–${range.end}`);
  }
  checkRanges(serveDocument(text).views, text.length, 0);
}

function checkElement(root: XmlElement, text: string): void {
  const stack = [root];
  for (let element = stack.pop(); element !== undefined; element = stack.pop()) {
    const { start, end, name, nameRange, startTag } = element;
    holds(isMasked(name) || text.slice(nameRange.start, nameRange.end) === name, () => `the name ${name} at ${start}`);
    holds(start <= startTag.end && startTag.end <= end, () => `the start tag at ${start}`);
    checkAttributes(element, text);
    let at = startTag.end;
    for (const child of element.children) {
      holds(child.start >= at && child.end <= end, () => `a child of ${name} at ${child.start}`);
      at = child.end;
      if (child.kind === "element") stack.push(child);
    }
  }
}

/** A placeholder in a name is read as letters of nobody's alphabet, as many as it has. */
function isMasked(name: string): boolean {
  return name.includes("\uE000");
}

function checkAttributes({ attributes, startTag, nameRange }: XmlElement, text: string): void {
  let at = nameRange.end;
  for (const attribute of attributes) {
    const { start, end, name, valueRange, value } = attribute;
    holds(start >= at && end <= startTag.end, () => `the attribute ${name} at ${start}`);
    holds(isMasked(name) || text.startsWith(name, start), () => `the attribute's name ${name} at ${start}`);
    if (valueRange !== undefined) {
      holds(valueRange.start >= start && valueRange.end <= end, () => `the value of ${name} at ${start}`);
      const typed = text.slice(valueRange.start, valueRange.end);
      holds(/[&\s]/.test(typed) || typed === value, () => `the value of ${name}: ${value} for ${typed}`);
    }
    at = end;
  }
}

const DEEP = 12;

/** Every range that a view holds lies in the text. */
function checkRanges(value: unknown, length: number, depth: number): void {
  if (typeof value !== "object" || value === null || depth > DEEP) return;
  if (value instanceof Map) return;
  const { start, end, kind } = value as Partial<Range> & { kind?: unknown };
  if (typeof start === "number" && typeof end === "number") {
    holds(start >= 0 && start <= end && end <= length, () => `a range of the view: ${start}–${end}`);
    // The tree has been looked at.
    if (kind !== undefined) return;
  }
  for (const each of Object.values(value)) checkRanges(each, length, depth + 1);
}
