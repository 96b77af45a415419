import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cpuListLimit, formatCpuList, highestCpu, parseCount, parseCpuList } from "../../../shared/src/domain/index.js";

describe("a list of CPUs", () => {
  it.each([
    ["0", "0", 1],
    ["0-3", "0-3", 4],
    ["0-3,^2,8", "0-1,3,8", 4],
    ["^2,0-3", "0-3", 4],
    ["8,0-3,2-5", "0-5,8", 7],
    ["0,1,2", "0-2", 3],
    [" 0 - 3 , 5 ", "0-3,5", 5],
    ["0-3,", "0-3", 4],
    ["007", "7", 1],
    ["0,^0", "", 0],
    ["16383", "16383", 1],
  ])("%j is %j", (text, printed, count) => {
    const set = parseCpuList(text);
    expect(set && formatCpuList(set)).toBe(printed);
    expect(set?.count).toBe(count);
  });

  it.each([
    "",
    " ",
    ",",
    "a",
    "0-",
    "-3",
    "3-1",
    "0--3",
    "^0-3",
    "^",
    "0,,1",
    "0 1",
    "0x1",
    "1.5",
    "+1",
    "16384",
    "0-4294967295",
    "99999999999999999999",
  ])("%j is refused", (text) => {
    expect(parseCpuList(text)).toBeUndefined();
  });

  it("is read in linear time, and its size is bounded by the limit", () => {
    const set = parseCpuList("0-16383,1,^5,".repeat(20_000));
    expect(set?.count).toBe(cpuListLimit - 1);
  });

  it("reads what it prints", () => {
    const span = fc.tuple(fc.nat(300), fc.nat(20)).map(([first, more]) => `${first}-${first + more}`);
    fc.assert(
      fc.property(fc.array(span, { minLength: 1 }), (spans) => {
        const set = parseCpuList(spans.join(","));
        expect(set && parseCpuList(formatCpuList(set))).toEqual(set);
      }),
    );
  });

  it.each([
    ["0-3,9", 9],
    ["0,^0", undefined],
  ])("%j goes up to %s", (text, highest) => {
    const set = parseCpuList(text);
    expect(set && highestCpu(set)).toBe(highest);
  });
});

describe("a count", () => {
  it.each([
    ["0", 0],
    ["4", 4],
    [" 4", 4],
    ["\n+4", 4],
    ["08", 8],
    ["4294967295", 4294967295],
  ])("%j is %d", (text, number) => {
    expect(parseCount(text)).toBe(number);
  });

  it.each(["", " ", "4 ", "-1", "4.0", "0x4", "four", "4294967296", "1e3", "+", "٤", "\u00a04"])(
    "%j is none",
    (text) => {
      expect(parseCount(text)).toBeUndefined();
    },
  );
});
