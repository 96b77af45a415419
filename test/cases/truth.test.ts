import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
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

  it.each(atDefine.filter(({ name }) => /^D(?:03|05|45)-/.test(name)))("$name: an error", async ({ xml }) => {
    expect(await defineErrors(xml)).not.toEqual([]);
  });
});
