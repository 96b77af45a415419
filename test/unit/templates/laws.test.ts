import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkDocument, documentFixes, type Finding, fixAll } from "../../../shared/src/rules/index.js";
import { parseXml, type XmlDocument } from "../../../shared/src/xml/index.js";
import { applyEdits } from "../../../shared/src/xml/textEdit.js";
import { catalogueFor } from "../rules/check.js";
import { acceptedDocuments, changes, makeTemplate } from "./makeTemplate.js";

const DOCUMENTS = acceptedDocuments();
const SEVERE = new Set(["error", "warning"]);
const RUNS = { numRuns: 100 };

function check(text: string): { document: XmlDocument; findings: Finding[] } {
  const document = parseXml(text);
  return { document, findings: checkDocument({ document, catalogue: catalogueFor(document) }) };
}

/** What is found, by its rule and the text at its place: another branch has the same text. */
function said(text: string): Set<string> {
  const { findings } = check(text);
  return new Set(
    findings
      .filter(({ severity }) => SEVERE.has(severity))
      .map(({ rule, start, end }) => `${rule}: ${text.slice(start, end)}`),
  );
}

/** The placeholders and tags of a template, in order. */
function marksOf(text: string): string[] {
  return (parseXml(text).template?.marks ?? []).map(({ start, end }) => text.slice(start, end));
}

const templates = fc
  .tuple(fc.constantFrom(...DOCUMENTS), changes)
  .map(([xml, wanted]) => ({ xml, ...makeTemplate(xml, wanted) }))
  .filter(({ text }) => parseXml(text).template !== undefined);

describe("a template", () => {
  it("is blamed for nothing that is not wrong when it is filled", { timeout: 180_000 }, () => {
    fc.assert(
      fc.property(templates, ({ text, xml }) => {
        const before = said(xml);
        expect([...said(text)].filter((finding) => !before.has(finding))).toEqual([]);
      }),
      RUNS,
    );
  });

  it("keeps its placeholders, and is no worse when it is filled, whatever fix is taken", { timeout: 180_000 }, () => {
    fc.assert(
      fc.property(templates, fc.constantFrom("aes", "requird", "sse4_1", "Haswel"), ({ text, render }, wrong) => {
        // A mistake or two, so that there is something to fix.
        const faulty = text
          .replaceAll(/policy=(["'])require\1/g, `policy=$1${wrong}$1`)
          .replaceAll("Haswell", "Haswel");
        const { document, findings } = check(faulty);
        const marks = marksOf(faulty);
        const errors = errorsIn(render(faulty));
        for (const edits of allEdits(document, findings)) {
          const after = applyEdits(faulty, edits);
          expect(marksOf(after)).toEqual(marks);
          expect(errorsIn(render(after))).toBeLessThanOrEqual(errors);
        }
      }),
      RUNS,
    );
  });
});

function allEdits(document: XmlDocument, findings: readonly Finding[]) {
  const made = documentFixes({ document, catalogue: catalogueFor(document) });
  // What is only offered may be wrong: it is for people to choose.
  const fixes = findings.flatMap((finding) => made.of(finding).filter(({ preferred }) => preferred));
  return [...fixes.map(({ edits }) => edits), fixAll(document.text, findings, made.safe).edits];
}

function errorsIn(text: string): number {
  return check(text).findings.filter(({ severity }) => severity === "error").length;
}
