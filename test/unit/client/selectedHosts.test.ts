import { describe, expect, it } from "vitest";
import { selectedHosts } from "../../../client/src/hosts/selectedHosts.js";

const [a, b] = [
  { folder: "file:///w", name: "a" },
  { folder: "file:///w", name: "b" },
];

describe("selectedHosts", () => {
  it.each([
    ["nothing", [], []],
    ["a clicked host", [{ ...a, kind: "host" }], [a]],
    ["a clicked host among the selected ones", [a, [a, b]], [a, b]],
    ["a clicked host beside the selected ones", [a, [b]], [a]],
    ["what a palette or another extension hands over", ["text", [null, 1, { name: "a" }]], []],
  ])("%s", (_, args, expected) => {
    expect(selectedHosts(args)).toEqual(expected);
  });
});
