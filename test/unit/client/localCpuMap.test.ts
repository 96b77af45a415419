import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { localCpuMap } from "../../../client/src/node/localCpuMap.js";

let folder = "";

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "cpu_map-"));
});
afterEach(() => rm(folder, { recursive: true }));

const write = (name: string, text = "<cpus/>") => writeFile(path.join(folder, name), text);

describe("the CPU map of this machine", () => {
  it("is its XML files by name, and nothing else of the folder", async () => {
    for (const name of ["index.xml", "x86_EPYC.xml", "README", ".hidden.xml~"]) await write(name);
    expect((await localCpuMap(folder))?.map(({ name }) => name)).toEqual(["index.xml", "x86_EPYC.xml"]);
  });

  it("is read through links, as distributions install it", async () => {
    await write("real.txt");
    await symlink(path.join(folder, "real.txt"), path.join(folder, "index.xml"));
    expect(await localCpuMap(folder)).toEqual([{ name: "index.xml", text: "<cpus/>" }]);
  });

  it.each([
    ["there is no folder", () => rm(folder, { recursive: true }).then(() => mkdir(`${folder}`))],
    ["there is no index", () => write("x86_EPYC.xml")],
    ["a folder has the name of a file", () => write("index.xml").then(() => mkdir(path.join(folder, "x86_EPYC.xml")))],
    ["it is too large", () => write("index.xml", " ".repeat(16 * 1024 * 1024 + 1))],
  ])("is none where %s", async (_, prepare) => {
    await prepare();
    expect(await localCpuMap(folder)).toBeUndefined();
  });
});
