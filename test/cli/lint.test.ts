import { execFileSync } from "node:child_process";
import { chmod, mkdir, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { kvm, makeFolder, run, samples, WRONG } from "./run.js";

const GOOD = kvm("<cpu mode='host-passthrough'/>");
const WARNED = kvm("<cpu mode='host-passthrough'><model fallback='allow'>Haswell</model></cpu>");
const OTHER = "<project><cpu><model>Hasswell</model></cpu></project>";

interface Report {
  readonly files: { file: string; error?: string; diagnostics: { rule: string; severity: string }[] }[];
  readonly summary: Record<string, number>;
}

async function lintJson(args: readonly string[], cwd: string): Promise<Report> {
  const { out } = await run(["lint", "--json", ...args], { cwd });
  return JSON.parse(out) as Report;
}

const rulesOf = ({ files }: Report) =>
  Object.fromEntries(files.map(({ file, diagnostics }) => [file, diagnostics.map(({ rule }) => rule)]));

describe("lint ends with", () => {
  it.each<[string, Record<string, string | Uint8Array>, string[], number]>([
    ["0 where nothing is wrong", { "a.xml": GOOD }, ["a.xml"], 0],
    ["0 for warnings", { "a.xml": WARNED }, ["a.xml"], 0],
    ["1 for an error", { "a.xml": WRONG }, ["a.xml"], 1],
    ["1 for an error in a folder", { "in/a.xml": WRONG, "b.xml": GOOD }, ["."], 1],
    ["1 for a document that is broken", { "a.xml": "<domain type='kvm'><cpu" }, ["a.xml"], 1],
    ["0 for as many warnings as are allowed", { "a.xml": WARNED }, ["--max-warnings", "1", "a.xml"], 0],
    ["1 for more warnings than are allowed", { "a.xml": WARNED }, ["--max-warnings", "0", "a.xml"], 1],
    ["0 for a named file that is not libvirt's", { "pom.xml": OTHER }, ["pom.xml"], 0],
    ["2 for a file that is not there", { "a.xml": GOOD }, ["a.xml", "b.xml"], 2],
    ["2 for a file that cannot be read, whatever else is wrong", { "a.xml": WRONG }, ["a.xml", "b.xml"], 2],
    [
      "2 for a file of another encoding than it says",
      { "a.xml": Buffer.from("<cpu>\u00e4</cpu>", "latin1") },
      ["a.xml"],
      2,
    ],
    ["2 for a folder without libvirt documents", { "pom.xml": OTHER }, ["."], 2],
    ["2 without arguments", {}, [], 2],
    ["2 for an unknown target", { "a.xml": GOOD }, ["--target", "prod", "a.xml"], 2],
    ["2 for a host that cannot be read", { "a.xml": GOOD }, ["--host", "node1.xml", "a.xml"], 2],
    ["2 for a configuration that is not there", { "a.xml": GOOD }, ["--config", "c.json", "a.xml"], 2],
    ["1 for an error in the configuration", { "a.xml": GOOD, "libvirt-cpu.json": '{"target": "prod"}' }, ["."], 1],
  ])("%s", async (_, files, args, code) => {
    expect((await run(["lint", ...args], { cwd: await makeFolder(files) })).code).toBe(code);
  });

  it.each<[string, string, number, RegExp]>([
    ["0 for a good document", GOOD, 0, /^$/],
    ["1 for an error", WRONG, 1, /^$/],
    ["2 for nothing", " \n", 2, /Standard input is empty/],
    ["2 for another document", OTHER, 2, /Standard input is not a libvirt document/],
    ["2 for no document", "error: failed to get domain 'web01'", 2, /Standard input is not a libvirt document/],
  ])("of standard input %s", async (_, stdin, code, err) => {
    const ran = await run(["lint", "-"], { stdin, cwd: await makeFolder({}) });
    expect(ran.code).toBe(code);
    expect(ran.err).toMatch(err);
  });
});

describe("lint finds", () => {
  it("libvirt's documents in folders, each once, and leaves out what is hidden or installed", async () => {
    const cwd = await makeFolder({
      "a.xml": WRONG,
      "deep/er/b.XML": WRONG,
      "deep/pom.xml": OTHER,
      "deep/notes.txt": WRONG,
      "node_modules/c.xml": WRONG,
      ".hidden/d.xml": WRONG,
      "binary.xml": Uint8Array.of(0xff, 0xff, 0x00, 0x80),
    });
    const report = await lintJson([".", "deep", "a.xml", "./a.xml"], cwd);
    expect(rulesOf(report)).toEqual({ "a.xml": ["model-unknown"], "deep/er/b.XML": ["model-unknown"] });
    expect(report.summary).toMatchObject({ checked: 2, errors: 2, skipped: 0, unreadable: 0 });
  });

  it("templates in folders, whose language is nothing to it, and no other ones", async () => {
    const template = WRONG.replace("<domain", "{# a VM #}\n<domain").replace(/<name>[^<]*/, "<name>{{ name }}");
    const cwd = await makeFolder({
      "a.xml": WRONG,
      "b.xml.j2": template,
      "roles/vm/templates/c.j2": template,
      "roles/web/templates/nginx.conf.j2": "server { listen {{ port }}; }\n",
      "roles/web/templates/index.html.j2": "<html>{{ body }}</html>\n",
    });
    const report = await lintJson(["."], cwd);
    expect(rulesOf(report)).toEqual({
      "a.xml": ["model-unknown"],
      "b.xml.j2": ["template", "model-unknown"],
      "roles/vm/templates/c.j2": ["template", "model-unknown"],
    });
    expect(report.summary).toMatchObject({ checked: 3, templates: 2, errors: 3, skipped: 0, unreadable: 0 });
  });

  it("what does not start on the target of its file", async () => {
    const epyc = kvm("<cpu mode='custom' match='exact' check='partial'><model>EPYC</model></cpu>");
    const config = {
      hosts: { xeon: { reference: "xeon-gold-6130" }, epyc: { reference: "epyc-7502-32-core" } },
      target: "xeon",
      targets: { "amd/": "epyc" },
    };
    const cwd = await makeFolder({
      "libvirt-cpu.json": JSON.stringify(config),
      "a.xml": epyc,
      "amd/a.xml": epyc,
      "amd/xeon.xml": `<!-- libvirt-cpu-target xeon -->${epyc}`,
      "amd/wrong.xml": `<!-- libvirt-cpu-target eypc -->${epyc}`,
    });
    const found = Object.entries(rulesOf(await lintJson(["."], cwd))).map(([file, rules]) => [
      file,
      rules.filter((rule) => rule.startsWith("target-") || rule === "configuration").length,
    ]);
    expect(Object.fromEntries(found)).toEqual({ "a.xml": 1, "amd/a.xml": 0, "amd/wrong.xml": 1, "amd/xeon.xml": 1 });
    const { out } = await run(["lint", "amd/wrong.xml"], { cwd });
    expect(out).toContain('"eypc" is not a host or pool of libvirt-cpu.json, so this file has no target.');
    const overridden = await lintJson(["--target", "epyc", "."], cwd);
    expect(Object.values(rulesOf(overridden)).flat()).not.toContain("configuration");
  });

  it("nothing in files that the configuration excludes, named or not", async () => {
    const cwd = await makeFolder({
      "libvirt-cpu.json": '{"exclude": ["old/*", "!old/kept.xml"]}',
      "a.xml": WRONG,
      "old/a.xml": WRONG,
      "old/kept.xml": WRONG,
    });
    expect(Object.keys(rulesOf(await lintJson(["."], cwd)))).toEqual(["a.xml", "old/kept.xml"]);
    const named = await run(["lint", "old/a.xml"], { cwd });
    expect(named).toEqual({
      code: 0,
      out: expect.stringContaining("1 skipped."),
      err: "old/a.xml is not checked: libvirt-cpu.json excludes it.\n",
    });
    const unnamed = await makeFolder({ "libvirt-cpu.json": '{"exclude": ["*"]}', "a.xml": WRONG });
    expect(await run(["lint", "."], { cwd: unnamed })).toMatchObject({
      code: 2,
      err: expect.stringContaining("libvirt-cpu.json excludes all documents of ."),
    });
  });

  it("links inside the folder, but neither circles nor what lies outside", async () => {
    const outside = await makeFolder({ "secret.xml": WRONG });
    const cwd = await makeFolder({ "vms/a.xml": GOOD });
    await symlink(cwd, path.join(cwd, "vms/loop"));
    await symlink(path.join(cwd, "vms"), path.join(cwd, "vms/self"));
    await symlink(outside, path.join(cwd, "vms/out"));
    await symlink(path.join(outside, "secret.xml"), path.join(cwd, "vms/out.xml"));
    await symlink("b.xml", path.join(cwd, "vms/b.xml"));
    await symlink("a.xml", path.join(cwd, "vms/c.xml"));
    expect(Object.keys(rulesOf(await lintJson(["vms"], cwd)))).toEqual(["vms/a.xml"]);
  });

  it("a hidden folder that is named, and a file of any name", async () => {
    const cwd = await makeFolder({ ".hidden/a.xml": GOOD, "web01.conf": GOOD });
    expect(Object.keys(rulesOf(await lintJson([".hidden", "web01.conf"], cwd)))).toEqual([
      ".hidden/a.xml",
      "web01.conf",
    ]);
  });

  it("no pipe in a folder to wait for", async () => {
    const cwd = await makeFolder({ "a.xml": GOOD });
    execFileSync("mkfifo", [path.join(cwd, "libvirt-cpu.json")]);
    execFileSync("mkfifo", [path.join(cwd, "pipe.xml")]);
    expect(Object.keys(rulesOf(await lintJson(["."], cwd)))).toEqual(["a.xml"]);
  });

  it("one problem in each broken file, and goes on", async () => {
    const cwd = await makeFolder({
      "1.xml": Buffer.from("<domain type='kvm'>\u00e4</domain>", "latin1"),
      "2.xml": "<domain type='kvm'><cpu mode='host-passthrough'></domain>",
      "3.xml": WRONG,
    });
    const report = await lintJson(["."], cwd);
    expect(report.files.map(({ file, error }) => [file, error])).toEqual([
      ["1.xml", "It is not valid UTF-8."],
      ["2.xml", undefined],
      ["3.xml", undefined],
    ]);
    expect(rulesOf(report)).toMatchObject({ "2.xml": ["xml"], "3.xml": ["model-unknown"] });
  });

  it("that a document is too large to be looked into, and no more", async () => {
    const cwd = await makeFolder({ "a.xml": `${WRONG}${" ".repeat(8 * 1024 * 1024)}`, "b.xml": WRONG.padEnd(40e6) });
    expect(rulesOf(await lintJson(["."], cwd))).toEqual({ "a.xml": ["too-large"], "b.xml": ["too-large"] });
  });

  it.each<[string, BufferEncoding, string]>([
    ["UTF-8 with a mark", "utf8", "\ufeff"],
    ["UTF-16", "utf16le", "\ufeff"],
  ])("the same places in %s", async (_, encoding, mark) => {
    const text = "<domain type='kvm'>\r\n<!-- 🦊 --><cpu><model>Hasswell</model></cpu></domain>";
    const cwd = await makeFolder({ "a.xml": Buffer.from(mark + text, encoding) });
    const [file] = (await lintJson(["a.xml"], cwd)).files;
    const at = text.indexOf("Hass");
    expect(file?.diagnostics[0]).toMatchObject({ start: { line: 2, column: at - text.indexOf("\n"), offset: at } });
  });

  it("Latin 1 where the declaration says so", async () => {
    const text = "<?xml version='1.0' encoding='ISO-8859-1'?><domain type='kvm'><title>\u00e4</title></domain>";
    const cwd = await makeFolder({ "a.xml": Buffer.from(text, "latin1") });
    expect((await run(["lint", "a.xml"], { cwd })).code).toBe(0);
  });
});

describe("the configuration that counts", () => {
  const off = '{ "rules": { "model-unknown": "off" } }';

  it.each<[string, Record<string, string>, string, string]>([
    ["beside the file", { "libvirt-cpu.json": off, "a.xml": WRONG }, ".", "a.xml"],
    ["above it, in the working directory", { "libvirt-cpu.json": off, "x/y/a.xml": WRONG }, ".", "x/y/a.xml"],
    [
      "above the working directory, in the repository",
      { ".git/HEAD": "", "libvirt-cpu.json": off, "x/y/a.xml": WRONG },
      "x/y",
      "a.xml",
    ],
    ["nearest to the file", { "libvirt-cpu.json": "{}", "x/libvirt-cpu.json": off, "x/a.xml": WRONG }, ".", "x/a.xml"],
    [
      "a file outside the working directory has beside it",
      { "x/libvirt-cpu.json": off, "x/a.xml": WRONG, "y/b": "" },
      "y",
      "../x/a.xml",
    ],
  ])("is the one %s", async (_, files, cwd, file) => {
    const folder = await makeFolder(files);
    expect((await run(["lint", file], { cwd: path.join(folder, cwd) })).code).toBe(0);
  });

  it.each<[string, Record<string, string>, string, string]>([
    ["above the working directory", { "libvirt-cpu.json": off, "x/a.xml": WRONG }, "x", "a.xml"],
    ["above the repository", { "libvirt-cpu.json": off, "x/.git": "", "x/a.xml": WRONG }, ".", "x/a.xml"],
    [
      "above a file outside the working directory",
      { "libvirt-cpu.json": off, "x/a.xml": WRONG, "y/b": "" },
      "y",
      "../x/a.xml",
    ],
  ])("is not one %s", async (_, files, cwd, file) => {
    const folder = await makeFolder(files);
    expect((await run(["lint", file], { cwd: path.join(folder, cwd) })).code).toBe(1);
  });

  it("may be named, and its problems are reported like a document's", async () => {
    const cwd = await makeFolder({ "a.xml": WRONG, "c.json": '{ "rules": { "model-unknwn": "off" } }' });
    const report = await lintJson(["--config", "c.json", "a.xml"], cwd);
    expect(rulesOf(report)).toEqual({ "c.json": ["configuration"], "a.xml": ["model-unknown"] });
    expect(JSON.stringify(report)).toContain("model-unknown");
    expect(report.summary).toMatchObject({ checked: 1, errors: 1, warnings: 1 });
  });

  it("stands behind what the arguments say", async () => {
    const document = kvm("<cpu mode='custom' match='exact'><model>SierraForest</model></cpu>");
    const cwd = await makeFolder({ "libvirt-cpu.json": '{ "libvirt": "9.0.0" }', "a.xml": document });
    expect((await run(["lint", "a.xml"], { cwd })).code).toBe(1);
    expect((await run(["lint", "a.xml", "--libvirt", "12.8.0"], { cwd })).code).toBe(0);
    const other = await run(["lint", "a.xml", "--libvirt", "10.0.0"], { cwd });
    expect(other.err).toMatch(/libvirt 10\.0\.0 is judged by the CPU map of 9\.10\.0, which has the same models/);
  });

  it("does not lead out of its folder, neither by a path nor by a link", async () => {
    const outside = await makeFolder({ "caps.xml": "<capabilities/>" });
    const config = { hosts: { a: { capabilities: "link.xml" }, b: { capabilities: "pipe.xml" } } };
    const cwd = await makeFolder({ "libvirt-cpu.json": JSON.stringify(config) });
    await symlink(path.join(outside, "caps.xml"), path.join(cwd, "link.xml"));
    execFileSync("mkfifo", [path.join(cwd, "pipe.xml")]);
    const { out, code } = await run(["hosts"], { cwd });
    expect(out).toContain("link.xml: it is outside the folder.");
    expect(out).toContain("pipe.xml: it cannot be read.");
    expect(code).toBe(1);
  });
});

it("a folder that may not be read is told, and the others are checked", async () => {
  const cwd = await makeFolder({ "open/a.xml": WRONG });
  await mkdir(path.join(cwd, "closed"));
  await writeFile(path.join(cwd, "closed/b.xml"), WRONG);
  await chmod(path.join(cwd, "closed"), 0);
  const report = await lintJson(["."], cwd);
  await chmod(path.join(cwd, "closed"), 0o700);
  // Root may read everything.
  const closed = process.getuid?.() === 0 ? { "closed/b.xml": ["model-unknown"] } : { closed: [] };
  expect(rulesOf(report)).toEqual({ ...closed, "open/a.xml": ["model-unknown"] });
});

it("hosts of the target that do not count are told of", async () => {
  const config = { hosts: { a: { capabilities: "a.xml" } }, target: "a" };
  const cwd = await makeFolder({ "a.vm.xml": GOOD, "libvirt-cpu.json": JSON.stringify(config) });
  const { err, code } = await run(["lint", "."], { cwd });
  expect(err).toBe("a is ignored: a.xml: the file does not exist.\n");
  expect(code).toBe(0);
});

it("the samples have one document with errors", async () => {
  const isError = ({ severity }: { severity: string }) => severity === "error";
  // Without a target: some do not start there.
  const plain = await makeFolder({ "none.json": "{}" });
  const report = await lintJson(["--config", path.join(plain, "none.json"), "."], samples);
  const names = report.files.filter(({ diagnostics }) => diagnostics.some(isError)).map(({ file }) => file);
  expect(names).toEqual(["broken.xml"]);
});
