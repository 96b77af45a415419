import { describe, expect, it } from "vitest";
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
});
