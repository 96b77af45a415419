import { describe, expect, it } from "vitest";
import { defineErrors } from "../support/defineErrors.js";
import { readVectors } from "./vectors.js";

interface Row {
  readonly xml: string;
  readonly define: string | null;
}

const RELEASES = ["7.0.0", "9.0.0", "11.3.0", "12.9.0"];

/** What only the host decides: a document alone does not show it. */
const OF_HOST = /cannot exceed the number supported by the host CPU/;

describe.each(RELEASES)("whole domains, as libvirt %s took them at define", (release) => {
  const rows = readVectors<Row>(`releases/${release}/domains.jsonl`);

  it.each(rows.filter(({ define }) => define === null))("no false error $#", async ({ xml }) => {
    expect(await defineErrors(xml, release)).toEqual([]);
  });

  it.each(rows.filter(({ define }) => define !== null && !OF_HOST.test(define)))(
    "an error where it refuses: $define $#",
    async ({ xml }) => {
      expect(await defineErrors(xml, release)).not.toEqual([]);
    },
  );
});

/** Releases of which no libvirt was asked, between two of which one was. */
const BETWEEN = [
  ["7.0.0", ["7.1.0", "8.0.0", "8.1.0", "8.10.0"], "9.0.0"],
  ["9.0.0", ["9.5.0", "10.0.0", "10.10.0"], "11.3.0"],
  ["11.3.0", ["11.4.0", "11.6.0", "12.0.0", "12.6.0"], "12.8.0"],
] as const;

describe.each(BETWEEN)("what we take for %s and for the releases behind it", (older, between, newer) => {
  const rows = RELEASES.flatMap((release) => readVectors<Row>(`releases/${release}/domains.jsonl`));

  it.each(between)(`%s refuses no more than ${older} and ${newer}`, async (release) => {
    const wrong: string[] = [];
    for (const { xml } of rows) {
      const errors = await defineErrors(xml, release);
      if (errors.length === 0) continue;
      const known = new Set([...(await defineErrors(xml, older)), ...(await defineErrors(xml, newer))]);
      if (known.size === 0) wrong.push(`${errors.join(" ")}: ${xml}`);
    }
    expect(wrong).toEqual([]);
  });
});
