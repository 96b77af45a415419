import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readHostFile } from "../../../server/src/node/readHostFile.js";

let folder = "";
const read = (uri: string) => readHostFile(uri, pathToFileURL(folder).href);
const at = (name: string) => pathToFileURL(path.join(folder, name)).toString();

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "host-files-"));
  writeFileSync(path.join(folder, "good.xml"), "<capabilities/>");
  writeFileSync(path.join(folder, "powershell.xml"), "\ufeff<capabilities/>", "utf16le");
  writeFileSync(path.join(folder, "marked.xml"), "\ufeff<capabilities/>");
  writeFileSync(path.join(folder, "large.xml"), "");
  truncateSync(path.join(folder, "large.xml"), 50 * 1024 * 1024);
  mkdirSync(path.join(folder, "folder"));
  symlinkSync(fileURLToPath(import.meta.url), path.join(folder, "link.xml"));
  if (process.platform !== "win32") execFileSync("mkfifo", [path.join(folder, "pipe")]);
});
afterAll(() => rmSync(folder, { recursive: true }));

it.each([
  ["large.xml", { error: "too-large" }],
  ["folder", { error: "unreadable" }],
  ["..", { error: "outside-the-folder" }],
  ["link.xml", { error: "outside-the-folder" }],
  ["gone.xml", { error: "missing" }],
  ["powershell.xml", { text: "<capabilities/>", modified: expect.any(Number) }],
  ["marked.xml", { text: "<capabilities/>", modified: expect.any(Number) }],
  ["good.xml", { text: "<capabilities/>", modified: expect.any(Number) }],
])("%s", async (name, answer) => {
  expect(await read(at(name))).toEqual(answer);
});

it("does not wait at a pipe that nobody writes to", async () => {
  const answer = await read(at("pipe"));
  expect(answer).toEqual({ error: process.platform === "win32" ? "missing" : "unreadable" });
});

it.each(["https://example.org/a.xml", "no URI", "file://elsewhere/a.xml"])("%s is not read", async (uri) => {
  expect(await read(uri)).toEqual({ error: "unreadable" });
});
