import { XMLParser } from "fast-xml-parser";
import { describe, expect, it } from "vitest";
import { parseXml, type XmlElement } from "../../../shared/src/xml/index.js";
import { documentsIn } from "./documents.js";

const DOCUMENTS = [
  ...documentsIn("own"),
  ...documentsIn("samples"),
  ...documentsIn("sampleHosts"),
  ...documentsIn("hosts"),
];

/** A tree with nothing but what a document says. */
interface Said {
  readonly name: string;
  readonly attributes: readonly (readonly [string, string])[];
  readonly text: string;
  readonly elements: readonly Said[];
}

function saidByUs(element: XmlElement): Said {
  const { name, text } = element;
  const attributes = element.attributes.map((attribute) => [attribute.name, attribute.value] as const);
  return { name, attributes, text, elements: element.elements.map(saidByUs) };
}

/** One node as the other parser gives it: `:@` holds the attributes, the one other key is the name. */
type Other = Readonly<Record<string, unknown>>;

function saidByOther(node: Other): Said {
  const name = Object.keys(node).find((key) => key !== ":@") ?? "";
  const children = node[name] as readonly Other[];
  const attributes = Object.entries((node[":@"] ?? {}) as Record<string, string>);
  const isElement = (child: Other) => !("#text" in child) && !("#cdata" in child) && !("#comment" in child);
  return {
    name,
    attributes,
    text: children.map(textOf).join(""),
    elements: children.filter(isElement).map(saidByOther),
  };
}

function textOf(node: Other): string {
  if (typeof node["#text"] === "string") return node["#text"];
  const cdata = node["#cdata"] as readonly Other[] | undefined;
  return cdata === undefined ? "" : cdata.map(textOf).join("");
}

const other = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: "",
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  cdataPropName: "#cdata",
  commentPropName: "#comment",
});

describe.each(DOCUMENTS)("$name is well-formed", ({ text }) => {
  const document = parseXml(text);

  it("has no errors", () => {
    expect(document.errors).toEqual([]);
  });

  it("says what another parser reads in it", () => {
    const [root] = (other.parse(text) as readonly Other[]).filter(
      (node) => !("#text" in node) && !("#comment" in node),
    );
    expect(document.root && saidByUs(document.root)).toEqual(root && saidByOther(root));
  });
});

it("has documents to compare", () => {
  expect(DOCUMENTS.length).toBeGreaterThanOrEqual(2);
});
