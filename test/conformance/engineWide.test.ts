import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ask, type EngineRow, plain } from "./engineQuestion.js";
import { readVectors } from "./vectors.js";

describe("libvirt's CPU engine, asked all verbs on stranger input", () => {
  it.each(readVectors<EngineRow>("engine-wide.jsonl"))("$op $#", (row) => {
    expect(plain(ask(row))).toEqual(plain(row.expect));
  });
});

describe("questions on which an earlier version was wrong", () => {
  const lines = readFileSync(new URL("../cases/engine.jsonl", import.meta.url), "utf8").split("\n");
  const rows = lines.filter((line) => line !== "").map((line) => JSON.parse(line) as EngineRow & { name: string });
  it.each(rows)("$name", (row) => {
    expect(plain(ask(row))).toEqual(plain(row.expect));
  });
});
