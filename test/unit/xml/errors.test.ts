import { describe, expect, it } from "vitest";
import { maxErrors, parseXml, XML_ERRORS } from "../../../shared/src/xml/index.js";

/** A document and its errors: code and the source they point at. */
const ROWS: readonly (readonly [string, readonly (readonly [string, string])[]])[] = [
  ["<a/>", []],
  ["<?xml version='1.0'?>\n<!-- c --><a b='1'>&lt;<![CDATA[<&]]></a>\n", []],
  ["\ufeff<a/>\r\n", []],
  ["", []],
  ["<a>", [["unclosed-element", "<a>"]]],
  ["<a><b></a>", [["unclosed-element", "<b>"]]],
  ["<a", [["unclosed-tag", "<a"]]],
  ["<a></a", [["unclosed-tag", "</a"]]],
  [
    "<a/\n<b/>",
    [
      ["unclosed-tag", "<a/"],
      ["second-root", "<b/>"],
    ],
  ],
  ["<a b='1/>", [["unclosed-quote", "'1"]]],
  ["<a><!-- x\n</a>", [["unclosed-comment", "<!-- x"]]],
  ["<a><![CDATA[ x\n</a>", [["unclosed-cdata", "<![CDATA[ x"]]],
  ["<?xml version='1.0'>\n<a/>", [["unclosed-pi", "<?xml version='1.0'>"]]],
  ["<!DOCTYPE a [\n<a/>", [["unclosed-doctype", "<!DOCTYPE a ["]]],
  [
    "<!DOCTYPE a [<!ENTITY b '>'> <!-- don't > ]> -->]>\n<a/>",
    [["doctype", "<!DOCTYPE a [<!ENTITY b '>'> <!-- don't > ]> -->]>"]],
  ],
  ["<a> < </a>", [["stray-less-than", "<"]]],
  ["<a></b></a>", [["stray-end-tag", "</b>"]]],
  ["<a></></a>", [["stray-end-tag", "</>"]]],
  ["<abc></abd>", [["mismatched-end-tag", "</abd>"]]],
  ["<a></a x>", [["illegal-character", "x"]]],
  ["<a b='1' b='2'/>", [["duplicate-attribute", "b"]]],
  ["<a b=1/>", [["missing-quotes", "1"]]],
  ["<a b'1'/>", [["missing-equals", "'"]]],
  ["<a b/>", [["missing-value", "b"]]],
  ["<a b= c='1'/>", [["missing-value", "b="]]],
  ["<a ='1'/>", [["missing-name", "="]]],
  ["<a b='1'c='2'/>", [["missing-space", "c"]]],
  ["<a, b='1'/>", [["illegal-character", ","]]],
  ["<a>\u0000\u0001</a>", [["illegal-character", "\u0000\u0001"]]],
  ["<a>\ud800</a>", [["illegal-character", "\ud800"]]],
  ["<a>\ud83d\ude00</a>", []],
  ["<a/><![CDATA[x]]>", [["text-outside-root", "<![CDATA[x]]>"]]],
  ["<a>]]></a>", [["section-end", "]]>"]]],
  ["<a b=']]>'><![CDATA[x]]><!-- ]]> --></a>", []],
  ["<a>a & b</a>", [["stray-ampersand", "&"]]],
  ["<a b='a & b'/>", [["stray-ampersand", "&"]]],
  [
    "<a>&nbsp;&#0;&amp;</a>",
    [
      ["unknown-entity", "&nbsp;"],
      ["unknown-entity", "&#0;"],
    ],
  ],
  ["<xml version='1.0'?>\n<a/>", [["unknown-markup", "<xml version='1.0'?>"]]],
  ["<a><!x></a>", [["unknown-markup", "<!x>"]]],
  ["<a/><b/><c/>", [["second-root", "<b/>"]]],
  [
    "x<a/>y",
    [
      ["text-outside-root", "x"],
      ["text-outside-root", "y"],
    ],
  ],
];

describe("what is broken is told with its code and place", () => {
  it.each(ROWS)("%j", (text, expected) => {
    expect(parseXml(text).errors.map((error) => [error.code, text.slice(error.start, error.end)])).toEqual(expected);
  });

  it("has a sentence for each", () => {
    for (const sentence of Object.values(XML_ERRORS)) expect(sentence).toMatch(/^[A-Z].*\.$/);
  });

  it("stops telling at the limit", () => {
    expect(parseXml("<a b/>".repeat(maxErrors * 2)).errors).toHaveLength(maxErrors);
  });
});
