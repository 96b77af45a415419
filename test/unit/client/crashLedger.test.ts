import { describe, expect, it } from "vitest";
import { makeCrashLedger } from "../../../client/src/connection/recovery/crashLedger.js";

const MINUTE = 60_000;

describe("a server that ends by itself is started again", () => {
  it.each<[string, number[], boolean[]]>([
    ["four times in three minutes", [0, 1, 2, 3], [true, true, true, true]],
    ["and not the fifth time", [0, 1, 2, 3, 4], [true, true, true, true, false]],
    [
      "for ever where it takes its time",
      [0, 1, 2, 3, 4, 5, 6, 7].map((index) => index * MINUTE),
      [true, true, true, true, true, true, true, true],
    ],
    ["and counted anew once it was given up", [0, 0, 0, 0, 0, 1], [true, true, true, true, false, true]],
    [
      "the oldest are forgotten",
      [0, 1, 2, 3, 3 * MINUTE + 1, 3 * MINUTE + 2, 3 * MINUTE + 2],
      [true, true, true, true, true, true, true],
    ],
  ])("%s", (_, times, answers) => {
    let time = 0;
    const ledger = makeCrashLedger(() => time);
    const given = times.map((each) => {
      time = each;
      return ledger.crashed();
    });
    expect(given).toEqual(answers);
  });
});
