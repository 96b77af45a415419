import { describe, expect, it } from "vitest";
import { isElementText, matchRank } from "../../../client/src/completion/outrankEmmet.js";

describe("isElementText", () => {
  it.each(["<model>", "<model fallback='allow'>", "<cpu>\n  ", "<cpu>\n  <topology/>\n  ", "<!-- a -->"])(
    "behind %j: yes",
    (before) => {
      expect(isElementText(before)).toBe(true);
    },
  );

  it.each(["", "  ", "<cpu>\n  <", "<cpu><feature policy='", "<cpu>\n  <feature policy='require' name=", "<!-- "])(
    "behind %j: no",
    (before) => {
      expect(isElementText(before)).toBe(false);
    },
  );
});

const table: readonly (readonly [typed: string, name: string, rank: 0 | 1 | 2 | undefined])[] = [
  ["Haswell-no", "Haswell-noTSX", 0],
  ["hasw", "Haswell", 0],
  ["Haswell", "Haswell", 0],
  ["notsx", "Haswell-noTSX-IBRS", 1],
  ["hti", "Haswell-noTSX-IBRS", 2],
  ["sse41", "sse4.1", 2],
  ["Haswell-noTSX", "Haswell", undefined],
  ["ab", "ba", undefined],
  ["aa", "a", undefined],
  [".*", "avx2", undefined],
];

describe("matchRank", () => {
  it.each(table)("%s typed for %s: %s", (typed, name, rank) => {
    expect(matchRank(typed, name)).toBe(rank);
  });
});
