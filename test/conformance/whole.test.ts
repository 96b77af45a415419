import { describe, expect, it } from "vitest";
import { whyNotChecked } from "../../scripts/notChecked.js";
import { defineErrors } from "../support/defineErrors.js";
import { readVectors } from "./vectors.js";

interface Row {
  readonly xml: string;
  readonly define: string | null;
}

const rows = readVectors<Row>("whole.jsonl");

describe("whole VMs of every part near the CPU, as libvirt 12.8.0 took them at define", () => {
  it.each(rows.filter(({ define }) => define === null))("no false error $#", async ({ xml }) => {
    expect(await defineErrors(xml)).toEqual([]);
  });

  it("an error where it refuses, or a reason why there is none", async () => {
    const refused = rows.filter(({ define }) => define !== null);
    const silent: Row[] = [];
    for (const row of refused) if ((await defineErrors(row.xml)).length === 0) silent.push(row);
    const unexplained = silent.filter(({ xml, define }) => whyNotChecked(define ?? "", xml) === undefined);
    expect(unexplained.map(({ define }) => define)).toEqual([]);
    // What the host and the devices decide is listed; it is few.
    expect(silent.length / refused.length).toBeLessThan(0.03);
  });
});
