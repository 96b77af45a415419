import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readConfigFile } from "../../../server/src/node/readConfigFile.js";

let folder = "";
const read = (name: string) => readConfigFile(pathToFileURL(path.join(folder, name)).href);

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "config-files-"));
  writeFileSync(path.join(folder, "good.json"), "{}");
  writeFileSync(path.join(folder, "utf16.json"), "\ufeff{}", "utf16le");
  writeFileSync(path.join(folder, "large.json"), "");
  truncateSync(path.join(folder, "large.json"), 10 * 1024 * 1024);
  mkdirSync(path.join(folder, "folder"));
  symlinkSync("circle", path.join(folder, "circle"));
  if (process.platform === "win32") return;
  execFileSync("mkfifo", [path.join(folder, "pipe")]);
  symlinkSync("/dev/zero", path.join(folder, "device"));
});
afterAll(() => rmSync(folder, { recursive: true }));

it.each(["good.json", "utf16.json"])("%s is read", async (name) => {
  expect(await read(name)).toBe("{}");
});

it.each(["gone.json", "folder", "circle", "pipe", "device", "a\0b"])("%j is none", async (name) => {
  expect(await read(name)).toBeNull();
});

it.each(["https://example.org/libvirt-cpu.json", "untitled:one", "file://elsewhere/a.json", "", "C:\\vms"])(
  "%s lies on no disk",
  async (uri) => {
    expect(await readConfigFile(uri)).toBeNull();
  },
);

it("of 10 MB is refused, with the reason", async () => {
  await expect(read("large.json")).rejects.toThrow("it is over 8 MB, and not read");
});
