import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { makeFolder, root, run, samples } from "./run.js";

const reference = (name: string, id: string) => JSON.stringify({ name, reference: id });
const INTEL = `${reference("node1", "xeon-gold-6148")}\n${reference("node2", "xeon-e5-2650-v4")}\n`;
const cpu = (model: string, vendor = "Intel") =>
  `<cpu><arch>x86_64</arch><model>${model}</model><vendor>${vendor}</vendor></cpu>`;

describe("baseline", () => {
  it("prints a <cpu> for a program, and what it costs for people", async () => {
    const { code, out, err } = await run(["baseline", "-", "--migratable"], { stdin: INTEL });
    expect(code).toBe(0);
    expect(out).toMatch(
      /^<cpu mode='custom' match='exact'>\n {2}<model fallback='allow'>Broadwell<\/model>[\s\S]*<\/cpu>\n$/,
    );
    expect(err).toMatch(
      /^Baseline of 2 hosts: Broadwell with \d+ features\.\nExcluded features, and the hosts that lack them:\n/,
    );
    expect(err).toMatch(/^ {2}node2 .*\bavx512f\b/m);
  });

  it("leaves out what virsh cpu-baseline leaves out, by release", async () => {
    const names = ["aes", "cmp_legacy", "ht", "osxsave", "ospke", "cmt", "mbm_total"];
    const features = names.map((name) => `<feature name='${name}'/>`).join("");
    const stdin = `<cpu><arch>x86_64</arch><model>qemu64</model>${features}</cpu>`;
    const listed = async (...args: string[]) => {
      const { out } = await run(["baseline", "-", ...args], { stdin });
      return [...out.matchAll(/require' name='([^']+)'/g)].map(([, name]) => name);
    };
    expect(await listed("--libvirt", "12.8.0")).toEqual(["aes"]);
    expect(await listed("--libvirt", "11.3.0")).toEqual(["aes", "ht", "cmp_legacy"]);
  });

  it("of hypervisors: no other model, and the least limit of address bits, as virsh hypervisor-cpu-baseline", async () => {
    const file = path.join(root, "test/fixtures/hosts/domcaps-x86_64-q35-libvirt12.8-kvm.xml");
    const text = readFileSync(file, "utf8");
    const line = (name: string, domainCapabilities: string) => JSON.stringify({ name, domainCapabilities });
    const less = line("b", text.replace("limit='48'", "limit='46'"));
    const none = line("c", text.replace("<maxphysaddr mode='passthrough' limit='48'/>", ""));
    const bits = async (...lines: string[]) => {
      const { out } = await run(["baseline", "-"], { stdin: [line("a", text), ...lines].join("\n") });
      expect(out).toContain("<model fallback='forbid'>");
      return /<maxphysaddr [^>]*>/.exec(out)?.[0];
    };
    expect(await bits()).toBe("<maxphysaddr mode='passthrough' limit='48'/>");
    expect(await bits(less)).toBe("<maxphysaddr mode='passthrough' limit='46'/>");
    expect(await bits(less, none)).toBeUndefined();
  });

  it.each([
    ["documents of a folder", ["hosts", "--vendor", "Intel"], ""],
    ["the target", ["--target", "prod"], ""],
    ["hosts by option", ["--host", "xeon-gold-6148", "--host", "xeon-e5-2650-v4"], ""],
    ["files of one host", ["hosts/node1.domcaps.xml,hosts/node1.caps.xml"], ""],
    ["reference CPUs", ["xeon-gold-6148", "epyc-7601-32-core", "--vendor", "AMD"], ""],
    ["several <cpu> in one document", ["-"], `${cpu("Westmere")}\n${cpu("Nehalem")}`],
    ["lines with a mark, Windows line ends and empty ones", ["-"], `\ufeff${INTEL.replaceAll("\n", "\r\n\r\n")}`],
    ["a line without an end", ["-"], INTEL.trim()],
    ["lines with documents", ["-"], JSON.stringify({ name: "a", cpu: cpu("Westmere"), capabilities: null })],
  ])("takes %s", async (_, args, stdin) => {
    const { code, out } = await run(["baseline", ...args], { stdin });
    expect([code, out]).toEqual([0, expect.stringMatching(/^<cpu /)]);
  });

  it.each([
    [
      "several vendors",
      ["hosts"],
      "",
      1,
      /^The hosts are of several vendors.*: 3 Intel, 1 AMD\. Choose one with --vendor\.\n$/,
    ],
    ["a feature that must stay", ["-", "--keep", "aes,avx512f"], INTEL, 1, /^avx512f cannot stay: node2 lacks it\.\n$/],
    [
      "a feature that blocks migration",
      ["-", "--migratable", "--keep", "invtsc"],
      INTEL,
      1,
      /^invtsc cannot stay: it blocks migration\.\n$/,
    ],
    ["a feature that nobody has", ["-", "--keep", "amx-tile"], INTEL, 1, /^amx-tile cannot stay: no host has it\.\n$/],
    [
      "a feature that is none",
      ["-", "--keep", "avx512ff"],
      INTEL,
      2,
      /knows no feature avx512ff\. Did you mean avx512f\?/,
    ],
    ["no hosts of the vendor", ["-", "--vendor", "AMD"], INTEL, 2, /There are no hosts of AMD, but 2 of others\./],
    ["a line that is no JSON", ["-"], `${INTEL}nonsense\n`, 2, /<stdin>:3: it is no JSON object\./],
    ["a line without a host", ["-"], '{"name": "x"}', 2, /<stdin>:1: it has none of domainCapabilities, /],
    ["a document that is none", ["-"], '{"name": "x", "cpu": "<a/>"}', 2, /<stdin>:1: /],
    [
      "a reference CPU that there is not",
      ["-"],
      reference("a", "pentium"),
      2,
      /<stdin>:1: there is no reference CPU pentium\./,
    ],
    [
      "a model that this libvirt lacks",
      ["-", "--libvirt", "9.0.0"],
      JSON.stringify({ name: "a", cpu: cpu("GraniteRapids") }),
      2,
      /a model that libvirt 9\.0\.0 does not know: GraniteRapids\./,
    ],
    ["nothing", ["-"], "", 2, /./],
  ])("says why there is none: %s", async (_, args, stdin, code, said) => {
    const ran = await run(["baseline", ...args], { stdin });
    expect([ran.code, ran.out]).toEqual([code, ""]);
    expect(ran.err).toMatch(said);
  });

  it("goes on without what cannot be read where it is asked to", async () => {
    const { code, out, err } = await run(["baseline", "-", "--keep-going"], { stdin: `${INTEL}nonsense\n{}\n` });
    expect([code, out]).toEqual([0, expect.stringContaining("Broadwell")]);
    expect(err).toMatch(/^<stdin>:3: it is no JSON object\.\n<stdin>:4: it has none of /);
  });

  it("is the same of the parts of a fleet", async () => {
    const [one = "", two = ""] = INTEL.split("\n");
    const parts = await Promise.all([one, two].map((line) => run(["baseline", "-", "--partial"], { stdin: line })));
    const whole = await run(["baseline", "-"], { stdin: INTEL });
    const merged = await run(["baseline", "-"], { stdin: parts.map(({ out }) => out).join("") });
    expect(merged).toEqual(whole);
    const files = Object.fromEntries(parts.map(({ out }, index) => [`${index}.json`, out]));
    const folder = await makeFolder(files);
    expect(await run(["baseline", "0.json", "1.json"], { cwd: folder })).toEqual(whole);
    expect((await run(["baseline", "0.json", "--libvirt", "9.0.0"], { cwd: folder })).err).toMatch(
      /0\.json:1: it was made for libvirt 12\.8\.0/,
    );
  });

  it("answers as JSON", async () => {
    const { out } = await run(["baseline", "-", "--json"], { stdin: INTEL });
    expect(JSON.parse(out)).toMatchObject({
      libvirt: "12.8.0",
      hosts: 2,
      model: "Broadwell",
      lost: expect.arrayContaining([{ feature: "avx512f", lackedBy: 1, hosts: ["node2"], blocksMigration: false }]),
    });
  });
});

describe("compare", () => {
  const HOST_MODEL =
    "<cpu mode='custom' match='exact'><model>Westmere</model><feature policy='require' name='avx2'/></cpu>";

  it.each([
    [
      "a superset",
      "<cpu><model>Westmere</model></cpu>",
      0,
      "✓ node1: superset\n✓ node2: superset\nOf 2 hosts: 2 superset.\n",
    ],
    [
      "what one lacks",
      HOST_MODEL.replace("avx2", "avx512f"),
      1,
      "✓ node1: superset\n✗ node2: incompatible: Host CPU does not provide required features: avx512f\nOf 2 hosts: 1 superset, 1 incompatible.\n",
    ],
    [
      "another vendor's",
      "<cpu><model>EPYC</model><vendor>AMD</vendor></cpu>",
      1,
      /^✗ node1: incompatible: host CPU vendor does not match required CPU vendor AMD\n/,
    ],
    ["the host's own", "<domain type='kvm'><cpu mode='host-passthrough'/></domain>", 0, /^✓ node1: host's own CPU\n/],
    ["a model that there is not", "<cpu><model>Hasswell</model></cpu>", 1, /^\? node1: not comparable: .*Hasswell/],
  ])("tells %s", async (_, stdin, code, said) => {
    const folder = await makeFolder({ "fleet.ndjson": INTEL });
    const ran = await run(["compare", "-", "fleet.ndjson"], { stdin, cwd: folder });
    expect([ran.code, ran.err]).toEqual([code, ""]);
    if (typeof said === "string") expect(ran.out).toBe(said);
    else expect(ran.out).toMatch(said);
  });

  it("answers a line of JSON for each host", async () => {
    const { out } = await run(["compare", "web01.xml", "--json", "xeon-gold-6148", "epyc-7601-32-core"]);
    const answers = out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as object);
    expect(answers).toMatchObject([
      { host: "xeon-gold-6148", result: "takes-host" },
      { host: "epyc-7601-32-core", result: "incompatible", features: ["pcid"] },
    ]);
  });

  it.each([
    ["nothing to compare", [], /Name what to compare/],
    ["standard input as both", ["-", "-"], /- can be one of both only/],
    ["a file that there is not", ["nope.xml", "hosts"], /nope\.xml: There is no such file/],
    ["a VM without a CPU", ["-", "hosts"], /<stdin>: It has no <cpu>\./],
  ])("refuses %s", async (_, args, said) => {
    const ran = await run(["compare", ...args], { stdin: "<domain type='kvm'><vcpu>1</vcpu></domain>" });
    expect([ran.code, ran.out]).toEqual([2, ""]);
    expect(ran.err).toMatch(said);
  });
});

describe("hosts of a folder", () => {
  const domcaps = (host: string) => readFileSync(path.join(samples, `hosts/${host}.domcaps.xml`), "utf8");
  const caps = (host: string) => readFileSync(path.join(samples, `hosts/${host}.caps.xml`), "utf8");

  it("are apart where each has a folder of its own", async () => {
    const folder = await makeFolder({
      "fleet/node1/domcaps.xml": domcaps("node1"),
      "fleet/node2/domcaps.xml": domcaps("node2"),
    });
    const { code, err } = await run(["baseline", "fleet"], { cwd: folder });
    expect([code, err]).toEqual([0, expect.stringContaining("2 hosts")]);
  });

  it("are one where others' files stand between theirs", async () => {
    const folder = await makeFolder({
      "web.caps.xml": caps("node1"),
      "web.db.caps.xml": caps("node2"),
      "web.d/third.caps.xml": caps("node2"),
      "web.domcaps.xml": domcaps("node1"),
    });
    const { err } = await run(["baseline", "."], { cwd: folder });
    expect(err).toContain("3 hosts");
  });

  it("are named in one way", async () => {
    const { code, err } = await run(["baseline", "node1.domcaps.xml", "--host", "node2.domcaps.xml"], {
      cwd: path.join(samples, "hosts"),
    });
    expect([code, err]).toEqual([2, expect.stringContaining("with --host and --target, not both")]);
  });

  it("of other vendors do not choose the CPU map", async () => {
    const arm = readFileSync(path.join(root, "test/fixtures/hosts/domcaps-aarch64-virt.xml"), "utf8");
    const folder = await makeFolder({ "arm.domcaps.xml": arm, "node1.domcaps.xml": domcaps("node1") });
    const { code, err } = await run(["baseline", "arm.domcaps.xml", "node1.domcaps.xml", "--vendor", "Intel"], {
      cwd: folder,
    });
    expect([code, err]).toEqual([0, expect.stringContaining("Baseline of 1 host")]);
  });

  it("keep their names from steering a terminal in lines of JSON, too", async () => {
    const stdin = JSON.stringify({ name: "n\u202e1\u009b31m", reference: "xeon-gold-6148" });
    const { out } = await run(["compare", "xeon-gold-6148", "-", "--json"], { stdin });
    expect(out).toContain("\\u202e1\\u009b31m");
    expect(JSON.parse(out).host).toBe("n\u202e1\u009b31m");
  });
});
