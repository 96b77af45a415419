import { describe, expect, it } from "vitest";
import { elementNamed } from "./outline.js";

/** What is after `<a` and, for each attribute found, its exact source, its name, its value and what is in the value's range. */
const ROWS: readonly (readonly [string, readonly (readonly [string, string, string, string | undefined])[]])[] = [
  [" b='1'/>", [["b='1'", "b", "1", "1"]]],
  [' b = "1" >', [['b = "1"', "b", "1", "1"]]],
  [" b=''/>", [["b=''", "b", "", ""]]],
  [" b='&lt;&#65;&#x42;&amp;'/>", [["b='&lt;&#65;&#x42;&amp;'", "b", "<AB&", "&lt;&#65;&#x42;&amp;"]]],
  [" b='&foo; & &#0;'/>", [["b='&foo; & &#0;'", "b", "&foo; & &#0;", "&foo; & &#0;"]]],
  [" b='1\n\t2\r\n3'/>", [["b='1\n\t2\r\n3'", "b", "1  2 3", "1\n\t2\r\n3"]]],
  [" b='x>y'/>", [["b='x>y'", "b", "x>y", "x>y"]]],
  [" b='x>y'", [["b='x>y'", "b", "x>y", "x>y"]]],
  [" b=1/>", [["b=1", "b", "1", "1"]]],
  [
    " b=1/2 c='3'/>",
    [
      ["b=1/2", "b", "1/2", "1/2"],
      ["c='3'", "c", "3", "3"],
    ],
  ],
  [
    " b=1' c='2'/>",
    [
      ["b=1'", "b", "1", "1"],
      ["c='2'", "c", "2", "2"],
    ],
  ],
  [
    " b='1\" c='2'/>",
    [
      ["b='1\"", "b", "1", "1"],
      ["c='2'", "c", "2", "2"],
    ],
  ],
  [
    " b='1 c='2'/>",
    [
      ["b='1", "b", "1", "1"],
      ["c='2'", "c", "2", "2"],
    ],
  ],
  [
    ' b=\'1 c="2"/>',
    [
      ["b='1", "b", "1", "1"],
      ['c="2"', "c", "2", "2"],
    ],
  ],
  [
    " b=' c='2'/>",
    [
      ["b='", "b", "", ""],
      ["c='2'", "c", "2", "2"],
    ],
  ],
  [
    " b='1\n c='2'/>",
    [
      ["b='1", "b", "1", "1"],
      ["c='2'", "c", "2", "2"],
    ],
  ],
  [" b='1  \n/>", [["b='1", "b", "1", "1"]]],
  [" b='1>'don't", [["b='1", "b", "1", "1"]]],
  [
    " b='x c=' d='1'/>",
    [
      ["b='x c='", "b", "x c=", "x c="],
      ["d='1'", "d", "1", "1"],
    ],
  ],
  [
    " b c='2'/>",
    [
      ["b", "b", "", undefined],
      ["c='2'", "c", "2", "2"],
    ],
  ],
  [
    " b= c='2'/>",
    [
      ["b=", "b", "", undefined],
      ["c='2'", "c", "2", "2"],
    ],
  ],
  [
    " b=\n c='2'/>",
    [
      ["b=", "b", "", undefined],
      ["c='2'", "c", "2", "2"],
    ],
  ],
  [" b=\n '2'/>", [["b=\n '2'", "b", "2", "2"]]],
  [" b=/>", [["b=", "b", "", undefined]]],
  [" b", [["b", "b", "", undefined]]],
  [" b'1'/>", [["b'1'", "b", "1", "1"]]],
  [" ='1'/>", [["='1'", "", "1", "1"]]],
  [" '1'/>", [["'1'", "", "1", "1"]]],
  [
    " b='1'c='2'/>",
    [
      ["b='1'", "b", "1", "1"],
      ["c='2'", "c", "2", "2"],
    ],
  ],
  [
    " b='1', c='2'/>",
    [
      ["b='1'", "b", "1", "1"],
      ["c='2'", "c", "2", "2"],
    ],
  ],
  ["\u00a0b='1'/>", [["b='1'", "b", "1", "1"]]],
  [" / b='1'/>", [["b='1'", "b", "1", "1"]]],
  [
    " __proto__='1' constructor='2'/>",
    [
      ["__proto__='1'", "__proto__", "1", "1"],
      ["constructor='2'", "constructor", "2", "2"],
    ],
  ],
];

describe("attributes keep their offsets, however they are typed", () => {
  it.each(ROWS)("<a%j", (typed, expected) => {
    const text = `<a${typed}`;
    const found = elementNamed(text, "a").attributes.map((attribute) => {
      const { name, value, valueRange, nameRange } = attribute;
      expect(text.slice(nameRange.start, nameRange.end)).toBe(name);
      const inside = valueRange && text.slice(valueRange.start, valueRange.end);
      return [text.slice(attribute.start, attribute.end), name, value, inside];
    });
    expect(found).toEqual(expected);
  });

  it.each([
    [" b='1'", "'", true],
    [' b="1"', '"', true],
    [" b='1", "'", false],
    [" b='1\"", "'", false],
    [" b=1", undefined, false],
    [" b=1'", undefined, false],
    [" b=", undefined, false],
    [" b", undefined, false],
  ])("<a%s has the quote %s, closed: %s", (typed, quote, closed) => {
    const [attribute] = elementNamed(`<a${typed}/>`, "a").attributes;
    expect([attribute?.quote, attribute?.closed]).toEqual([quote, closed]);
  });
});
