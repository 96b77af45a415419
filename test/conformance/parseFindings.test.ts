import { describe, expect, it } from "vitest";
import { checkDocument, type Finding } from "../../shared/src/rules/index.js";
import { parseXml } from "../../shared/src/xml/index.js";
import { testCatalogue } from "../support/catalogue.js";
import { readVectors } from "./vectors.js";

interface Row {
  readonly cpu: string;
  readonly expect: { readonly ok: string } | { readonly error: string };
}

const catalogue = await testCatalogue();

/** What the recorded parser would refuse: it was given the map, so that it knew the features' names too. */
function refusals(cpu: string): Finding[] {
  const findings = checkDocument({ document: parseXml(cpu), catalogue });
  return findings.filter(({ severity, stage, rule }) => {
    return severity === "error" && (stage === "define" || rule === "feature-unknown");
  });
}

describe("a CPU of its own has errors exactly where libvirt's parser refuses it", () => {
  it.each(readVectors<Row>("parse.jsonl"))("$#", ({ cpu, expect: expected }) => {
    const found = refusals(cpu);
    if ("ok" in expected) expect(found, cpu).toEqual([]);
    // The XML parser's own words are not ours.
    else if (/^at line \d+: /.test(expected.error)) expect(found.map(({ rule }) => rule)).toContain("xml");
    else expect(found.map(({ libvirt }) => libvirt)).toContain(expected.error);
  });
});
