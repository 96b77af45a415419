import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { defineErrors } from "../support/defineErrors.js";

/** One way to write something, and what each release of libvirt said to it at define. */
interface Row {
  readonly what: string;
  readonly xml: string;
  readonly define: Readonly<Record<string, string | null>>;
}

const lines = readFileSync(new URL("asked/spellings.jsonl", import.meta.url), "utf8").split("\n");
const rows = lines.filter((line) => line !== "").map((line) => JSON.parse(line) as Row);

describe("unusual ways to write a value, an element, a requirement", () => {
  it.each(rows)("$what: an error where libvirt refuses, and nowhere else", async ({ xml, define }) => {
    for (const [release, refused] of Object.entries(define)) {
      const errors = await defineErrors(xml, release);
      if (refused === null) expect(errors, `libvirt ${release} takes it`).toEqual([]);
      else expect(errors, `libvirt ${release}: ${refused}`).not.toEqual([]);
    }
  });
});
