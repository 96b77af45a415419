import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readHostFile } from "../../../server/src/node/readHostFile.js";

let folder = "";
const at = (name: string) => pathToFileURL(path.join(folder, name)).toString();

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "host-files-"));
  writeFileSync(path.join(folder, "good.xml"), "<capabilities/>");
  writeFileSync(path.join(folder, "large.xml"), "");
  truncateSync(path.join(folder, "large.xml"), 50 * 1024 * 1024);
  if (process.platform !== "win32") execFileSync("mkfifo", [path.join(folder, "pipe")]);
});
afterAll(() => rmSync(folder, { recursive: true }));

it.each([
  ["large.xml", { error: "too-large" }],
  [".", { error: "unreadable" }],
  ["gone.xml", { error: "missing" }],
  ["good.xml", { text: "<capabilities/>", modified: expect.any(Number) }],
])("%s", async (name, answer) => {
  expect(await readHostFile(at(name))).toEqual(answer);
});

it("does not wait at a pipe that nobody writes to", async () => {
  const answer = await readHostFile(at("pipe"));
  expect(answer).toEqual({ error: process.platform === "win32" ? "missing" : "unreadable" });
});

it.each(["https://example.org/a.xml", "no URI", "file://elsewhere/a.xml"])("%s is not read", async (uri) => {
  expect(await readHostFile(uri)).toEqual({ error: "unreadable" });
});
