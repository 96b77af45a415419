import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { CpuError, type Host, joinHosts, parseCpu, readHost } from "../../../shared/src/engine/index.js";
import { loadMap } from "../../conformance/vectors.js";

const map = loadMap();
const folder = (path: string) => new URL(`../../../${path}/`, import.meta.url);
const text = (path: string, name: string) => readFileSync(new URL(name, folder(path)), "utf8");
const recorded = (name: string) => readHost(text("test/fixtures/hosts", name), map);

/** One line for what a host knows: source, arch, CPU, host-model, models, virtType, vCPUs, address bits. */
function summary(host: Host): string {
  const { cpu, hostModel, models } = host;
  const count = (test: (model: NonNullable<typeof models>[number]) => boolean) => models?.filter(test).length;
  const usable = count((model) => model.usable === "yes");
  const blocked = count((model) => model.blockers.length > 0);
  const facts = [
    host.source,
    host.arch,
    cpu && `${cpu.model} +${cpu.features.length}`,
    hostModel && `${hostModel.model} ${hostModel.vendor} ±${hostModel.features.length}`,
    models && `${models.length} models, ${usable} usable, ${blocked} with blockers`,
    host.virtType,
    host.maxVcpus,
    host.physicalBits,
  ];
  return facts.map((fact) => fact ?? "-").join(" | ");
}

const RECORDED = new Map([
  ["capabilities-libvirt12.8", "capabilities | x86_64 | Skylake-Server-v1 +57 | - | - | - | - | 48"],
  ["capabilities-libvirt9.0", "capabilities | x86_64 | Broadwell +56 | - | - | - | - | 48"],
  ["capabilities-test-driver", "capabilities | i686 | - | - | - | - | - | -"],
  [
    "domcaps-aarch64-virt",
    "domainCapabilities | aarch64 | - | - | 36 models, 0 usable, 0 with blockers | qemu | 512 | -",
  ],
  [
    "domcaps-loongarch64",
    "domainCapabilities | loongarch64 | - | - | 3 models, 0 usable, 0 with blockers | qemu | 256 | -",
  ],
  [
    "domcaps-ppc64-pseries",
    "domainCapabilities | ppc64 | - | - | 5 models, 0 usable, 0 with blockers | qemu | 4096 | -",
  ],
  ["domcaps-riscv64", "domainCapabilities | riscv64 | - | - | 28 models, 0 usable, 0 with blockers | qemu | 512 | -"],
  ["domcaps-s390x", "domainCapabilities | s390x | - | - | 82 models, 10 usable, 72 with blockers | qemu | 248 | -"],
  [
    "domcaps-x86_64-pc-qemu11.1-tcg",
    "domainCapabilities | x86_64 | - | EPYC AMD ±36 | 171 models, 36 usable, 135 with blockers | qemu | 255 | -",
  ],
  [
    "domcaps-x86_64-q35-libvirt12.8-kvm",
    "domainCapabilities | x86_64 | - | kvm64 Intel ±44 | 171 models, 8 usable, 163 with blockers | kvm | 1024 | 48",
  ],
  [
    "domcaps-x86_64-q35-libvirt9.0-kvm",
    "domainCapabilities | x86_64 | - | kvm64 Intel ±29 | 53 models, 4 usable, 0 with blockers | kvm | 288 | -",
  ],
  [
    "domcaps-x86_64-q35-libvirt9.0-tcg",
    "domainCapabilities | x86_64 | - | EPYC AMD ±28 | 53 models, 18 usable, 0 with blockers | qemu | 288 | -",
  ],
  [
    "domcaps-x86_64-q35-qemu11.1-tcg",
    "domainCapabilities | x86_64 | - | EPYC AMD ±36 | 171 models, 36 usable, 135 with blockers | qemu | 4096 | -",
  ],
]);

describe("every recorded host document", () => {
  const names = readdirSync(folder("test/fixtures/hosts")).filter((name) => name.endsWith(".xml"));
  it.each(names)("%s", (name) => {
    const host = recorded(name);
    expect(summary(host)).toBe(RECORDED.get(name.replace(/\.xml$/, "")));
    expect(host.unknownFeatures).toEqual([]);
  });
});

