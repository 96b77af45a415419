import { describe, expect, it } from "vitest";
import {
  attributeNamed,
  childNamed,
  childrenNamed,
  documentStyle,
  elementAt,
  lineIndentAt,
  parseXml,
  pathOf,
} from "../../../shared/src/xml/index.js";

const TEXT = `<domain>
  <vcpu>4</vcpu>
  <cpu mode='custom' mode='again'>
    <model>X</model>
    <feature name='a'/><feature name='b'/>
  </cpu>
</domain>
`;
const { root } = parseXml(TEXT);
const cpu = childNamed(root, "cpu");

describe("ways through the tree", () => {
  it("finds the first child and all children of a name", () => {
    expect(attributeNamed(childNamed(cpu, "feature"), "name")?.value).toBe("a");
    expect(childrenNamed(cpu, "feature").map((feature) => attributeNamed(feature, "name")?.value)).toEqual(["a", "b"]);
  });

  it("finds nothing where there is nothing", () => {
    expect(childNamed(cpu, "numa")).toBeUndefined();
    expect(childNamed(undefined, "numa")).toBeUndefined();
    expect(childrenNamed(undefined, "numa")).toEqual([]);
    expect(attributeNamed(cpu, "match")).toBeUndefined();
    expect(attributeNamed(undefined, "match")).toBeUndefined();
  });

  it("takes the first of two attributes", () => {
    expect(attributeNamed(cpu, "mode")?.value).toBe("custom");
  });

  it.each([
    ["<domain>", "domain"],
    ["  <vcpu>", "domain"],
    ["<vcpu>", "domain/vcpu"],
    ["4", "domain/vcpu"],
    ["X", "domain/cpu/model"],
    ["/></", undefined],
    ["name='b'", "domain/cpu/feature"],
    ["\n  </cpu>", "domain/cpu"],
    ["/cpu>", "domain/cpu"],
    ["\n</domain>", "domain"],
  ])("at %j is %s", (mark, path) => {
    const offset = TEXT.indexOf(mark);
    const found = offset < 0 ? undefined : elementAt(parseXml(TEXT), offset);
    expect(found && pathOf(found)).toBe(path);
  });

  it("is in no element outside the root", () => {
    expect(elementAt(parseXml(TEXT), TEXT.length - 1)).toBeUndefined();
    expect(elementAt(parseXml(TEXT), TEXT.length)).toBeUndefined();
    expect(elementAt(parseXml(""), 0)).toBeUndefined();
  });
});

describe("the style of a document", () => {
  it.each([
    ["", "  ", "\n", "'"],
    [TEXT, "  ", "\n", "'"],
    ["<cpu/>", "  ", "\n", "'"],
    ['<domain type="kvm">\n\t<vcpu>1</vcpu>\n</domain>', "\t", "\n", '"'],
    ["<domain>\r\n    <vcpu a='1'/>\r\n</domain>", "    ", "\r\n", "'"],
    ["<domain a=\"1\">\n  <cpu mode='x'>\n      <model/>\n  </cpu>\n</domain>", "    ", "\n", "'"],
    ["<domain a=\"1\">\n   <cpus b='1'/>\n</domain>", "   ", "\n", '"'],
    ["<domain>\n\t<cpu>\n\t  <model/>\n\t</cpu>\n</domain>", "  ", "\n", "'"],
  ])("of %j", (text, indent, newline, quote) => {
    expect(documentStyle(text)).toEqual({ indent, newline, quote });
  });

  it.each([
    ["  <a>|", "  "],
    ["<a>\n\t |<b/>", "\t "],
    ["<a>\n   <b>|</b>", "   "],
    ["|", ""],
    ["  |\n    x", "  "],
  ])("the indentation at %j", (marked, indent) => {
    expect(lineIndentAt(marked.replace("|", ""), marked.indexOf("|"))).toBe(indent);
  });
});
