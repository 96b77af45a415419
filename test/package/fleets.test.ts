import { execFile, spawn } from "node:child_process";
import { chmodSync, copyFileSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Readable } from "node:stream";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { root, samples } from "../cli/folders.js";
import { fleetLines } from "../support/fleetLines.js";
import { type Installed, install } from "./install.js";

const exec = promisify(execFile);
let installed: Installed;

beforeAll(async () => {
  installed = await install();
  const { folder } = installed;
  for (const site of ["fleet", "site-a", "site-b"])
    writeFileSync(path.join(folder, `${site}.ndjson`), [...fleetLines(40)].join(""));
  copyFileSync(path.join(samples, "web01.xml"), path.join(folder, "web01.xml"));
  // What a host would say.
  const virsh = path.join(folder, "node_modules/.bin/virsh");
  writeFileSync(virsh, `#!/bin/sh\ncat '${path.join(samples, "hosts/node1.domcaps.xml")}'\n`);
  chmodSync(virsh, 0o755);
}, 60_000);
afterAll(() => installed.remove());

/** The shell blocks of the page, in their order. */
const page = readFileSync(path.join(root, "docs/fleets.md"), "utf8");
const blocks = [...page.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block = ""]) => block.trim());

function shell(script: string) {
  const PATH = `${installed.bin}:${process.env.PATH}`;
  const SUMS = ["site-a", "site-b"].map((site) => `$(libvirt-cpu baseline --partial ${site}.ndjson)`).join("\n");
  const script_ = script.includes("$SUMS") ? `SUMS="${SUMS}"\n${script}` : script;
  return exec("bash", ["-eu", "-c", script_], { cwd: installed.folder, env: { ...process.env, PATH } });
}

describe("docs/fleets.md", () => {
  it.each(blocks)("%s", async (block) => {
    const { stdout } = await shell(block);
    const asks = block.split("\n").at(-1) ?? "";
    if (asks.startsWith("virsh"))
      expect(JSON.parse(stdout)).toMatchObject({ domainCapabilities: expect.stringContaining("<mode") });
    else if (asks.includes("compare")) expect(stdout).toMatch(/^node\d+$/m);
    else if (asks.includes("> cpu.xml"))
      expect(readFileSync(path.join(installed.folder, "cpu.xml"), "utf8")).toMatch(/^<cpu /);
    else expect(stdout).toMatch(/^<cpu mode='custom'[\s\S]*<\/cpu>\n$/);
  });

  it("has the same answer in parts as in one", async () => {
    const [whole, parts] = await Promise.all([
      shell("libvirt-cpu baseline fleet.ndjson --migratable"),
      shell(blocks.find((block) => block.startsWith("split")) ?? ""),
    ]);
    expect(parts.stdout).toBe(whole.stdout);
  });
});

/** Runs a command that may hold so many megabytes, and feeds it. */
async function feed(args: readonly string[], lines: Iterable<string>, megabytes: number) {
  const program = path.join(installed.folder, "node_modules/libvirt-cpu/dist/cli/libvirt-cpu.cjs");
  const child = spawn(process.execPath, [`--max-old-space-size=${megabytes}`, program, ...args], {
    cwd: installed.folder,
  });
  let out = "";
  let err = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    out = (out + text).slice(-10_000);
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    err += text;
  });
  Readable.from(lines).pipe(child.stdin);
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { code, out, err };
}

describe("a fleet of any size", () => {
  const COUNT = 50_000;

  // Held all at once, that many hosts take several times the memory.
  it.each([
    ["baseline", "-"],
    ["compare", "web01.xml", "-", "--json"],
  ])("passes through %s in bounded memory", async (...args) => {
    const { code, out, err } = await feed(args, fleetLines(COUNT), 32);
    expect(err).toMatch(args[0] === "baseline" ? /^Baseline of 50,000 hosts: / : /^$/);
    expect([0, 1]).toContain(code);
    expect(out).toMatch(args[0] === "baseline" ? /<\/cpu>\n$/ : /"host":"node49999"/);
  });

  it("is let go when its reader has seen enough", async () => {
    const { stdout } = await shell(
      `for i in $(seq 50); do cat fleet.ndjson; done | libvirt-cpu compare web01.xml - --json | head -n 1; echo "\${PIPESTATUS[*]}"`,
    );
    expect(stdout.trim().split("\n").at(-1)).toMatch(/^\d+ 0 0$/);
  });
});
