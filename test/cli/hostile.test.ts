import { execFileSync } from "node:child_process";
import { symlinkSync, truncateSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { readLines } from "../../cli/src/fleet/readFleet.js";
import { kvm, makeFolder, run, WRONG } from "./run.js";

const CPU = kvm("<cpu mode='host-model'/>");
const MEGABYTE = 1024 * 1024;

describe("documents that nobody writes", () => {
  it.each<[string, string, RegExp]>([
    [
      "entities that grow",
      `<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>${kvm("<cpu><model>&b;</model></cpu>")}`,
      /model-unknown/,
    ],
    [
      "a file as an entity",
      `<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]>${kvm("<cpu><model>&a;</model></cpu>")}`,
      /model-missing/,
    ],
    ["a million deep", `<domain type='kvm'>${"<a>".repeat(1_000_000)}`, /This element has no end tag/],
    [
      "100,000 attributes",
      `<domain type='kvm'><cpu ${Array.from({ length: 100_000 }, (_, n) => `a${n}=''`).join(" ")}/></domain>`,
      /attribute-unknown/,
    ],
    ["NUL and half characters", kvm("<cpu mode='\u0000\ud800'/>"), /This character is not allowed here/],
  ])("%s: reported, nothing is read, and it ends", async (_, text, told) => {
    const { code, out, err } = await run(["lint", "-"], { stdin: text });
    expect(code).toBeLessThan(2);
    expect(out).toMatch(told);
    expect(`${out}${err}`).not.toMatch(/root:|internal|TypeError|RangeError/);
  });

  it("a line of 100 MB is not read to its end", async () => {
    const folder = await makeFolder({ "vm.xml": CPU });
    truncateSync(path.join(folder, "vm.xml"), 100 * MEGABYTE);
    const { code, out } = await run(["lint", "vm.xml"], { cwd: folder });
    expect(out).toContain("too-large");
    expect(code).toBeLessThan(2);
  });
});

it("a line of 100 MB in a fleet is let go as it comes, and the next one is read", async () => {
  const chunk = Buffer.alloc(MEGABYTE, "x");
  const chunks = async function* () {
    for (let count = 0; count < 100; count++) yield chunk;
    yield Buffer.from("\n{}\n");
  };
  const lines = [];
  for await (const line of readLines(chunks())) lines.push(line);
  expect(lines).toEqual([
    { number: 1, wrong: "it is too long." },
    { number: 2, text: "{}" },
  ]);
});

describe("files that are none", () => {
  it("a host that is a pipe, a device, a folder, a circle, outside or 50 MB is told of, and nothing waits", async () => {
    const bad = ["pipe", "device", "folder", "circle", "outside", "large"];
    const hosts = Object.fromEntries(bad.map((name) => [name, { capabilities: name }]));
    const folder = await makeFolder({ "libvirt-cpu.json": JSON.stringify({ hosts }), "folder/x": "", large: "" });
    truncateSync(path.join(folder, "large"), 50 * MEGABYTE);
    symlinkSync("circle", path.join(folder, "circle"));
    symlinkSync("/dev/zero", path.join(folder, "device"));
    symlinkSync("/etc/passwd", path.join(folder, "outside"));
    execFileSync("mkfifo", [path.join(folder, "pipe")]);
    const { out } = await run(["hosts", "--json"], { cwd: folder });
    const told: { hosts: { name: string; problem?: string }[] } = JSON.parse(out);
    expect(told.hosts.map(({ name, problem }) => [name, problem])).toEqual([
      ["pipe", "pipe: it cannot be read."],
      ["device", "device: it is outside the folder."],
      ["folder", "folder: it cannot be read."],
      ["circle", "circle: it cannot be read."],
      ["outside", "outside: it is outside the folder."],
      ["large", "large: the file is too large."],
    ]);
  });

  it("a libvirt-cpu.json of 10 MB is refused in words", async () => {
    const folder = await makeFolder({ "libvirt-cpu.json": "{}", "vm.xml": CPU });
    truncateSync(path.join(folder, "libvirt-cpu.json"), 10 * MEGABYTE);
    const { code, err } = await run(["lint", "vm.xml"], { cwd: folder });
    expect([code, err]).toEqual([
      2,
      "libvirt-cpu: libvirt-cpu.json: The configuration is larger than 8 MB; it is ignored.\n",
    ]);
  });

  it.each([
    ["to a file elsewhere", "elsewhere.json"],
    ["to the folder above", "../libvirt-cpu.json"],
  ])("a libvirt-cpu.json that is a link %s is refused in words, unless it is named", async (_, to) => {
    const off = '{ "rules": { "model-unknown": "off" } }';
    const outside = await makeFolder({ "elsewhere.json": off, "libvirt-cpu.json": off, "in/vm.xml": WRONG });
    const folder = to.startsWith("..") ? path.join(outside, "in") : await makeFolder({ "vm.xml": WRONG });
    symlinkSync(to.startsWith("..") ? to : path.join(outside, to), path.join(folder, "libvirt-cpu.json"));
    const said =
      "libvirt-cpu: libvirt-cpu.json: The configuration is a link to a file outside its folder; it is ignored.\n";
    for (const args of [["lint", "vm.xml"], ["lint", "--fix", "."], ["hosts"], ["check-start", "vm.xml"]]) {
      expect(await run(args, { cwd: folder })).toEqual({ code: 2, out: "", err: said });
    }
    expect((await run(["lint", "--config", "libvirt-cpu.json", "vm.xml"], { cwd: folder })).code).toBe(0);
  });

  it("a libvirt-cpu.json that is a link inside its folder is read", async () => {
    const folder = await makeFolder({ "ours.json": '{ "rules": { "model-unknown": "off" } }', "vm.xml": WRONG });
    symlinkSync("ours.json", path.join(folder, "libvirt-cpu.json"));
    expect((await run(["lint", "vm.xml"], { cwd: folder })).code).toBe(0);
  });

  it.each([
    ["a pipe", (at: string) => execFileSync("mkfifo", [at])],
    ["a circle", (at: string) => symlinkSync("libvirt-cpu.json", at)],
  ])("a libvirt-cpu.json that is %s is none", async (_, make) => {
    const folder = await makeFolder({ "vm.xml": CPU });
    make(path.join(folder, "libvirt-cpu.json"));
    expect((await run(["lint", "vm.xml"], { cwd: folder })).code).toBe(0);
  });

  it.each(["a\u001b[31m.xml", "::error::a.xml", "a%0A.xml", "__proto__.xml", "[x](command:y).xml"])(
    "a file called %j is named, and steers nothing",
    async (name) => {
      const folder = await makeFolder({});
      await writeFile(path.join(folder, name), kvm("<cpu mode='custom'><model>Hasswell</model></cpu>"));
      for (const format of ["pretty", "github", "json", "sarif", "junit"]) {
        const { code, out } = await run(["lint", "--format", format, "."], { cwd: folder });
        expect(code).toBe(1);
        expect(out).not.toContain("\u001b");
        expect(
          out
            .split("\n")
            .filter((line) => line.startsWith("::"))
            .every((line) => line.startsWith("::error file=")),
        ).toBe(true);
      }
    },
  );
});
