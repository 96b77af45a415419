import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { root } from "../cli/folders.js";

const exec = promisify(execFile);
/** Bytes: the client for Node and for the browser, one server for both, and texts in two languages. */
const MOST = 950_000;
let folder: string;
const archives: string[] = [];

/** Packs what is built, twice. */
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "libvirt-cpu-vsix-"));
  await exec("npm", ["run", "--silent", "build"], { cwd: root });
  for (const name of ["one.vsix", "two.vsix"]) {
    const out = path.join(folder, name);
    await exec("npx", ["tsx", "scripts/package.ts", "--out", out], { cwd: root });
    archives.push(out);
  }
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true }));

describe("the .vsix", () => {
  it("is the same byte by byte when it is made again", () => {
    const [one, two] = archives.map((file) => readFileSync(file));
    expect(two?.equals(one ?? Buffer.alloc(0))).toBe(true);
  });

  it("is no larger than 950 KB", () => {
    expect(statSync(archives[0] ?? "").size).toBeLessThan(MOST);
  });

  it("starts a server of at most 560 KB, beside its data", async () => {
    const server = path.join(root, "dist/server/node.cjs");
    const script = "require(process.env.SERVER); console.error(Object.keys(require.cache).join('\\n'))";
    const env = { ...process.env, SERVER: server };
    const { stderr } = await exec(process.execPath, ["-e", script, "--", "server", "--version"], { env });
    const loaded = stderr.trim().split("\n");
    const size = loaded.reduce((sum, file) => sum + statSync(file).size, 0);
    console.log(`        server: ${loaded.length} files, ${Math.round(size / 1000)} KB`);
    expect(loaded).toContain(server);
    expect(loaded.length).toBeGreaterThan(1);
    expect(size).toBeLessThan(560_000);
  });

  it("holds what ships and nothing else", async () => {
    const { stdout } = await exec("npx", ["vsce", "ls", "--no-dependencies"], { cwd: root });
    // A part's name ends in a hash of what is in it; how many parts several requests share is the bundler's business.
    const files = stdout
      .trim()
      .replaceAll(/-[A-Z0-9]{8}\.cjs$/gm, "-*.cjs")
      .split("\n");
    await expect(`${[...new Set(files)].sort().join("\n")}\n`).toMatchFileSnapshot("vsix.files.txt");
  });
});
