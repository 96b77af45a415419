import { describe, expect, it } from "vitest";
import { serveDocument } from "../../../shared/src/domain/index.js";
import { checkDocument, documentFixes, fixAll } from "../../../shared/src/rules/index.js";
import { parseXml, type XmlDocument } from "../../../shared/src/xml/index.js";
import { catalogueFor } from "./check.js";

/** A document that counts how often its views are read (from its root), and how often it is checked (for its errors). */
function counted(text: string) {
  const { tree = parseXml(""), views } = serveDocument(text);
  const count = { views: 0, checks: 0 };
  const document: XmlDocument = {
    text,
    children: tree.children,
    template: undefined,
    get root() {
      count.views++;
      return tree.root;
    },
    get errors() {
      count.checks++;
      return tree.errors;
    },
  };
  return { count, context: { document, views, catalogue: catalogueFor(tree) } };
}

const many = (count: number, part: string) => Array.from({ length: count }, () => part).join("\n");
const KINDS: readonly (readonly [string, (count: number) => string])[] = [
  ["CPUs", (count) => `<cpus>${many(count, "<cpu mode='host-modell'><model>Hasswel</model></cpu>")}</cpus>`],
  [
    "domains",
    (count) => `<domainsnapshot>${many(count, "<domain><cpu><model>Hasswel</model></cpu></domain>")}</domainsnapshot>`,
  ],
  ["features", (count) => `<domain><cpu mode='host-model'>${many(count, "<feature name='ase'/>")}</cpu></domain>`],
];

describe("what is known of a document is found out once, however many findings there are", () => {
  it.each(KINDS)("%s", (_, document) => {
    const work = [4, 200].map((size) => {
      const { count, context } = counted(document(size));
      const findings = checkDocument(context);
      expect(findings.length).toBeGreaterThanOrEqual(size);
      const fixes = documentFixes(context);
      fixAll(document(size), findings, fixes.safe);
      for (const finding of findings) fixes.of(finding);
      for (const finding of findings) fixes.of(finding);
      return { ...count };
    });
    expect(work[1]).toEqual(work[0]);
    // By the check, and for all fixes that are tried.
    expect(work[1]?.checks).toBe(2);
  });

  it("a fix is made once, and no more are made than somebody can look at", () => {
    const cells = many(1500, "<cell id='0' cpus='0-3' memory='1'/>");
    const { context } = counted(`<domain><vcpu>4</vcpu><cpu><numa>${cells}</numa></cpu></domain>`);
    const findings = checkDocument(context);
    const fixes = documentFixes(context);
    const edits = findings.flatMap((finding) => fixes.of(finding)).reduce((sum, fix) => sum + fix.edits.length, 0);
    expect(edits).toBeLessThan(25_000);
    const [first] = findings.filter((finding) => fixes.of(finding).length > 0);
    expect(first && fixes.of(first)).toBe(first && fixes.of(first));
  });
});
