import { describe, expect, it } from "vitest";
import { exampleDocument } from "../../../scripts/ruleExample.js";
import { inHost, type Region, regionsOf } from "../../../shared/src/embedded/index.js";
import { checkDocument, documentFixes } from "../../../shared/src/rules/index.js";
import { parseXml } from "../../../shared/src/xml/index.js";
import { applyEdits } from "../../../shared/src/xml/textEdit.js";
import { RULE_EXAMPLES } from "../../support/ruleExamples.js";
import { catalogueFor } from "../rules/check.js";

const inString = (text: string) => text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");

/** What is written around a document. */
const AROUND: readonly (readonly [language: string, wrap: (document: string) => string])[] = [
  ["a shell's heredoc", (document) => `virsh define /dev/stdin <<'EOF'\n${document}\nEOF\n`],
  ["a string of Python", (document) => `XML = '''\n${document}\n'''.format(name)\n`],
  ["a string of Nix", (document) => `pkgs.writeText "vm.xml" ''\n  ${document}\n''\n`],
  ["JSON", (document) => `{ "name": "vm", "xml": "${inString(document)}", "more": [] }\n`],
  ["lines that are added", (document) => `x := "${inString(document).replaceAll("\\n", '\\n" +\n\t"')}"\n`],
  ["a block of YAML", (document) => `xml: |\n${document.replaceAll(/^/gm, "    ")}\nmore: 1\n`],
];

function foundIn(region: Region) {
  const document = parseXml(region.text);
  const context = { document, catalogue: catalogueFor(document) };
  return { findings: checkDocument(context), fixes: documentFixes(context) };
}

const EXAMPLES = RULE_EXAMPLES.filter(({ example }) => example !== undefined).map(
  (rule) => [rule.id, exampleDocument(rule.example)] as const,
);

describe.each(AROUND)("a document in %s", (_language, wrap) => {
  it("has its findings at their places, and fixes change it as they would change it alone", () => {
    let fixed = 0;
    for (const [rule, example] of EXAMPLES) {
      const text = wrap(example);
      const [region, ...others] = regionsOf(text);
      // Documents of hosts, and what breaks the tags themselves, are none of it.
      if (region === undefined || others.length > 0) continue;
      const alone = foundIn(region);
      const { findings, fixes } = inHost(region, alone);
      for (const [index, finding] of alone.findings.entries()) {
        const there = findings[index];
        expect(region.toRegion(there?.start ?? -1), rule).toBe(finding.start);
        for (const [at, fix] of (there === undefined ? [] : fixes.of(there)).entries()) {
          const after = applyEdits(text, fix.edits);
          const wanted = alone.fixes.of(finding).filter(({ title }) => title === fix.title);
          const [one] = wanted.length === 1 ? wanted : [alone.fixes.of(finding)[at]];
          expect(regionsOf(after)[0]?.text, `${rule}: ${fix.title}`).toBe(applyEdits(region.text, one?.edits ?? []));
          expect(after.slice(0, region.start), rule).toBe(text.slice(0, region.start));
          expect(after.endsWith(text.slice(region.end)), rule).toBe(true);
          fixed += 1;
        }
      }
    }
    expect(fixed).toBeGreaterThan(100);
  });
});
