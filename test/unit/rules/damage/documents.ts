import { readdirSync, readFileSync } from "node:fs";
import { parseXml, type XmlElement } from "../../../../shared/src/xml/index.js";
import { applyEdits, type TextEdit } from "../../../../shared/src/xml/textEdit.js";
import { readVectors } from "../../../conformance/vectors.js";
import { generate } from "../../../libvirt/documents/generate.js";
import { testCatalogue } from "../../../support/catalogue.js";
import { RULE_EXAMPLES } from "../../../support/ruleExamples.js";
import { inDomain } from "../check.js";
import { NEAR_MISSES } from "../nearMisses/index.js";

const SAMPLES = new URL("../../../../samples/", import.meta.url);

async function newestMap() {
  const { map } = await testCatalogue("x86_64");
  if (map === undefined) throw new Error("no map of x86");
  return map;
}

/** A tag a line, as editors lay documents out; the lines end as Windows ends them. */
function laidOut(text: string): string {
  let depth = 0;
  const lines = text.replaceAll(/>\s*</g, ">\n<").split("\n");
  const indented = lines.map((line) => {
    if (line.startsWith("</")) depth--;
    const indent = "\t".repeat(Math.max(0, depth));
    if (/^<[^/!?]/.test(line) && !line.includes("</") && !line.endsWith("/>")) depth++;
    return indent + line;
  });
  return `${indented.join("\r\n")}\r\n`;
}

/** With comments in and behind elements, some lines with several elements and some with one. */
function commented(text: string, index: number): string {
  const edits: TextEdit[] = [];
  let turn = index;
  const visit = (element: XmlElement) => {
    const isText = element.elements.length === 0 && element.text.trim() !== "";
    if (element.endTag !== undefined) {
      const inside = isText ? (turn++ % 3 === 0 ? `<!-- t${turn} -->` : "") : filler(turn++);
      edits.push({ start: element.startTag.end, end: element.startTag.end, newText: inside });
    }
    for (const child of element.elements) visit(child);
    if (element.parent !== undefined) edits.push({ start: element.end, end: element.end, newText: filler(turn++) });
  };
  const { root } = parseXml(text);
  if (root !== undefined) visit(root);
  return applyEdits(text, edits);
}

function filler(turn: number): string {
  return ["", "\n  ", `<!-- ${turn} -->`, "", `\n    <!-- ${turn}\n  of two lines -->\n   `, " "][(turn * 7) % 6] ?? "";
}

const GENERATED = generate({
  release: "12.8.0",
  seed: 11,
  count: 240,
  types: ["kvm", "kvm", "qemu"],
  map: await newestMap(),
  samples: samples(),
}).map(({ xml }) => xml);

function samples(): string[] {
  const names = readdirSync(SAMPLES).filter((name) => name.endsWith(".xml"));
  return names.map((name) => readFileSync(new URL(name, SAMPLES), "utf8"));
}

/** Every second row, by turns in an emulated VM too: neighbours are alike. */
function recordedCpus(): string[] {
  const rows = readVectors<{ cpu: string }>("parse.jsonl").filter((_, index) => index % 2 === 0);
  return rows.map(({ cpu }, index) => inDomain(cpu, index % 2 === 0 ? {} : { type: "qemu", vcpus: 4 }));
}

const recordedDomains = readVectors<{ xml: string }>("domains.jsonl").map(({ xml }) => xml);
const examples = RULE_EXAMPLES.map(({ example }) => inDomain(example));

/** Documents of every kind by where they come from, most with something wrong. */
export const DOCUMENTS: Readonly<Record<string, readonly string[]>> = {
  samples: samples(),
  "recorded domains": recordedDomains,
  "recorded domains, laid out": recordedDomains.filter((_, index) => index % 3 === 0).map(laidOut),
  "recorded CPUs": recordedCpus(),
  examples,
  "examples, laid out": examples.map(laidOut),
  generated: GENERATED.filter((_, index) => index % 3 === 0),
  "generated, laid out": GENERATED.filter((_, index) => index % 3 === 1).map(laidOut),
  "generated, with comments": GENERATED.filter((_, index) => index % 3 === 2).map(commented),
  "recorded domains, with comments": recordedDomains.filter((_, index) => index % 3 === 1).map(commented),
  "examples, with comments": examples.map(laidOut).map(commented),
  "near misses": Object.values(NEAR_MISSES)
    .flat()
    .map((text) => inDomain(text)),
};
