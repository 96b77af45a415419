import { describe, expect, it } from "vitest";
import { checked, damageOf, fixesAt } from "./damage/damageOf.js";
import { DOCUMENTS } from "./damage/documents.js";

describe("no fix does damage", () => {
  it.each(Object.entries(DOCUMENTS))("in the %s", (_, texts) => {
    const damages: string[] = [];
    let fixes = 0;
    for (const text of new Set(texts)) {
      const before = checked(text);
      for (const finding of before.findings) {
        for (const fix of fixesAt(before, finding)) {
          fixes++;
          for (const damage of damageOf(before, finding, fix))
            damages.push(`${finding.rule}, ${fix.title}: ${damage} in ${text}`);
        }
      }
    }
    expect(damages).toEqual([]);
    expect(fixes).toBeGreaterThan(20);
  });
});
