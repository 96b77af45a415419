import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { whyNotChecked } from "../../scripts/notChecked.js";
import { defineErrors } from "../support/defineErrors.js";

interface Row {
  readonly name: string;
  readonly stage: string;
  readonly xml: string;
  readonly refused: string | null;
}

const lines = readFileSync(new URL("truth.jsonl", import.meta.url), "utf8").split("\n");
const rows = lines.filter((line) => line !== "").map((line) => JSON.parse(line) as Row);
const atDefine = rows.filter(({ stage }) => stage === "define");

describe("recorded questions to libvirt 12.8.0 at define", () => {
  it.each(atDefine.filter(({ refused }) => refused === null))("$name: no error, libvirt takes it", async ({ xml }) => {
    expect(await defineErrors(xml)).toEqual([]);
  });

  it.each(atDefine.filter(({ refused }) => refused !== null))("$name: an error, or why there is none", async (row) => {
    const errors = await defineErrors(row.xml);
    if (errors.length === 0) expect(whyNotChecked(row.refused ?? "", row.xml), row.refused ?? "").toBeDefined();
  });
});
