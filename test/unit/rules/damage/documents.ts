import { readdirSync, readFileSync } from "node:fs";
import { readVectors } from "../../../conformance/vectors.js";
import { RULE_EXAMPLES } from "../../../support/ruleExamples.js";
import { inDomain } from "../check.js";
import { NEAR_MISSES } from "../nearMisses/index.js";

const SAMPLES = new URL("../../../../samples/", import.meta.url);

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
  "near misses": Object.values(NEAR_MISSES)
    .flat()
    .map((text) => inDomain(text)),
};