describe("every sample", () => {
  const names = readdirSync(folder("samples/hosts")).filter((name) => name.endsWith(".xml"));
  it.each(names)("%s", (name) => {
    const host = readHost(text("samples/hosts", name), map);
    expect(map.modelByName.has((host.cpu ?? host.hostModel)?.model ?? "")).toBe(true);
    expect(host.unknownFeatures).toEqual([]);
  });
});

describe("domain capabilities", () => {
  const host = recorded("domcaps-x86_64-q35-libvirt12.8-kvm.xml");

  it("tell modes, and where migration can be had", () => {
    const migratable = ["on", "off"];
    expect(host.modes).toEqual({
      "host-passthrough": { supported: true, migratable },
      maximum: { supported: true, migratable },
      "host-model": { supported: true },
      custom: { supported: true },
    });
    expect(recorded("domcaps-x86_64-pc-qemu11.1-tcg.xml").modes?.["host-passthrough"]).toEqual({ supported: false });
  });

  it("tell the machine", () => {
    expect([host.machine, host.emulator]).toEqual(["pc-q35-11.1", "/usr/bin/qemu-system-x86_64"]);
  });

  it("tell models with vendor, canonical name and blockers", () => {
    const models = new Map(host.models?.map((model) => [model.name, model]));
    expect(models.get("486")).toEqual({
      name: "486",
      usable: "yes",
      blockers: [],
      deprecated: false,
      canonical: "486-v1",
    });
    const conroe = { name: "Conroe", usable: "no", deprecated: false, vendor: "Intel", canonical: "Conroe-v1" };
    expect(models.get("Conroe")).toEqual({ ...conroe, blockers: ["pni", "ssse3"] });
  });

  it("tell a host-model with policies and address width", () => {
    expect(host.hostModel).toMatchObject({ type: "guest", mode: "custom", match: "exact", fallback: "forbid" });
    expect(host.hostModel?.maxPhysAddr).toEqual({ mode: "passthrough", limit: 48 });
    expect(host.hostModel?.features.filter(({ policy }) => policy === "disable")).toEqual([
      { name: "pni", policy: "disable" },
    ]);
  });
});

const domainCapabilities = (cpu: string) =>
  `<domainCapabilities><domain>kvm</domain><arch>x86_64</arch><vcpu max='8'/><cpu>${cpu}</cpu></domainCapabilities>`;

it("capabilities tell the nodes whose memory bandwidth can be limited: those with a control", () => {
  const nodes =
    "<node id='0' cpus='0-3'><control granularity='10' min='10' maxAllocs='8'/></node><node id='1' cpus='4-7'/>";
  const cpu = "<cpu><arch>x86_64</arch><model>Haswell</model></cpu>";
  const xml = `<capabilities><host>${cpu}<memory_bandwidth>${nodes}</memory_bandwidth></host></capabilities>`;
  expect(readHost(xml, map).resources?.bandwidthNodes).toEqual([0]);
});

describe("documents of newer libvirts", () => {
  it("are read past elements, modes and values that are new", () => {
    const host = readHost(
      domainCapabilities(`<mode name='dream' supported='yes'><model>x</model></mode>
        <mode name='host-model' supported='yes'><model fallback='never'>Penryn</model><future/>
          <feature policy='wish' name='pcid'/><feature policy='require' name='telepathy'/></mode>
        <mode name='custom' supported='yes'><model usable='maybe' deprecated='yes' mood='good'>Penryn</model></mode>`),
      map,
    );
    expect(host.hostModel?.model).toBe("Penryn");
    expect(host.hostModel?.features.map(({ name }) => name)).toEqual(["pcid"]);
    expect(host.unknownFeatures).toEqual(["telepathy"]);
    expect(host.models).toEqual([{ name: "Penryn", usable: "unknown", blockers: [], deprecated: true }]);
    expect(Object.keys(host.modes ?? {})).toEqual(["host-model", "custom"]);
  });

  it("lose no features on architectures that the map does not describe", () => {
    const xml = "<cpu><arch>s390x</arch><model>gen16a-base</model><feature name='aen'/></cpu>";
    const host = readHost(xml, map);
    expect([host.arch, host.cpu?.features, host.unknownFeatures]).toEqual(["s390x", [{ name: "aen" }], []]);
  });
});

