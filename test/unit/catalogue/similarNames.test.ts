import { describe, expect, it } from "vitest";
import { similarNames } from "../../../shared/src/catalogue/index.js";
import { editDistance } from "../../../shared/src/catalogue/similarNames.js";

const MODELS = ["Haswell", "Haswell-noTSX", "Broadwell", "EPYC", "EPYC-Rome", "qemu64"];

describe("similarNames", () => {
  it.each([
    ["Hasswell", ["Haswell"]],
    ["haswell", ["Haswell"]],
    ["EPYC-ROME", ["EPYC-Rome"]],
    ["Haswlel", ["Haswell"]],
    ["Brodwell", ["Broadwell"]],
    ["qemu46", ["qemu64"]],
    ["POWER9", []],
    ["", []],
    ["x", []],
    ["__proto__", []],
  ])("%s: %s", (name, expected) => {
    expect(similarNames(name, MODELS, 1)).toEqual(expected);
  });

  it("gives the nearest first, and no more than asked for", () => {
    expect(similarNames("avx512x", ["avx2", "avx512bw", "avx512f", "avx512vl"], 2)).toEqual(["avx512f", "avx512bw"]);
  });

  it("takes names of any length", () => {
    expect(similarNames("x".repeat(1_000_000), MODELS, 3)).toEqual([]);
    expect(similarNames("a", ["b".repeat(1_000_000)], 3)).toEqual([]);
  });
});

describe("editDistance", () => {
  it.each([
    ["", "", 0],
    ["abc", "abc", 0],
    ["abc", "acb", 1],
    ["abc", "ab", 1],
    ["abc", "xbc", 1],
    ["ca", "abc", 3],
    ["kitten", "sitting", 3],
  ])("%s to %s: %i", (left, right, distance) => {
    expect(editDistance(left, right, 9)).toBe(distance);
    expect(editDistance(right, left, 9)).toBe(distance);
  });

  it("gives up beyond the limit", () => {
    expect(editDistance("abcdef", "uvwxyz", 2)).toBeGreaterThan(2);
  });
});
