import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { root } from "../../cli/folders.js";

const contributing = readFileSync(path.join(root, "CONTRIBUTING.md"), "utf8");
const withoutSpace = (text: string) => text.replaceAll(/\s+/g, "");

/** Fences that name their file: what stands in them is in it, but for white space. */
const examples = [...contributing.matchAll(/^ *```ts (\S+)\n([\s\S]*?)^ *```$/gm)].map(
  ([, file = "", code = ""]) => [file, code] as const,
);

describe("CONTRIBUTING shows code as it is", () => {
  it.each(examples)("%s", (file, code) => {
    expect(withoutSpace(readFileSync(path.join(root, file), "utf8"))).toContain(withoutSpace(code));
  });

  it("and draws no request through more than six files", () => {
    const rows =
      contributing
        .split("### Five requests")[1]
        ?.split("###")[0]
        ?.match(/^\| (?!request|---).*$/gm) ?? [];
    expect(rows).toHaveLength(5);
    for (const row of rows) {
      const files = new Set([...row.matchAll(/`([\w./-]+\.ts)`/g)].map(([, file]) => file));
      expect(files.size).toBeLessThanOrEqual(6);
    }
  });
});
