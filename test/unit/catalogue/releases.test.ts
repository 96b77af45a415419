import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import {
  judgedBy,
  loadReleases,
  namedReleases,
  pickRelease,
  releaseWithin,
} from "../../../shared/src/catalogue/index.js";
import { isOlder } from "../../../shared/src/common/releases.js";

const maps = await loadReleases((path) => readFile(new URL(`../../../data/${path}`, import.meta.url), "utf8"));
const newest = maps.at(-1)?.release;

describe("pickRelease", () => {
  it.each([
    [undefined, newest],
    ["12.8.0", "12.8.0"],
    ["12.8", "12.8.0"],
    ["12", "12.8.0"],
    ["12.9.0", "12.9.0"],
    ["99.10.0", newest],
    ["99.0.0", newest],
    ["99", newest],
    ["12.7.9", "12.7.9"],
    ["11.10.0", "11.10.0"],
    ["11.3", "11.3.0"],
    ["11", "11.3.0"],
    ["10.1", "10.1.0"],
    ["10", "10.7.0"],
    ["10.0.0", "10.0.0"],
    ["8.7.0", "8.7.0"],
    ["7.0.0", "7.0.0"],
    ["7", "7.0.0"],
    ["6.10.0", "7.0.0"],
    ["nonsense", newest],
    ["", newest],
  ])("%s: %s", (wanted, picked) => {
    expect(pickRelease(wanted, maps)).toBe(picked);
  });
});

describe("judgedBy", () => {
  it.each([
    ["7.0.0", "own", "7.0.0", undefined],
    ["7.1.0", "between", "7.0.0", "8.1.0"],
    ["8.0.0", "names", "8.1.0", "7.0.0"],
    ["8.1.0", "own", "8.1.0", undefined],
    ["8.7.0", "between", "8.1.0", "9.0.0"],
    ["9.4.0", "between", "9.0.0", "9.8.0"],
    ["10.0.0", "names", "9.10.0", "10.4.0"],
    ["10.1.0", "between", "9.10.0", "10.4.0"],
    ["10.5.0", "own", "10.4.0", undefined],
    ["10.10.0", "between", "10.7.0", "11.3.0"],
    ["11.6.0", "between", "11.3.0", "12.8.0"],
    ["12.9.0", "own", "12.8.0", undefined],
  ])("%s: %s, by the map of %s", (release, certainty, by, other) => {
    expect(judgedBy({ release }, maps)).toEqual({ release, certainty, by, ...(other === undefined ? {} : { other }) });
  });
});

describe("releaseWithin", () => {
  it.each([
    [{}, { release: newest }],
    // Without an end it is as good as unknown.
    [{ from: "12.2.0" }, { release: newest }],
    [{ before: "7.1.0" }, { release: "7.0.0" }],
    [{ from: "9.0.0", before: "9.1.0" }, { release: "9.0.0" }],
    [
      { from: "9.9.0", before: "10.1.0" },
      { release: "10.0.0", from: "9.9.0" },
    ],
    [
      { from: "10.10.0", before: "11.5.0" },
      { release: "11.3.0", from: "10.10.0" },
    ],
    // No map is of any of these.
    [{ from: "11.5.0", before: "11.6.0" }, { release: "11.5.0" }],
    [{ before: "9.9.0" }, { release: "9.8.0", from: "7.0.0" }],
  ])("%j: %j", (range, asked) => {
    expect(releaseWithin(range, maps)).toEqual(asked);
  });
});

it("proposes the releases that are answered for without a doubt about names", () => {
  expect(namedReleases(maps).join(" ")).toBe(
    "7.0.0 8.0.0 8.1.0 9.0.0 9.8.0 9.10.0 10.0.0 10.4.0 10.5.0 10.7.0 11.3.0 12.8.0 12.9.0",
  );
});

it.each([
  ["9.8.0", "9.10.0", true],
  ["9.10.0", "9.8.0", false],
  ["9.8.0", "9.8.0", false],
  ["9.10.0", "10.0.0", true],
])("%s is older than %s: %s", (release, than, expected) => {
  expect(isOlder(release, than)).toBe(expected);
});
