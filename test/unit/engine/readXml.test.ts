import { describe, expect, it } from "vitest";
import { CpuError, formatCpu, parseCpu } from "../../../shared/src/engine/index.js";
import { readXml } from "../../../shared/src/engine/readXml.js";

function codeOf(text: string): string {
  try {
    readXml(text);
    return "read";
  } catch (error) {
    if (error instanceof CpuError) return error.code;
    throw error;
  }
}

const nested = (depth: number) => "<a>".repeat(depth) + "</a>".repeat(depth);

describe("documents that libxml2 refuses", () => {
  it.each([
    ["nothing", ""],
    ["blank", " \n"],
    ["no element", "text"],
    ["an open tag", "<a"],
    ["an open element", "<a>"],
    ["a wrong end tag", "<a><b></a></b>"],
    ["two roots", "<a/><b/>"],
    ["text before the root", "x<a/>"],
    ["text after the root", "<a/>x"],
    ["text before a closing comment", "<a/>x<!-- c -->"],
    ["CDATA after the root", "<a/><![CDATA[x]]>"],
    ["an end tag too many", "<a/></a>"],
    ["an attribute twice", "<a b='1' b='2'/>"],
    ["an attribute without quotes", "<a b=1/>"],
    ["an attribute without a value", "<a b/>"],
    ["no space between attributes", "<a b='1'c='2'/>"],
    ["< in a value", "<a b='<'/>"],
    ["a bare & in a value", "<a b='a & b'/>"],
    ["a bare & in text", "<a>a & b</a>"],
    ["an entity without ;", "<a>&lt</a>"],
    ["an undefined entity in text", "<a>&foo;</a>"],
    ["an undefined entity in a value", "<a b='&foo;'/>"],
    ["HTML's entities", "<a>&nbsp;</a>"],
    ["a null character", "<a>&#0;</a>"],
    ["half a surrogate pair", "<a>&#xD800;</a>"],
    ["a number beyond Unicode", "<a>&#x110000;</a>"],
    ["a control character", "<a>\u0001</a>"],
    ["a null byte", "<a>\0</a>"],
    ["]]> in text", "<a>]]></a>"],
    ["a name that begins with a digit", "<1a/>"],
  ])("%s", (_what, text) => {
    expect(codeOf(text)).toBe("not-well-formed");
  });
});

it.each([
  ["<a><b>", "the end of <b> is missing"],
  ["<a>", "the end of <a> is missing"],
  ["<a>".repeat(50_000), "the end of <a> is missing"],
  ["<a><b></a>", "line 1: Expected closing tag 'b' (opened in line 1, col 4) instead of closing tag 'a'"],
])("%.20s is refused in few words", (text, reason) => {
  expect(() => readXml(text)).toThrow(new CpuError("not-well-formed", "XML error", `not well-formed: ${reason}`));
});

describe("documents meant to harm", () => {
  it.each([
    ["a DOCTYPE", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "not-well-formed"],
    ["a doctype in small letters", "<!doctype a><a/>", "not-well-formed"],
    ["33 levels", nested(33), "not-well-formed"],
    ["100,000 levels", nested(100_000), "not-well-formed"],
    ["8,000,001 characters", `<a>${" ".repeat(7_999_994)}</a>`, "too-large"],
    ["an element __proto__", "<a><__proto__>x</__proto__></a>", "not-well-formed"],
    ["an attribute __proto__", "<a __proto__='x'/>", "not-well-formed"],
    ["an element constructor", "<constructor/>", "not-well-formed"],
    ["an attribute prototype", "<a prototype='x'/>", "not-well-formed"],
    ["an end tag of the reader's own envelope", "<a/></document><document>", "not-well-formed"],
  ])("%s", (_what, text, code) => {
    expect(codeOf(text)).toBe(code);
  });

  it("reads as deep and as long as it says", () => {
    expect(codeOf(nested(32))).toBe("read");
    expect(codeOf(`<a>${" ".repeat(7_999_993)}</a>`)).toBe("read");
  });

  it("keeps names that objects of JavaScript have, too", () => {
    const root = readXml("<a hasOwnProperty='1' toString='2'><valueOf/><hasOwnProperty>x</hasOwnProperty></a>");
    expect(root.attributes).toEqual([
      { name: "hasOwnProperty", value: "1" },
      { name: "toString", value: "2" },
    ]);
    expect(root.elements.map(({ name, text }) => [name, text])).toEqual([
      ["valueOf", ""],
      ["hasOwnProperty", "x"],
    ]);
  });

  it("keeps __proto__ where it is a value", () => {
    const cpu = parseCpu("<cpu><model>__proto__</model><feature name='__proto__'/></cpu>", { type: "guest" });
    expect(cpu.model).toBe("__proto__");
    expect(cpu.features).toEqual([{ name: "__proto__", policy: "require" }]);
  });
});

describe("what is read", () => {
  it.each([
    ["<a>&lt;&gt;&amp;&apos;&quot;</a>", "<>&'\""],
    ["<a>&amp;lt;</a>", "&lt;"],
    ["<a>&#65;&#x42;&#x1F600;</a>", "AB😀"],
    ["<a>&#38;lt;</a>", "&lt;"],
    ["<a><![CDATA[<&lt;>]]></a>", "<&lt;>"],
    ["<a>x<!-- y -->z</a>", "xz"],
    ["<a>x<?pi y?>z</a>", "xz"],
    ["<a>x<b>y</b>z</a>", "xz"],
    ["<a>x\r\ny</a>", "x\ny"],
    ["\uFEFF<?xml version='1.0' encoding='UTF-8'?>\n<!-- c -->\n<a>x</a>\n<!-- d -->\n", "x"],
  ])("text of %s", (text, expected) => {
    expect(readXml(text).text).toBe(expected);
  });

  it.each([
    ["&lt;&#65;&amp;lt;", "<A&lt;"],
    ["a\n\tb", "a  b"],
    ["a&#10;b", "a\nb"],
    ['"', '"'],
    [">", ">"],
  ])("value %j", (raw, expected) => {
    expect(readXml(`<a b='${raw}'/>`).attributes).toEqual([{ name: "b", value: expected }]);
  });

  it("gives entities of a definition back as they came", () => {
    const xml = "<cpu><model vendor_id='&lt;&amp;&gt;&apos;&quot;123456&#65;'>a&amp;amp;b</model></cpu>";
    const cpu = parseCpu(xml, { type: "guest" });
    expect([cpu.vendorId, cpu.model]).toEqual(["<&>'\"123456A", "a&amp;b"]);
    expect(parseCpu(formatCpu(cpu), { type: "guest" })).toEqual(cpu);
  });
});
