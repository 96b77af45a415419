import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { staysInside } from "../../../client/src/node/staysInside.js";

let root = "";
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), "inside-"));
  await mkdir(path.join(root, "vms", "hosts"), { recursive: true });
  await writeFile(path.join(root, "secret"), "");
  await writeFile(path.join(root, "vms", "hosts", "node1.xml"), "");
  await symlink(path.join(root, "secret"), path.join(root, "vms", "out.xml"));
  await symlink(root, path.join(root, "vms", "up"));
  await symlink("../new", path.join(root, "vms", "new-out"));
  await symlink("hosts/new.xml", path.join(root, "vms", "new-in"));
  await symlink("circle", path.join(root, "vms", "circle"));
  await symlink("new-out", path.join(root, "vms", "twice"));
  await symlink("hosts/node1.xml", path.join(root, "vms", "in.xml"));
  await symlink(path.join(root, "vms"), path.join(root, "link"));
});
afterAll(() => rm(root, { recursive: true }));

describe("a file of a folder", () => {
  it.each([
    ["vms", "hosts/node1.xml", true],
    ["vms", "in.xml", true],
    ["vms", "out.xml", false],
    ["vms", "up/secret", false],
    ["vms", "nowhere.xml", true],
    ["vms", "nowhere/at/all.xml", true],
    ["vms", "up/nowhere.xml", false],
    ["vms", "new-out", false],
    ["vms", "twice", false],
    ["vms", "new-in", true],
    // Neither read nor written by anybody.
    ["vms", "circle", true],
    ["link", "hosts/node1.xml", true],
    ["link", "out.xml", false],
  ])("%s/%s", async (folder, file, inside) => {
    expect(await staysInside(path.join(root, folder, file), path.join(root, folder))).toBe(inside);
  });
});
