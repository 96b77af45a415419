import { describe, expect, it } from "vitest";
import { domainView } from "../../../shared/src/domain/index.js";
import { elementAt, locate, maxErrors, parseXml } from "../../../shared/src/xml/index.js";
import { allElements, elementNamed } from "./outline.js";

const LAUGHS = `<?xml version="1.0"?>
<!DOCTYPE lolz [
  <!ENTITY lol "lol">
  <!ENTITY lol2 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;">
  <!ENTITY lt "boom">
  <!ENTITY file SYSTEM "file:///etc/passwd">
]>
<domain><name>&lol2;&lt;&file;</name></domain>`;

describe("what a document declares", () => {
  it("is expanded as libvirt does; nothing outside is read, and the predefined ones stay what they are", () => {
    expect(elementNamed(LAUGHS, "name").text).toBe(`${"lol".repeat(10)}<`);
  });

  it("steps over the whole document type", () => {
    const document = parseXml(LAUGHS);
    expect(allElements(document.children).map((element) => element.name)).toEqual(["domain", "name"]);
    expect(document.errors.map((error) => error.code)).toEqual(["doctype"]);
  });
});

describe("entities stay within bounds", () => {
  const chain = (levels: number, own: string) =>
    Array.from({ length: levels }, (_, n) => `<!ENTITY e${n + 1} "${`&e${n};`.repeat(10)}">`).join("") + own;
  const document = (declared: string, content: string) =>
    parseXml(`<!DOCTYPE domain [<!ENTITY e0 "x">${declared}]><domain>${content}</domain>`);
  const codes = (declared: string, content: string) =>
    document(declared, content)
      .errors.map(({ code }) => code)
      .filter((code) => code !== "doctype");

  it.each([
    ["ten to the ninth", chain(9, ""), "&e9;", ["unknown-entity"]],
    ["ten to the third", chain(3, ""), "&e3;", []],
    ["a circle", '<!ENTITY a "&b;"><!ENTITY b "&a;">', "&a;", ["unknown-entity"]],
    ["a circle that nobody refers to", '<!ENTITY a "&b;"><!ENTITY b "&a;">', "", []],
    ["markup in a value", '<!ENTITY a "<b/>">', "<c d='&a;'/>", ["unknown-entity"]],
    ["what is outside, in a value", '<!ENTITY a SYSTEM "a">', "<c d='&a;'/>", ["unknown-entity"]],
    ["what is outside, in text", '<!ENTITY a SYSTEM "a">', "&a;", []],
  ])("%s", (_, declared, content, expected) => {
    expect(codes(declared, content)).toEqual(expected);
  });

  it("many references to one entity become text only up to the limit", () => {
    const long = `<!ENTITY a "${"x".repeat(1000)}">`;
    const { root, errors } = document(long, "<b>&a;</b>".repeat(10_000));
    const text = (root?.elements ?? []).reduce((length, element) => length + element.text.length, 0);
    expect(text).toBeLessThan(2_000_000);
    expect(errors.length).toBeGreaterThan(1);
  });
});

describe("depth and size cost no more than their length", () => {
  it("nests a million deep, closed", () => {
    const depth = 1_000_000;
    const document = parseXml("<a>".repeat(depth) + "</a>".repeat(depth));
    expect(document.errors).toEqual([]);
    expect(document.root?.end).toBe(7 * depth);
  });

  it("nests a million deep, open, and finds its way to the bottom", () => {
    const depth = 1_000_000;
    const document = parseXml("<a>".repeat(depth));
    expect(document.errors).toHaveLength(maxErrors);
    expect(locate(document, 3 * depth).kind).toBe("text");
    expect(elementAt(document, 3 * depth - 1)?.start).toBe(3 * depth - 3);
  });

  it("ends a deep nest of open elements beside many others", () => {
    const text = `<x>${"<a>".repeat(100_000)}${"\n<b/>".repeat(100_000)}</x>`;
    const document = parseXml(text);
    expect(document.root?.endTag?.start).toBe(text.length - 4);
    expect(document.root?.elements).toHaveLength(100_001);
  });

  it("reads a line of 10 MB", () => {
    const document = parseXml(`<cpu><model>${"x".repeat(10_000_000)}</model></cpu>`);
    expect(document.root?.elements[0]?.text).toHaveLength(10_000_000);
  });

  it("reads a hundred thousand features", () => {
    const document = parseXml(`<cpu>${"<feature policy='require' name='aes'/>".repeat(100_000)}</cpu>`);
    expect(domainView(document)?.cpu?.features).toHaveLength(100_000);
  });

  it("reads a tag of a hundred thousand attributes", () => {
    const names = Array.from({ length: 100_000 }, (_, index) => `a${index}='${index}'`);
    const document = parseXml(`<cpu ${names.join(" ")} a7='again'/>`);
    expect(document.root?.attributes).toHaveLength(100_001);
    expect(document.errors.map((error) => error.code)).toEqual(["duplicate-attribute"]);
  });

  // Each of these makes a parser that looks ahead without remembering take hours.
  it.each([
    "<",
    "</",
    "<!",
    "<?",
    "<?a?",
    "<!--",
    "<![CDATA[",
    "<!DOCTYPE a [",
    "<!DOCTYPE a [\n",
    "<!--\n",
    "<![CDATA[\n",
    "<a b='\n",
    "<!DOCTYPE '\"",
    "&",
    "&amp;",
    "<a ",
    "<a b='",
    "<a b=\"x' ",
    "<a>x\n<b>",
    "<a></",
    "<a> </bb>",
    "b=c ",
    "b='x>",
    "\u0000",
    "\ud800",
    "]]>",
  ])(
    "reads %j, many times",
    (piece) => {
      const text = piece.repeat(100_000);
      expect(parseXml(text).text).toBe(text);
      expect(parseXml(`<a ${text}`).root?.name).toBe("a");
      expect(parseXml(`<a>${text}</a>`).root?.name).toBe("a");
      expect(parseXml(`<a b='${text}`).root?.attributes[0]?.name).toBe("b");
    },
    60_000,
  );
});

describe("names are names, whatever they mean elsewhere", () => {
  it.each(["__proto__", "constructor", "prototype", "toString", "hasOwnProperty"])("%s", (name) => {
    const document = parseXml(`<${name} ${name}='${name}'><${name}/></${name}>`);
    expect(document.errors).toEqual([]);
    expect(document.root?.name).toBe(name);
    expect(document.root?.attributes.map((attribute) => attribute.value)).toEqual([name]);
    expect(document.root?.elements.map((element) => element.name)).toEqual([name]);
  });

  it.each(["&__proto__;", "&constructor;", "&toString;"])("%s is no entity", (reference) => {
    expect(parseXml(`<a>${reference}</a>`).root?.text).toBe(reference);
  });
});