describe("a <cpu>", () => {
  it("of a host is its processor", () => {
    const host = readHost("<cpu><arch>x86_64</arch><model>Penryn</model><vendor>Intel</vendor></cpu>", map);
    expect([host.source, host.cpu?.model, host.hostModel]).toEqual(["cpu", "Penryn", undefined]);
  });

  it("of a guest stands for what a hypervisor gives", () => {
    const xml = "<cpu mode='custom' match='exact'><model fallback='allow'>Penryn</model></cpu>";
    const host = readHost(xml, map);
    expect([host.arch, host.cpu, host.hostModel]).toEqual(["x86_64", undefined, parseCpu(xml, { type: "guest" })]);
  });
});

it("anything without markup is the output of cpuid", () => {
  const dump = `
CPU 0:
   0x00000000 0x00: eax=0x0000000b ebx=0x756e6547 ecx=0x6c65746e edx=0x49656e69
   0x00000001 0x00: eax=0x000206f2 ebx=0x02400800 ecx=0x02bee3ff edx=0xbfebfbff
   0x80000001 0x00: eax=0x00000000 ebx=0x00000000 ecx=0x00000001 edx=0x2c100800
   0x80000008 0x00: eax=0x0000302c ebx=0x00000000 ecx=0x00000000 edx=0x00000000
`;
  const host = readHost(dump, map);
  expect([host.source, host.cpu?.model, host.cpu?.vendor, host.physicalBits]).toEqual([
    "cpuid",
    "Westmere-v1",
    "Intel",
    44,
  ]);
});

describe("refused", () => {
  it.each([
    ["<domain/>", "wrong-root"],
    ["<__proto__/>", "wrong-root"],
    ["<capabilities/>", "invalid-data"],
    ["<capabilities><host><cpu/></host></capabilities>", "invalid-data"],
    ["<domainCapabilities/>", "invalid-data"],
    ["<cpu mode='host-model'/>", "invalid-data"],
    ["<cpudata arch='arm'/>", "invalid-data"],
    ["", "wrong-root"],
    ["hello", "wrong-root"],
    ["<capabilities>", "not-well-formed"],
  ])("%j: %s", (document, code) => {
    expect(() => readHost(document, map)).toThrow(expect.objectContaining({ name: "CpuError", code }));
  });

  it("register values with a map of another architecture", () => {
    const read = () => readHost("<cpudata arch='x86'/>", loadMap("aarch64"));
    expect(read).toThrow(CpuError);
  });
});

describe("joinHosts", () => {
  const capabilities = recorded("capabilities-libvirt12.8.xml");
  const domcaps = recorded("domcaps-x86_64-q35-libvirt12.8-kvm.xml");

  it.each([[[capabilities, domcaps]], [[domcaps, capabilities]]])("knows what either document tells", (hosts) => {
    const joined = joinHosts(hosts);
    expect(joined).toEqual({ ...capabilities, ...domcaps });
  });

  it("joins emulated guests of another architecture with the machine, but not with its processor", () => {
    const guests: Host = { source: "domainCapabilities", arch: "s390x", virtType: "qemu", unknownFeatures: [] };
    const joined = joinHosts([capabilities, guests]);
    expect(joined).toMatchObject({ arch: "s390x", ownArch: "x86_64", virtType: "qemu" });
    expect(joined.resources).toEqual(capabilities.resources);
    expect([joined.cpu, joined.physicalBits]).toEqual([undefined, undefined]);
    expect(() => joinHosts([capabilities, { ...guests, virtType: "kvm" }])).toThrow(/different architectures/);
  });

  it("joins emulated guests with a processor alone", () => {
    const guests: Host = { source: "domainCapabilities", arch: "s390x", virtType: "qemu", unknownFeatures: [] };
    const processor = readHost("<cpu><arch>x86_64</arch><model>Haswell</model></cpu>", map);
    expect(joinHosts([processor, guests])).toMatchObject({ arch: "s390x", virtType: "qemu" });
    expect(() => joinHosts([processor, { ...guests, virtType: "kvm" }])).toThrow(/different architectures/);
  });

  it("keeps one document as it is", () => {
    expect(joinHosts([capabilities])).toEqual(capabilities);
  });

  it("refuses documents of different machines, and none", () => {
    const code = (hosts: readonly Host[], expected: string) =>
      expect(() => joinHosts(hosts)).toThrow(expect.objectContaining({ code: expected }));
    code([domcaps, recorded("domcaps-s390x.xml")], "invalid-data");
    code([], "no-cpus");
  });
});
