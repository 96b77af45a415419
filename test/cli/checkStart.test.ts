import { describe, expect, it } from "vitest";
import { kvm, makeFolder, run } from "./run.js";

const NODE1 = "hosts/node1.domcaps.xml,hosts/node1.caps.xml";
const model = (name: string) => kvm(`<cpu mode='custom' match='exact'><model>${name}</model></cpu>`);

describe("check-start", () => {
  it.each<[string, string[], string, number, RegExp]>([
    [
      "on all hosts of the target",
      [],
      model("Haswell-noTSX-IBRS"),
      0,
      /^<stdin>: Starts on (?:all 2|both) hosts of prod\n {2}✓ {2}node1, node2 {2}starts\n$/,
    ],
    [
      "on some",
      [],
      model("Skylake-Server-IBRS"),
      1,
      /Starts on 1 of 2 hosts of prod · node2: missing .+\n {2}✓ {2}node1 {2}starts\n {2}✗ {2}node2 {2}missing .+\n {9,}libvirt: /,
    ],
    ["on none", [], model("EPYC"), 1, /Does not start on prod \(0 of 2 hosts\)/],
    ["on another target", ["--target", "node3"], model("EPYC"), 0, /Starts on node3/],
    ["on a host that is named", ["--host", NODE1], model("Skylake-Server-IBRS"), 0, /Starts on node1/],
    [
      "on several",
      ["--host", NODE1, "--host", "hosts/node3.domcaps.xml"],
      model("EPYC"),
      1,
      /Starts on 1 of 2 hosts of those named/,
    ],
    ["by the processor only", ["--host", "hosts/old-xeon.cpudata.xml"], model("Nehalem"), 0, /Fits old-xeon/],
    ["on a reference CPU", ["--host", "xeon-gold-6130"], model("EPYC"), 1, /Does not start on xeon-gold-6130/],
    ["without <cpu>, by libvirt's default model", [], kvm(""), 0, /Starts on (?:all 2|both) hosts of prod/],
    ["of a <cpu> alone", [], "<cpu mode='host-model'/>", 0, /Starts on (?:all 2|both) hosts of prod/],
    [
      "of another architecture",
      [],
      "<domain type='kvm'><os><type arch='aarch64'>hvm</type></os><cpu mode='host-model'/></domain>",
      1,
      /Does not start on prod \(0 of 2 hosts\) · node1 and node2: different architecture/,
    ],
  ])("%s", async (_, args, stdin, code, said) => {
    const ran = await run(["check-start", "-", ...args], { stdin });
    expect(ran.err).toBe("");
    expect(ran.out).toMatch(said);
    expect(ran.code).toBe(code);
  });

  it.each<[string, string[], string, RegExp]>([
    [
      "without a target",
      ["-", "--config", "none.json"],
      model("EPYC"),
      /There are no hosts to check against\. Name hosts with --host/,
    ],
    [
      "of a target that is not there",
      ["-", "--target", "labb"],
      model("EPYC"),
      /labb is not a host or pool of libvirt-cpu\.json\. Did you mean lab\?/,
    ],
    ["of a host's document", ["hosts/node1.caps.xml"], "", /hosts\/node1\.caps\.xml: It is no definition of a VM\./],
    [
      "of no reference CPU",
      ["-", "--host", "xeon-gold-613"],
      model("EPYC"),
      /there is no reference CPU of that id\. Did you mean xeon-gold-6130\?/,
    ],
    [
      "of a host's name",
      ["-", "--host", "node1"],
      model("EPYC"),
      /node1: it cannot be read.*Name a host or pool of libvirt-cpu\.json with --target\.$/m,
    ],
    ["of no host", ["-", "--host", "web01.xml"], model("EPYC"), /web01\.xml: it does not describe a host/],
  ])("cannot tell %s", async (_, args, stdin, said) => {
    const cwd = args.includes("none.json") ? await makeFolder({ "none.json": "{}" }) : undefined;
    const ran = await run(["check-start", ...args], { stdin, ...(cwd === undefined ? {} : { cwd }) });
    expect(ran.err).toMatch(said);
    expect([ran.out, ran.code]).toEqual(["", 2]);
  });

  it("tells of hosts that cannot be read", async () => {
    const config = {
      hosts: { a: { domainCapabilities: "a.xml" }, b: { uri: "qemu:///system" } },
      pools: { p: ["a", "b", "c"] },
      target: "p",
    };
    const cwd = await makeFolder({ "libvirt-cpu.json": JSON.stringify(config), "vm.xml": model("EPYC") });
    const { out, code } = await run(["check-start", "vm.xml"], { cwd });
    expect(out).toMatch(/\? {2}a {2}a\.xml: the file does not exist\./);
    expect(out).toMatch(/\? {2}b {2}This command does not run virsh/);
    expect(out).toMatch(/\? {2}c {2}The configuration does not contain this host\./);
    expect(code).toBe(1);
  });

  it("judges each file on its own target, and leaves out what the configuration excludes", async () => {
    const config = {
      hosts: { xeon: { reference: "xeon-gold-6130" }, epyc: { reference: "epyc-7502-32-core" } },
      target: "xeon",
      targets: { "amd/": "epyc", "gone/": "nobody" },
      exclude: ["old/"],
    };
    const cwd = await makeFolder({
      "libvirt-cpu.json": JSON.stringify(config),
      "vms.xml": model("Haswell-noTSX-IBRS"),
      "amd/a.xml": model("EPYC"),
      "amd/comment.xml": `<!-- libvirt-cpu-target xeon -->${model("Haswell-noTSX-IBRS")}`,
      "old/o.xml": model("EPYC"),
    });
    const targetsOf = async (...args: string[]) => {
      const { out } = await run(["check-start", "--json", ...args], { cwd });
      const { files } = JSON.parse(out) as { files: { file: string; definitions: { target: string }[] }[] };
      return Object.fromEntries(files.map(({ file, definitions }) => [file, definitions[0]?.target]));
    };
    expect(await targetsOf(".")).toEqual({ "amd/a.xml": "epyc", "amd/comment.xml": "xeon", "vms.xml": "xeon" });
    expect(await targetsOf("amd", "old/o.xml", "--target", "xeon")).toEqual({
      "amd/a.xml": "xeon",
      "amd/comment.xml": "xeon",
      "old/o.xml": "xeon",
    });
  });

  it("cannot tell of a comment that names no host or pool", async () => {
    const stdin = `<!-- libvirt-cpu-target prodd -->${model("EPYC")}`;
    expect(await run(["check-start", "-"], { stdin })).toEqual({
      code: 2,
      out: "",
      err: expect.stringContaining(
        '<stdin>: "prodd" is not a host or pool of libvirt-cpu.json, so this file has no target. Did you mean "prod"?',
      ),
    });
  });

  it("judges every definition of every file, as JSON with libvirt's words", async () => {
    const { out, code } = await run(["check-start", ".", "--target", "lab", "--json"]);
    const { files } = JSON.parse(out) as {
      files: {
        file: string;
        definitions: {
          summary: string;
          hosts: { host: string; outcome: string; problems: { code: string; features?: string[] }[] }[];
        }[];
      }[];
    };
    expect(files.map(({ file }) => file)).toEqual([
      "arm-edge.xml",
      "broken.xml",
      "epyc-db.xml",
      "numa-hpc.xml",
      "web01.xml",
      "windows11.xml",
    ]);
    const web = files.find(({ file }) => file === "web01.xml")?.definitions[0];
    expect(web?.hosts.map(({ host, outcome }) => [host, outcome])).toEqual([
      ["node1", "starts"],
      ["node2", "starts"],
      ["node3", "fails"],
      ["old-xeon", "fits"],
    ]);
    expect(web?.hosts[2]?.problems[0]).toMatchObject({ code: "missing-features", features: ["pcid"] });
    expect(code).toBe(1);
  });
});

describe("documents of others and documents that are too large", () => {
  const HUGE = `<domain type='kvm'><vcpu>2</vcpu><cpu mode='host-model'/>${" ".repeat(8 * 1024 * 1024)}</domain>`;

  it("of a folder are left out, whatever their size", async () => {
    const folder = await makeFolder({
      "vm.xml": kvm("<cpu mode='host-model'/>"),
      "pom.xml": `<project>${"<a/>".repeat(40_000)}</project>`,
    });
    const { code, out, err } = await run(["check-start", ".", "--host", "xeon-gold-6130"], { cwd: folder });
    expect([code, err]).toEqual([0, ""]);
    expect(out).not.toContain("pom.xml");
  });

  it.each([
    ["check-start", "vm.xml", "--host", "xeon-gold-6130"],
    ["expand", "vm.xml", "--host", "xeon-gold-6130"],
    ["compare", "vm.xml", "xeon-gold-6130"],
  ])("%s says that one is too large", async (...args) => {
    const folder = await makeFolder({ "vm.xml": HUGE });
    const { code, out, err } = await run(args, { cwd: folder });
    expect(code).toBe(2);
    expect(out + err).toContain("It is too large.");
  });
});
