import { describe, expect, it } from "vitest";
import { silencing } from "../../../shared/src/rules/index.js";
import { applyEdits } from "../../../shared/src/xml/textEdit.js";
import {
  allFixed,
  type Checked,
  checked,
  damageOf,
  fixesAt,
  lost,
  misplacedEdits,
  newErrors,
  newXmlErrors,
} from "./damage/damageOf.js";
import { DOCUMENTS } from "./damage/documents.js";
import { givenCpus } from "./damage/givenCpu.js";

const TARGETS = [["node1", "node2"], ["node1", "node3", "old-xeon"], ["old-node1"]];

const CASES = Object.entries(DOCUMENTS).map(([name, texts]) => [name, [...new Set(texts)]] as const);

describe("no fix does damage", () => {
  it.each(CASES)("in the %s", { timeout: 30_000 }, (name, texts) => {
    const { damages, fixes } = damagesIn(texts.map((text) => checked(text)));
    console.log(`${name}: ${texts.length} documents, ${fixes} fixes`);
    expect(damages).toEqual([]);
    expect(fixes).toBeGreaterThan(20);
  });
});

describe("no fix for the hosts of a target does damage", () => {
  it.each(CASES)("in the %s", { timeout: 60_000 }, (name, texts) => {
    const documents = texts.map((text, index) => checked(text, TARGETS[index % TARGETS.length]));
    const { damages, fixes } = damagesIn(documents, /^target-|-migration$/);
    console.log(`${name}: ${texts.length} documents, ${fixes} fixes`);
    expect(damages).toEqual([]);
    expect(fixes).toBeGreaterThan(0);
  });
});

/** @param rules those whose fixes are tried */
function damagesIn(documents: readonly Checked[], rules = /./): { damages: string[]; fixes: number } {
  const damages: string[] = [];
  let fixes = 0;
  for (const before of documents) {
    for (const finding of before.findings.filter(({ rule }) => rules.test(rule))) {
      for (const fix of fixesAt(before, finding)) {
        fixes++;
        for (const damage of damageOf(before, finding, fix))
          damages.push(`${finding.rule}, ${fix.title}: ${damage} in ${before.document.text}`);
      }
    }
  }
  return { damages, fixes };
}

describe("fix all leaves nothing to fix, and breaks nothing", () => {
  it.each(CASES)("in the %s", { timeout: 30_000 }, (_, texts) => {
    let changed = 0;
    for (const text of texts) {
      const before = checked(text);
      const edits = allFixed(before);
      if (edits.length === 0) continue;
      changed++;
      const after = checked(applyEdits(text, edits));
      expect(misplacedEdits(text, edits), text).toBeUndefined();
      expect(newXmlErrors(before, after), text).toEqual([]);
      expect(newErrors(before, after, edits), text).toEqual([]);
      expect(allFixed(after), text).toEqual([]);
      expect(lost(text, after.document.text), text).toEqual([]);
      if (!isRefused(before)) expect(givenCpus(after.document), text).toBe(givenCpus(before.document));
    }
    expect(changed).toBeGreaterThan(0);
  });
});

describe("silencing a finding takes it away, and nothing else", () => {
  it.each(CASES)("in the %s", { timeout: 30_000 }, (_, texts) => {
    let count = 0;
    for (const text of texts) {
      const before = checked(text);
      for (const finding of before.findings) {
        const edit = silencing(before.document)(finding);
        if (edit === undefined) continue;
        count++;
        const after = checked(applyEdits(text, [edit]));
        const line = lineOf(text, finding.start);
        const left = before.findings.filter(({ rule, start }) => rule !== finding.rule || lineOf(text, start) !== line);
        expect(after.findings.map(({ message }) => message).sort()).toEqual(left.map(({ message }) => message).sort());
      }
    }
    expect(count).toBeGreaterThan(0);
  });
});

function isRefused({ findings }: Checked): boolean {
  return findings.some(({ stage, severity }) => stage === "define" && severity === "error");
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}
