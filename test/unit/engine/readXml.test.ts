import { describe, expect, it } from "vitest";
import { CpuError, formatCpu, parseCpu } from "../../../shared/src/engine/index.js";
import { readXml } from "../../../shared/src/engine/readXml.js";
import { parseStrict, parseXml, type XmlDocument } from "../../../shared/src/xml/index.js";

function refusalOf(text: string): CpuError | undefined {
  try {
    readXml(text);
    return undefined;
  } catch (error) {
    if (error instanceof CpuError) return error;
    throw error;
  }
}

function codeOf(text: string): string {
  return refusalOf(text)?.code ?? "read";
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
  ["<a><b>", "the end of <a> is missing", "unclosed-element", 1],
  ["<a>", "the end of <a> is missing", "unclosed-element", 1],
  ["<a>\n\n<b></a>", "the end of <b> is missing", "unclosed-element", 3],
  ["<a>".repeat(50_000), "line 1: The elements are nested too deeply.", "too-deep", 1],
  ["<a>\n<b c=1/></a>", "line 2: A value must be in quotes.", "missing-quotes", 2],
  [
    "<a>\n\n<b>a & b</b></a>",
    "line 3: An '&' must start a reference. Use '&amp;' for the character.",
    "stray-ampersand",
    3,
  ],
  ["<a>\n\u0000</a>", "line 2: This character is not allowed here.", "illegal-character", 2],
  ["<a>\n]]></a>", "line 2: Text must not contain ']]>'. Use ']]&gt;'.", "section-end", 2],
  ["\n<!DOCTYPE cpu><cpu/>", "line 2: A document type declaration is not allowed here.", "refused-doctype", 2],
  ["<?xml version='1.0'?>", "line 1: A document must have exactly one root element.", "no-root", 1],
])("%.20s is refused in few words, with its line", (text, reason, subject, line) => {
  const refusal = refusalOf(text);
  expect(refusal).toMatchObject({ code: "not-well-formed", message: `XML error: not well-formed: ${reason}`, subject });
  expect(refusal?.place.line).toBe(line);
});

describe("documents meant to harm", () => {
  it.each([
    ["a DOCTYPE", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "not-well-formed"],
    ["a doctype in small letters", "<!doctype a><a/>", "not-well-formed"],
    ["33 levels", nested(33), "not-well-formed"],
    ["100,000 levels", nested(100_000), "not-well-formed"],
    ["8,000,001 characters", `<a>${" ".repeat(7_999_994)}</a>`, "too-large"],
    ["an end tag too many, and a start tag", "<a/></document><document>", "not-well-formed"],
  ])("%s", (_what, text, code) => {
    expect(codeOf(text)).toBe(code);
  });

  it.each(["__proto__", "constructor", "prototype"])("%s is a name as any other", (name) => {
    const root = readXml(`<${name} ${name}='x'><${name}>y</${name}></${name}>`);
    expect([root.name, root.elements[0]?.name, root.elements[0]?.text]).toEqual([name, name, "y"]);
    expect(root.attributes.map((each) => [each.name, each.value])).toEqual([[name, "x"]]);
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
  });

  it("reads as deep and as long as it says", () => {
    expect(codeOf(nested(32))).toBe("read");
    expect(codeOf(`<a>${" ".repeat(7_999_993)}</a>`)).toBe("read");
  });

  it("keeps names that objects of JavaScript have, too", () => {
    const root = readXml("<a hasOwnProperty='1' toString='2'><valueOf/><hasOwnProperty>x</hasOwnProperty></a>");
    expect(root.attributes.map(({ name, value }) => [name, value])).toEqual([
      ["hasOwnProperty", "1"],
      ["toString", "2"],
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

/** A document being edited and one from elsewhere are read alike; only the depth and a document type make a difference. */
describe("one reader", () => {
  interface Probe {
    readonly text: string;
    /** What is wrong with it while it is edited; where nothing else is said, from elsewhere as well. */
    readonly edited: readonly string[];
    readonly strict?: readonly string[];
  }
  const probes: Readonly<Record<string, Probe>> = {
    "100 levels": { text: nested(100), edited: [], strict: ["too-deep"] },
    "a document type": {
      text: "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
      edited: ["doctype"],
      strict: ["refused-doctype", "unknown-entity"],
    },
    "an element __proto__": { text: "<a><__proto__>x</__proto__></a>", edited: [] },
    "an attribute constructor": { text: "<a constructor='x'/>", edited: [] },
    "a late declaration": { text: "\n<?xml version='1.0'?>\n<a/>", edited: ["late-declaration"] },
    "an attribute twice": { text: "<a b='1' b='2'/>", edited: ["duplicate-attribute"] },
    "< in a value": { text: "<a b='<c'/>", edited: ["unclosed-quote", "missing-name", "unclosed-quote"] },
    "an undefined entity": { text: "<a>&foo;</a>", edited: ["unknown-entity"] },
    "a bare &": { text: "<a>a & b</a>", edited: ["stray-ampersand"] },
    "]]> in text": { text: "<a>]]></a>", edited: ["section-end"] },
    "a control character": { text: "<a>\u0001</a>", edited: ["illegal-character"] },
    "two roots": { text: "<a/><b/>", edited: ["second-root"] },
    "a namespace": { text: "<a xmlns:b='c' b:d='1'><b:e/></a>", edited: [] },
  };
  it.each(Object.entries(probes))("%s", (_what, { text, edited, strict = edited }) => {
    const codes = (document: XmlDocument) => document.errors.map(({ code }) => code);
    expect(codes(parseXml(text))).toEqual(edited);
    expect(codes(parseStrict(text, { maxDepth: 32 }))).toEqual(strict);
    expect(refusalOf(text)?.subject).toBe(strict[0]);
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
    expect(readXml(`<a b='${raw}'/>`).attributes.map(({ name, value }) => [name, value])).toEqual([["b", expected]]);
  });

  it("gives entities of a definition back as they came", () => {
    const xml = "<cpu><model vendor_id='&lt;&amp;&gt;&apos;&quot;123456&#65;'>a&amp;amp;b</model></cpu>";
    const cpu = parseCpu(xml, { type: "guest" });
    expect([cpu.vendorId, cpu.model]).toEqual(["<&>'\"123456A", "a&amp;b"]);
    expect(parseCpu(formatCpu(cpu), { type: "guest" })).toEqual(cpu);
  });
});
