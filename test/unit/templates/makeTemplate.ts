import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { parseXml, type XmlElement } from "../../../shared/src/xml/index.js";
import { readVectors } from "../../conformance/vectors.js";

/** Placeholders of every language, as a value; the number tells them apart. */
const VALUES: readonly ((number: number) => string)[] = [
  (number) => `{{ v${number} }}`,
  (number) => `{{ v${number}["a"] | default("b", 'c') }}`,
  (number) => `{{ .Values.v${number} }}`,
  (number) => `<%= @v${number} %>`,
  (number) => `<%= @v${number}['a'] > 2 ? "b" : 'c' %>`,
  (number) => `\${v${number}}`,
  (number) => `\${lookup(v${number}, "a")}`,
  (number) => `$v${number}`,
  (number) => `@v${number}@`,
  (number) => `{v${number}}`,
  (number) => `%(v${number})s`,
];

/** The tags of a block: its beginning, its other branch, its end. */
const BLOCKS: readonly (readonly [open: string, middle: string, close: string])[] = [
  ["{% if a < b and c > d %}", "{% else %}", "{% endif %}"],
  ["{%- if a -%}", "{%- elif b == 'c' -%}", "{%- endif -%}"],
  ["{{ if .A }}", "{{ else }}", "{{ end }}"],
  ["<% if @a -%>", "<% else -%>", "<% end -%>"],
  ["<% if $a { -%>", "<% } else { -%>", "<% } -%>"],
  ["%{ if a ~}", "%{ else ~}", "%{ endif ~}"],
];

/** One change that makes a document a template. */
export interface Change {
  readonly kind: "value" | "branch" | "else";
  /** Which element, attribute or language; any number means one of those that there are. */
  readonly pick: number;
  readonly language: number;
}

export const changes: fc.Arbitrary<Change[]> = fc.array(
  fc.record({
    kind: fc.constantFrom("value", "value", "branch", "else"),
    pick: fc.nat(),
    language: fc.nat(),
  }),
  { minLength: 1, maxLength: 4 },
);

export interface MadeTemplate {
  readonly text: string;
  /** What a text made of it, with all tags and placeholders as they are in it, becomes when it is filled. */
  readonly render: (text: string) => string;
}

interface Piece {
  readonly start: number;
  readonly end: number;
  readonly newText: string;
  readonly render: (text: string) => string;
}

/** A template that becomes `xml` when it is filled and its first branches are taken. */
export function makeTemplate(xml: string, wanted: readonly Change[]): MadeTemplate {
  const pieces: Piece[] = [];
  const elements = allElements(xml);
  for (const [number, change] of wanted.entries()) {
    const piece = change.kind === "value" ? asValue(xml, elements, change, number) : asBranch(xml, elements, change);
    const meets = pieces.some(({ start, end }) => piece !== undefined && piece.start < end && start < piece.end);
    if (piece !== undefined && !meets) pieces.push(piece);
  }
  pieces.sort((one, other) => other.start - one.start);
  const text = pieces.reduce(
    (before, { start, end, newText }) => before.slice(0, start) + newText + before.slice(end),
    xml,
  );
  return { text, render: (filled) => pieces.reduce((before, { render }) => render(before), filled) };
}

function allElements(xml: string): XmlElement[] {
  const { root } = parseXml(xml);
  const found: XmlElement[] = [];
  const open = root === undefined ? [] : [root];
  for (let element = open.pop(); element !== undefined; element = open.pop()) {
    found.push(element);
    open.push(...element.elements);
  }
  return found;
}

function pickOf<T>(list: readonly T[], number: number): T | undefined {
  return list[number % Math.max(1, list.length)];
}

function asValue(xml: string, elements: readonly XmlElement[], { pick, language }: Change, number: number) {
  const places = elements.flatMap((element) => [
    ...element.attributes.flatMap(({ valueRange }) => valueRange ?? []),
    ...(element.elements.length === 0 && element.text.trim() !== "" && element.endTag !== undefined
      ? [{ start: element.startTag.end, end: element.endTag.start }]
      : []),
  ]);
  const place = pickOf(places, pick);
  const make = pickOf(VALUES, language);
  if (place === undefined || make === undefined) return undefined;
  const value = xml.slice(place.start, place.end);
  const newText = make(number);
  return { ...place, newText, render: (text: string) => text.replaceAll(newText, () => value) };
}

function asBranch(xml: string, elements: readonly XmlElement[], { kind, pick, language }: Change) {
  const element = pickOf(elements.slice(1), pick);
  const block = pickOf(BLOCKS, language);
  if (element === undefined || block === undefined) return undefined;
  const { start, end } = element;
  const [open, middle, close] = block;
  const written = xml.slice(start, end);
  const other = kind === "else" ? middle + written : "";
  const render = (text: string) => {
    const pattern = new RegExp(`${escaped(open)}([^]*?)(?:${escaped(middle)}[^]*?)?${escaped(close)}`, "g");
    return text.replaceAll(pattern, (_, first: string) => first);
  };
  return { start, end, newText: open + written + other + close, render };
}

function escaped(text: string): string {
  return text.replaceAll(/[$()*+.?[\\\]^{|}]/g, "\\$&");
}

/** Documents that a real libvirt took. */
export function acceptedDocuments(): string[] {
  const rows = readVectors<{ xml: string; define: string | null }>("domains.jsonl");
  const corpus = new URL("../../corpus/libvirtd-9.0.0/", import.meta.url);
  const printed = readdirSync(corpus).filter((name) => name.endsWith(".xml"));
  return [
    ...rows.flatMap(({ xml, define }) => (define === null ? [xml] : [])),
    ...printed.map((name) => readFileSync(new URL(name, corpus), "utf8")),
  ];
}
