import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readInside } from "../../../server/src/node/readInside.js";

let folder = "";
const MOST = 8 * 1024 * 1024;
const read = (uri: string) => readInside(uri, pathToFileURL(folder).href, MOST);
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
  symlinkSync("good.xml", path.join(folder, "inside.xml"));
  symlinkSync("circle", path.join(folder, "circle"));
  symlinkSync(path.join(folder, "new.xml"), path.join(folder, "nowhere"));
  if (process.platform !== "win32") execFileSync("mkfifo", [path.join(folder, "pipe")]);
});
afterAll(() => rmSync(folder, { recursive: true }));

it.each([
  ["large.xml", { error: "too-large" }],
  ["folder", { error: "unreadable" }],
  ["..", { error: "outside-the-folder" }],
  ["link.xml", { error: "outside-the-folder" }],
  ["gone.xml", { error: "missing" }],
  ["nowhere", { error: "missing" }],
  ["circle", { error: "unreadable" }],
  ["inside.xml", { text: "<capabilities/>", modified: expect.any(Number) }],
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

it("a folder that is reached by a link is a folder", async () => {
  const link = path.join(folder, "folder", "link");
  symlinkSync(folder, link);
  const answer = await readInside(pathToFileURL(path.join(link, "good.xml")).href, pathToFileURL(link).href, MOST);
  expect(answer).toMatchObject({ text: "<capabilities/>" });
});

it.each(["https://example.org/a.xml", "untitled:one", "", "C:\\vms", "no URI", "file://elsewhere/a.xml"])(
  "%s is not read",
  async (uri) => {
    expect(await read(uri)).toEqual({ error: "unreadable" });
  },
);
