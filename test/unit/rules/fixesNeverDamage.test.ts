import { describe, expect, it } from "vitest";
import { fixAll } from "../../../shared/src/rules/index.js";
import { applyEdits } from "../../../shared/src/xml/textEdit.js";
import { checked, damageOf, fixesAt, misplacedEdits, newErrors, newXmlErrors } from "./damage/damageOf.js";
import { DOCUMENTS } from "./damage/documents.js";

const CASES = Object.entries(DOCUMENTS).map(([name, texts]) => [name, [...new Set(texts)]] as const);

describe("no fix does damage", () => {
  it.each(CASES)("in the %s", { timeout: 30_000 }, (name, texts) => {
    const damages: string[] = [];
    let fixes = 0;
    for (const text of texts) {
      const before = checked(text);
      for (const finding of before.findings) {
        for (const fix of fixesAt(before, finding)) {
          fixes++;
          for (const damage of damageOf(before, finding, fix))
            damages.push(`${finding.rule}, ${fix.title}: ${damage} in ${text}`);
        }
      }
    }
    console.log(`${name}: ${texts.length} documents, ${fixes} fixes`);
    expect(damages).toEqual([]);
    expect(fixes).toBeGreaterThan(20);
  });
});

describe("fix all leaves nothing to fix, and breaks nothing", () => {
  it.each(CASES)("in the %s", { timeout: 30_000 }, (_, texts) => {
    let changed = 0;
    for (const text of texts) {
      const before = checked(text);
      const edits = fixAll(before.findings, (finding) => fixesAt(before, finding));
      if (edits.length === 0) continue;
      changed++;
      const after = checked(applyEdits(text, edits));
      expect(misplacedEdits(text, edits), text).toBeUndefined();
      expect(newXmlErrors(before, after), text).toEqual([]);
      expect(newErrors(before, after, edits), text).toEqual([]);
      expect(
        fixAll(after.findings, (finding) => fixesAt(after, finding)),
        text,
      ).toEqual([]);
    }
    expect(changed).toBeGreaterThan(0);
  });
});
