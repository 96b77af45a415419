import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { locate, parseXml, type Range, type XmlDocument, type XmlElement } from "../../../shared/src/xml/index.js";
import { allElements } from "./outline.js";

/** Pieces that documents, good and bad, are made of; far more telling than random characters. */
const PIECES = [
  "<cpu>",
  "</cpu>",
  "<model>",
  "</model>",
  "</mdel>",
  "<feature ",
  "name=",
  "'aes'",
  "'",
  '"',
  "policy='require'",
  "/>",
  ">",
  "<",
  "</",
  "/",
  "=",
  "\n",
  "\n  ",
  "\n    ",
  "\r\n",
  " ",
  "Haswell",
  "&amp;",
  "&",
  "<!-- ",
  " -->",
  "<![CDATA[",
  "]]>",
  "<?xml ",
  "?>",
  "<!DOCTYPE a [",
  "]>",
  "<!",
  "\u0000",
  "\ufeff",
  "\ud800",
];

const documents = fc.oneof(
  fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map((pieces) => pieces.join("")),
  fc.string({ unit: "binary", maxLength: 60 }),
);

function check(property: (text: string, document: XmlDocument) => void, numRuns = 3000): void {
  fc.assert(
    fc.property(documents, (text) => property(text, parseXml(text))),
    { numRuns },
  );
}

/** The parts of an element in their order, with nothing between them. */
function partsOf(element: XmlElement): Range[] {
  return [element.startTag, ...element.children, ...(element.endTag ? [element.endTag] : [])];
}

function expectSeamless(parts: readonly Range[], start: number, end: number): void {
  let at = start;
  for (const part of parts) {
    expect(part.start).toBe(at);
    expect(part.end).toBeGreaterThan(part.start);
    at = part.end;
  }
  expect(at).toBe(end);
}

describe("for any text", () => {
  it("every character is in exactly one place of the tree", () => {
    check((text, document) => {
      expectSeamless(document.children, text.startsWith("\ufeff") ? 1 : 0, text.length);
      for (const element of allElements(document.children)) {
        expectSeamless(partsOf(element), element.start, element.end);
      }
    });
  });

  it("children know their parents", () => {
    check((_text, document) => {
      for (const child of document.children) if (child.kind === "element") expect(child.parent).toBe(undefined);
      for (const element of allElements(document.children)) {
        for (const child of element.elements) expect(child.parent === element).toBe(true);
      }
    });
  });

  it("names, attributes and values lie in order inside their tag", () => {
    check((text, document) => {
      for (const element of allElements(document.children)) {
        expect(text.slice(element.nameRange.start, element.nameRange.end)).toBe(element.name);
        let at = element.nameRange.end;
        for (const { start, end, nameRange, valueRange } of element.attributes) {
          expect(start).toBeGreaterThanOrEqual(at);
          expect(nameRange.start).toBe(start);
          expect(valueRange?.start ?? end).toBeGreaterThanOrEqual(nameRange.end);
          expect(valueRange?.end ?? end).toBeLessThanOrEqual(end);
          at = end;
        }
        expect(at).toBeLessThanOrEqual(element.startTag.end);
      }
    });
  });

  it("errors are in order and inside the text", () => {
    check((text, document) => {
      let at = 0;
      for (const { start, end } of document.errors) {
        expect(start).toBeGreaterThanOrEqual(at);
        expect(end).toBeGreaterThan(start);
        expect(end).toBeLessThanOrEqual(text.length);
        at = start;
      }
    });
  });

  it("the cursor is somewhere everywhere, and what it replaces is around it", () => {
    check((text, document) => {
      for (let offset = 0; offset <= text.length; offset++) {
        const { range, prefix, kind } = locate(document, offset);
        expect(range.start).toBeLessThanOrEqual(offset);
        expect(range.end).toBeGreaterThanOrEqual(offset);
        if (kind !== "comment" && kind !== "cdata") expect(prefix).toBe(text.slice(range.start, offset));
      }
    }, 500);
  });
});
