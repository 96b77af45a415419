import { readFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { parseCpu } from "../../shared/src/engine/index.js";
import { kvm, makeFolder, run, samples } from "./run.js";

const HOST = ["--host", "hosts/node1.domcaps.xml"];

describe("expand", () => {
  it("writes a document's host-model as the CPU it is on the host, and leaves the rest", async () => {
    const before = await readFile(path.join(samples, "web01.xml"), "utf8");
    const { out, err, code } = await run(["expand", "web01.xml", ...HOST]);
    expect(err).toBe("Converted to Skylake-Server-IBRS with 23 features, as on node1.\n");
    expect(out).toContain("<model fallback='allow'>Skylake-Server-IBRS</model>");
    const rest = (text: string) => text.replace(/<cpu[\s\S]*<\/cpu>/, "");
    expect(rest(out)).toBe(rest(before));
    expect(code).toBe(0);
    expect((await run(["expand", "-", "--target", "node1"], { stdin: before })).out).toBe(out);
    expect(JSON.parse((await run(["expand", "web01.xml", ...HOST, "--json"])).out)).toEqual({
      xml: out,
      summary: err.trim(),
    });
  });

  it.each<[string, string[], Record<string, number | string>]>([
    ["host-model on a host", ["host-model", ...HOST], { model: "Skylake-Server-IBRS" }],
    ["host-model, every feature", ["host-model", ...HOST, "--features"], { model: "Skylake-Server-IBRS" }],
    ["a model", ["Haswell-noTSX"], { model: "Haswell-noTSX", vendor: "Intel", fallback: "forbid" }],
    ["a model of another release", ["Haswell", "--libvirt", "9.0.0"], { model: "Haswell" }],
  ])("%s is a definition that libvirt takes", async (_, args, expected) => {
    const { out, code } = await run(["expand", ...args]);
    const cpu = parseCpu(out, { type: "guest" });
    expect(cpu).toMatchObject({ mode: "custom", ...expected });
    expect(cpu.features.length).toBeGreaterThan(10);
    expect(code).toBe(0);
  });

  it("--live writes the CPU that the running VM gets, and names what it loses", async () => {
    const stdin = kvm(
      "<cpu check='none'>\n    <model>Haswell</model>\n    <feature policy='require' name='svm'/>\n  </cpu>",
    );
    const { out, err, code } = await run(["expand", "-", "--live", ...HOST], { stdin });
    expect(err).toMatch(/^On node1 the VM gets 1 feature fewer than the definition asks for: svm\./);
    const cpu = parseCpu(/<cpu[\s\S]*<\/cpu>/.exec(out)?.[0] ?? "", { type: "guest" });
    expect(cpu).toMatchObject({ mode: "custom", model: "Haswell", check: "full", fallback: "forbid" });
    expect(cpu.features).toContainEqual({ name: "svm", policy: "disable" });
    expect(cpu.features).toContainEqual({ name: "hypervisor", policy: "require" });
    const { lost } = JSON.parse((await run(["expand", "-", "--live", ...HOST, "--json"], { stdin })).out);
    expect(lost).toEqual(["svm"]);
    expect(code).toBe(0);
  });

  it.each<[string, string[], string, RegExp]>([
    [
      "with --features",
      ["-", "--live", "--features", ...HOST],
      kvm("<cpu/>"),
      /--live and --features do not go together/,
    ],
    ["of a model", ["Haswell", "--live", ...HOST], "", /--live needs a file/],
    [
      "of a VM that does not start",
      ["-", "--live", ...HOST],
      kvm("<cpu><model>EPYC</model><vendor>AMD</vendor></cpu>"),
      /It does not start on node1: /,
    ],
    [
      "of another architecture",
      ["-", "--live", ...HOST],
      "<domain type='qemu'><os><type arch='aarch64'>hvm</type></os><cpu><model>max</model></cpu></domain>",
      /The CPU of the running VM is not known\./,
    ],
  ])("--live does not answer %s", async (_, args, stdin, said) => {
    const { err, code } = await run(["expand", ...args], { stdin });
    expect(err).toMatch(said);
    expect(code).not.toBe(0);
  });

  it("--features spells out what a document's model brings", async () => {
    const stdin = kvm(
      "<cpu mode='custom' match='exact'>\n    <model>Nehalem</model>\n    <feature policy='disable' name='popcnt'/>\n  </cpu>",
    );
    const { out } = await run(["expand", "-", "--features"], { stdin });
    expect(out).toContain("<feature policy='require' name='sse4.2'/>");
    expect(out).toContain("<feature policy='disable' name='popcnt'/>");
  });

  it.each<[string, string[], string, RegExp]>([
    [
      "without a host",
      ["-", "--config", "c.json"],
      kvm("<cpu mode='host-model'/>"),
      /expand needs a host\. Name one with --host or --target\./,
    ],
    [
      "on a pool",
      ["-", "--target", "prod"],
      kvm("<cpu mode='host-model'/>"),
      /prod has several hosts: name one of them/,
    ],
    [
      "a custom CPU",
      ["-", ...HOST],
      kvm("<cpu><model>EPYC</model></cpu>"),
      /Its CPU is a custom one already\. --features/,
    ],
    ["no CPU", ["-", ...HOST], "<domain type='kvm'/>", /It has no <cpu> to expand\./],
    ["no document", ["-", ...HOST], "<project/>", /Standard input is not a libvirt document\./],
    ["a folder", ["./hosts", ...HOST], "", /It is a folder; name a file\./],
    ["a file that is not there", ["./none.xml", ...HOST], "", /none\.xml: There is no such file/],
    ["an unknown model", ["Haswel"], "", /has no x86_64 model Haswel\. Did you mean Haswell\?/],
    [
      "by a host without a CPU",
      ["-", "--host", "web01.xml"],
      kvm("<cpu mode='host-model'/>"),
      /does not describe a host/,
    ],
  ])("does not expand %s", async (_, args, stdin, said) => {
    const cwd = args.includes("c.json") ? await makeFolder({ "c.json": "{}" }) : samples;
    const ran = await run(["expand", ...args], { stdin, cwd });
    expect(ran.err).toMatch(said);
    expect([ran.out, ran.code]).toEqual(["", 2]);
  });
});

describe("explain", () => {
  it.each<[string, string[], RegExp[]]>([
    ["a model", ["EPYC-Rome"], [/^model EPYC-Rome$/m, /Zen 2, 2019/, /x86-64-v3/]],
    ["a model in any case", ["epyc-rome"], [/^model EPYC-Rome$/m]],
    [
      "a model on hosts",
      ["EPYC", "--target", "lab"],
      [/On lab: supported on 1 of 4 hosts: node3\./, /^• .*: missing /m],
    ],
    ["a feature", ["md-clear"], [/^feature md-clear$/m, /CPUID leaf 0x7/]],
    ["a feature on hosts", ["pcid", "--target", "lab"], [/On lab: .*node3/]],
    ["a policy", ["forbid"], [/^value cpu\/feature@policy=forbid$/m, /^• .*mode custom/m]],
    ["a mode", ["host-passthrough"], [/^value cpu@mode=host-passthrough$/m]],
    ["an attribute", ["check"], [/^attribute cpu@check$/m, /^• none: /m]],
    ["an element", ["topology"], [/^element cpu\/topology$/m]],
    ["a vendor", ["Intel"], [/^vendor Intel$/m, /GenuineIntel/]],
    ["a rule", ["topology-vcpus"], [/^rule topology-vcpus$/m, /For example: /]],
    ["a word of several meanings", ["model"], [/^element cpu\/model$/m]],
    ["another architecture's model", ["z14", "--arch", "s390x"], [/^model z14$/m]],
  ])("%s", async (_, args, said) => {
    const { out, err, code } = await run(["explain", ...args]);
    for (const each of said) expect(out).toMatch(each);
    expect(out).not.toMatch(/\*\*|\\[<>_]|`/);
    expect([err, code]).toEqual(["", 0]);
  });

  it("nothing that nobody knows, but what may be meant", async () => {
    const { out, err, code } = await run(["explain", "Haswel"]);
    expect([out, code]).toEqual(["", 1]);
    expect(err).toBe("libvirt 12.8.0 knows no Haswel of x86_64. Did you mean Haswell?\n");
    expect((await run(["explain", "constructor"])).code).toBe(1);
  });

  it("as JSON: Markdown, as on hover", async () => {
    const { out } = await run(["explain", "vmx", "--json"]);
    expect(JSON.parse(out)).toMatchObject({
      libvirt: "12.8.0",
      arch: "x86_64",
      explanations: [{ kind: "feature", name: "vmx" }],
    });
  });
});

describe("diff", () => {
  it("names what one has and the other has not", async () => {
    const { out, code } = await run(["diff", "Haswell", "Broadwell-noTSX"]);
    expect(out).toMatch(/^- rtm +/m);
    expect(out).toMatch(/^\+ rdseed +/m);
    expect(out).toMatch(/\d+ features in both, 2 only in Haswell, 4 only in Broadwell-noTSX\.\n$/);
    expect(code).toBe(0);
  });

  it("as JSON, the other way round", async () => {
    const there = JSON.parse((await run(["diff", "Haswell", "EPYC", "--json"])).out);
    const back = JSON.parse((await run(["diff", "EPYC", "Haswell", "--json"])).out);
    expect([there.added, there.removed, there.common]).toEqual([back.removed, back.added, back.common]);
    expect(there.added).toContain("svm");
  });

  it.each<[string[], RegExp]>([
    [["Haswell", "Haswel"], /knows no x86_64 model Haswel\. Did you mean Haswell\?/],
    [["z14", "z15", "--arch", "s390x"], /libvirt leaves the features of s390x models to QEMU/],
  ])("%j cannot be compared", async (args, said) => {
    const { err, code } = await run(["diff", ...args]);
    expect(err).toMatch(said);
    expect(code).toBe(2);
  });
});

describe("cpu-models", () => {
  const modelsOf = async (...args: string[]) => {
    const { out } = await run(["cpu-models", "--json", ...args]);
    return JSON.parse(out) as { models: { name: string; hosts?: { usable: string[]; total: number } }[]; arch: string };
  };

  it("lists those of a release", async () => {
    const newest = (await modelsOf()).models.map(({ name }) => name);
    const older = (await modelsOf("--libvirt", "9.0.0")).models.map(({ name }) => name);
    expect(newest).toContain("SierraForest");
    expect(older).not.toContain("SierraForest");
    const { out } = await run(["cpu-models"], { cwd: await makeFolder({}) });
    expect(out).toMatch(/^Haswell-noTSX +Intel · Haswell, 2013 · x86-64-v3$/m);
    expect(out.trimEnd().split("\n")).toHaveLength(newest.length);
  });

  it.each([
    ["9.0.0", false],
    ["12.8.0", true],
  ])("of POWER are those of the release's map: POWER11 in %s is %s", async (release, isThere) => {
    const { models } = await modelsOf("--arch", "ppc64", "--libvirt", release);
    expect(models.some(({ name }) => name === "POWER11")).toBe(isThere);
  });

  it("says on which hosts each runs, and what blocks it", async () => {
    const { out } = await run(["cpu-models", "--target", "lab"]);
    expect(out).toMatch(/^EPYC-Rome +AMD · .* {2}1 of 4 hosts {2}.+: missing .+$/m);
    const { models } = await modelsOf("--usable");
    expect(models.map(({ name }) => name)).toContain("Haswell-noTSX-IBRS");
    expect(models.every(({ hosts }) => hosts?.usable.length === 2)).toBe(true);
  });

  it.each(["s390x", "aarch64", "ppc64le", "riscv64"])("of %s", async (arch) => {
    const { models } = await modelsOf("--arch", arch);
    expect(models.length).toBeGreaterThan(0);
    // The target of the samples runs x86.
    expect(models[0]).not.toHaveProperty("hosts");
  });

  it.each([
    ["x86_64", false],
    ["ppc64le", false],
    ["aarch64", true],
    ["s390x", true],
  ])("of %s virsh prints no list: %s", async (arch, isOpen) => {
    const { err } = await run(["cpu-models", "--arch", arch]);
    expect(err.includes(`libvirt leaves the CPU models of ${arch} to QEMU`)).toBe(isOpen);
  });

  it("of an architecture that nobody knows: nothing", async () => {
    expect(await run(["cpu-models", "--arch", "vax"])).toMatchObject({
      code: 2,
      err: expect.stringContaining("There are no CPU models for vax."),
    });
  });
});

describe("hosts", () => {
  it("shows hosts, pools and target", async () => {
    const { out, code } = await run(["hosts"]);
    expect(out).toMatch(/^libvirt-cpu\.json: 4 hosts, 2 pools\n/);
    expect(out).toMatch(
      /^ {2}✓ {2}node3 +EPYC-Rome +x86_64 · kvm · .*hosts\/node3\.domcaps\.xml, hosts\/node3\.caps\.xml$/m,
    );
    expect(out).toMatch(/^ {2}✓ {2}old-xeon .*its domain capabilities are missing$/m);
    expect(out).toMatch(/^ {2}lab +pool of node1, node2, node3, old-xeon$/m);
    expect(out).toMatch(/^The target is prod\.$/m);
    expect(code).toBe(0);
  });

  it("as JSON, with what each is known by", async () => {
    const { out } = await run(["hosts", ".", "--json"]);
    const { target, hosts } = JSON.parse(out);
    expect(target).toBe("prod");
    expect(hosts[0]).toMatchObject({
      name: "node1",
      state: "known",
      sources: [{ file: "hosts/node1.domcaps.xml" }, { file: "hosts/node1.caps.xml" }],
    });
  });

  it("lists the reference CPUs", async () => {
    expect((await run(["hosts", "--references"])).out).toMatch(/^xeon-gold-6130 +Intel +/m);
    expect(JSON.parse((await run(["hosts", "--references", "--json"])).out).references.length).toBeGreaterThan(20);
  });

  it("needs a configuration", async () => {
    const ran = await run(["hosts"], { cwd: await makeFolder({}) });
    expect(ran).toMatchObject({
      code: 2,
      err: expect.stringContaining("There is no libvirt-cpu.json in this folder or above it."),
    });
  });
});

it("a configuration with something wrong in it is told of by every command", async () => {
  const cwd = await makeFolder({ "libvirt-cpu.json": '{\n  "target": "prod",\n  "hots": {}\n}' });
  const { err, code } = await run(["diff", "Haswell", "EPYC"], { cwd });
  expect(err).toMatch(/^libvirt-cpu\.json:2:13: .*prod/m);
  expect(err).toMatch(/^libvirt-cpu\.json:3:3: .*Did you mean "hosts"\?$/m);
  expect(code).toBe(0);
});
