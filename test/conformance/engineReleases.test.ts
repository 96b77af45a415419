import { describe, expect, it } from "vitest";
import { ask, type EngineRow, plain } from "./engineQuestion.js";
import { loadMap, readVectors } from "./vectors.js";

describe.each(["9.0.0", "11.3.0"])("libvirt %s's CPU engine, asked all verbs on stranger input", (release) => {
  const map = loadMap("x86", release);
  it.each(readVectors<EngineRow>(`releases/${release}/engine.jsonl`))("$op $#", (row) => {
    expect(plain(ask(row, map))).toEqual(plain(row.expect));
  });
});
