import { describe, expect, it } from "vitest";
import { dataFamily, modelEntries, modelOfPath, modelPath } from "../../../client/src/commands/showModel.js";
import { isDataPath } from "../../../client/src/serverRequests.js";

describe("isDataPath", () => {
  it.each(["cpu-map/12.8.0/x86.json", "docs/elements.json", "a..b/c"])("lets %s through", (path) => {
    expect(isDataPath(path)).toBe(true);
  });

  it.each([
    "",
    "../package.json",
    "docs/../../x",
    "/etc/passwd",
    "a//b",
    "./a",
    "a\\..\\b",
    "C:/a",
    "a%2fb",
    7,
    null,
    {},
  ])("refuses %j", (path) => {
    expect(isDataPath(path)).toBe(false);
  });
});

describe("modelOfPath", () => {
  it.each(["Haswell", "Opteron_G1", "EPYC-Rome-v2", "486"])("finds %s again", (model) => {
    expect(modelOfPath(modelPath({ arch: "aarch64", model }))).toEqual({ arch: "aarch64", model });
  });

  it.each([
    ["Haswell.xml", { arch: "x86_64", model: "Haswell" }],
    ["/Haswell.xml", { arch: "x86_64", model: "Haswell" }],
    ["/x86_64/Haswell", undefined],
    ["/a/b/c.xml", undefined],
    [".xml", undefined],
  ])("%s: %j", (path, name) => {
    expect(modelOfPath(path)).toEqual(name);
  });
});

describe("modelEntries", () => {
  const map = JSON.stringify({
    models: [
      { name: "old" },
      { name: "b-new" },
      { name: "a-new" },
      { name: "constructor" },
      { name: "gone", until: "11.3.0" },
    ],
  });
  const docs = JSON.stringify({
    models: {
      old: { vendor: null, generation: "Old", year: 1999, summary: "" },
      "b-new": { vendor: "Intel", generation: "New", year: 2024, summary: "" },
      "a-new": { vendor: "AMD", generation: "New", year: 2024, summary: "" },
      elsewhere: { vendor: "IBM", generation: "Z", year: 2025, summary: "" },
    },
  });

  it("lists the map's models, the youngest first", () => {
    expect(modelEntries(map, docs)).toEqual([
      { name: "a-new", vendor: "AMD", generation: "New", year: 2024 },
      { name: "b-new", vendor: "Intel", generation: "New", year: 2024 },
      { name: "old", generation: "Old", year: 1999 },
      { name: "constructor" },
    ]);
  });

  it("knows which map serves an architecture", () => {
    expect(["i686", "ppc64le", "s390x"].map(dataFamily)).toEqual(["x86", "ppc64", undefined]);
  });
});
