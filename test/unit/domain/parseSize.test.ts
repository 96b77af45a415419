import { describe, expect, it } from "vitest";
import { parseSize } from "../../../shared/src/domain/numbers.js";

describe("a size", () => {
  it.each([
    ["1", undefined, 1024n],
    ["1", "", 1024n],
    ["0", "GiB", 0n],
    ["007", "b", 7n],
    [" +2", "bytes", 2n],
    ["1", "KB", 1000n],
    ["1", "kib", 1024n],
    ["1", "k", 1024n],
    ["3", "MiB", 3n * 1024n ** 2n],
    ["1", "TB", 1000n ** 4n],
    ["1", "E", 1024n ** 6n],
    ["18446744073709551615", "b", 2n ** 64n - 1n],
  ])("%j %j is %d bytes", (value, unit, bytes) => {
    expect(parseSize(value, unit)).toEqual({ bytes });
  });

  it.each([
    ["", "KiB", "number"],
    ["-1", "KiB", "number"],
    ["1.5", "KiB", "number"],
    ["1 ", "KiB", "number"],
    ["1G", "KiB", "number"],
    ["18446744073709551616", "b", "number"],
    ["9".repeat(100_000), "b", "number"],
    ["1", "kilo", "unit"],
    ["1", "XiB", "unit"],
    ["1", "KiBs", "unit"],
    ["18446744073709551615", "KiB", "overflow"],
    ["16", "E", "overflow"],
  ])("%.20s %s is refused for its %s", (value, unit, problem) => {
    expect(parseSize(value, unit)).toEqual({ problem });
  });
});

it("takes many zeros for what they are, and no longer than they are many", () => {
  const zeros = "0".repeat(1_000_000);
  expect(parseSize(`${zeros}7`, "KiB")).toEqual({ bytes: 7n * 1024n });
  expect(parseSize(`${zeros}x`, "KiB")).toEqual({ problem: "number" });
});
