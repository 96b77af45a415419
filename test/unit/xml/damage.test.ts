import { describe, expect, it } from "vitest";
import { parseXml, type Range, type XmlElement, type XmlNode } from "../../../shared/src/xml/index.js";
import { documentsIn } from "./documents.js";

const OWN = documentsIn("own");
const DOCUMENTS = [...OWN, ...documentsIn("samples")];

/** What a hand inserts by mistake. */
const SLIPS = ["<", ">", "'", '"', "/", "&", "=", " ", "</", "<!--"];

function collect(nodes: readonly XmlNode[], into: XmlNode[] = []): XmlNode[] {
  for (const node of nodes) {
    into.push(node);
    if (node.kind === "element") collect(node.children, into);
  }
  return into;
}

/** The elements of a text by the offset they start at. */
function elementsOf(text: string): ReadonlyMap<number, XmlElement> {
  const elements = new Map<number, XmlElement>();
  for (const node of collect(parseXml(text).children)) if (node.kind === "element") elements.set(node.start, node);
  return elements;
}

function isThere(found: ReadonlyMap<number, XmlElement>, element: XmlElement, shift: number): boolean {
  const there = found.get(element.start + shift);
  return there?.name === element.name && there.end === element.end + shift;
}

function hasItsParent(found: ReadonlyMap<number, XmlElement>, element: XmlElement, shift: number): boolean {
  return found.get(element.start + shift)?.parent?.name === element.parent?.name;
}

/** The end of what is broken by a change at `offset`: its line, and the tag, comment or text it is in. */
function endOfPlace(text: string, nodes: readonly XmlNode[], offset: number): number {
  const lineEnd = text.indexOf("\n", offset);
  let end = lineEnd < 0 ? text.length : lineEnd;
  for (const node of nodes) {
    if (node.start > offset) break;
    const parts = node.kind === "element" ? [node.startTag, ...(node.endTag ? [node.endTag] : [])] : [node];
    for (const part of parts) if (holds(part, offset)) end = Math.max(end, part.end);
  }
  return end;
}

/**
 * Elements that a change at `offset` costs, though they stand wholly before it or wholly behind the broken place, and those
 * that it costs their parent, though the parent's tag is not in that place.
 */
function lost(text: string, whole: readonly XmlNode[], offset: number, removed: number, typed: string): string[] {
  const found = elementsOf(text.slice(0, offset) + typed + text.slice(offset + removed));
  const start = text.lastIndexOf("\n", offset - 1);
  const end = endOfPlace(text, whole, offset);
  const missing: string[] = [];
  for (const node of whole) {
    if (node.kind !== "element" || (node.end > offset && node.start < end)) continue;
    const shift = node.end <= offset ? 0 : typed.length - removed;
    const inPlace = node.parent && node.parent.start < end && node.parent.startTag.end > start;
    if (isThere(found, node, shift) && (inPlace || hasItsParent(found, node, shift))) continue;
    missing.push(`${typed || "deletion"} at ${offset}: <${node.name}> at ${node.start}`);
  }
  return missing;
}

function holds(range: Range | undefined, offset: number): boolean {
  return range !== undefined && range.start <= offset && offset < range.end;
}

/** Thousands of parses each; the usual limit is for one. */
const PATIENCE = 120_000;

describe.each(DOCUMENTS)("damage to $name costs only itself", ({ text }) => {
  const whole = collect(parseXml(text).children);

  it(
    "when it is cut off anywhere",
    () => {
      const missing: string[] = [];
      for (let end = 0; end <= text.length; end++) {
        const found = elementsOf(text.slice(0, end));
        for (const node of whole) {
          if (node.kind !== "element" || node.end > end || isThere(found, node, 0)) continue;
          missing.push(`cut at ${end}: <${node.name}> at ${node.start}`);
        }
      }
      expect(missing).toEqual([]);
    },
    PATIENCE,
  );

  it(
    "when any one character is missing",
    () => {
      const missing: string[] = [];
      for (let offset = 0; offset < text.length; offset++) missing.push(...lost(text, whole, offset, 1, ""));
      expect(missing).toEqual([]);
    },
    PATIENCE,
  );
});

describe.each(OWN)("a slip in $name costs only itself", ({ text }) => {
  const whole = collect(parseXml(text).children);

  it.each(SLIPS)(
    "when %j is typed anywhere",
    (typed) => {
      const missing: string[] = [];
      for (let offset = 0; offset <= text.length; offset++) missing.push(...lost(text, whole, offset, 0, typed));
      expect(missing).toEqual([]);
    },
    PATIENCE,
  );
});

it("has documents to damage", () => {
  expect(OWN.length).toBeGreaterThanOrEqual(2);
});
