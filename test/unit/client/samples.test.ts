import { readdirSync } from "node:fs";
import { expect, it, vi } from "vitest";
import { SAMPLE_FILES } from "../../../client/src/welcome/samples.js";

vi.mock("vscode", () => ({}));

it("all samples are copied", () => {
  const folder = new URL("../../../samples/", import.meta.url);
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ name, parentPath }) => {
      return `${parentPath}/${name}`
        .slice(`${parentPath}/${name}`.lastIndexOf("samples/") + "samples/".length)
        .replace(/^\/+/, "");
    });
  expect(files.toSorted()).toEqual([...SAMPLE_FILES].toSorted());
});
