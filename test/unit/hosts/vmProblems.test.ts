import { describe, expect, it } from "vitest";
import { domainView } from "../../../shared/src/domain/index.js";
import { type Host, joinHosts, readCpu, readHost } from "../../../shared/src/engine/index.js";
import { assess, guestOf, judge, type PoolHost, withRefusals } from "../../../shared/src/hosts/index.js";
import { parseXml } from "../../../shared/src/xml/index.js";
import { loadMap, readVectorFile } from "../../conformance/vectors.js";

const map = loadMap();
const read = (name: string) => readHost(readVectorFile(`start-wide/${name}`), map);
const capabilities = read("capabilities.xml");
const kvm = joinHosts([read("domcaps-kvm-q35.xml"), capabilities]);
const emulating = joinHosts([read("domcaps-qemu-q35.xml"), capabilities]);

function judgeOn(host: Host, inside: string, { type = "kvm", machine = "q35", arch = "x86_64" } = {}) {
  const xml = `<domain type='${type}'><os><type arch='${arch}' machine='${machine}'>hvm</type></os>${inside}</domain>`;
  const view = domainView(parseXml(xml));
  if (view === undefined) throw new Error("no definition");
  const guest = guestOf(view, arch);
  if (guest === undefined) throw new Error("no guest");
  const poolHost: PoolHost = { name: "host", host, release: "12.8.0", map };
  const { outcome, problems } = judge(guest, poolHost);
  return [outcome, ...problems.map(({ code, subject }) => (subject === undefined ? code : `${code} ${subject}`))];
}

const CPU = "<cpu mode='host-model'/>";
/** Without what only capabilities tell. */
const alone = read("domcaps-kvm-q35.xml");

describe("the machine type", () => {
  it.each([
    ["an alias", "q35", kvm, ["starts"]],
    ["what it stands for", "pc-q35-11.1", kvm, ["starts"]],
    ["one that is gone", "pc-q35-3.0", kvm, ["fails", "machine-type pc-q35-3.0"]],
    ["one of a distribution", "pc-q35-rhel9.4.0", kvm, ["fails", "machine-type pc-q35-rhel9.4.0"]],
    ["QEMU's own helper", "x-remote", kvm, ["unknown", "machine-type x-remote"]],
    ["without capabilities, that of the document", "pc-q35-11.1", alone, ["starts"]],
    ["without capabilities, one of the last six years", "pc-q35-6.2", alone, ["starts"]],
    ["without capabilities, an old one", "pc-q35-3.0", alone, ["unknown", "machine-type pc-q35-3.0"]],
    ["without capabilities, a newer one", "pc-q35-12.0", alone, ["unknown", "machine-type pc-q35-12.0"]],
    ["without capabilities, another family", "pc", alone, ["unknown", "machine-type pc"]],
  ])("%s", (_, machine, host, expected) => {
    expect(judgeOn(host, CPU, { machine })).toEqual(expected);
  });
});

describe("vCPUs by machine type", () => {
  it.each([
    ["q35", 1024, ["starts"]],
    ["q35", 1025, ["fails", "too-many-vcpus"]],
    ["pc-q35-6.2", 288, ["starts"]],
    ["pc-q35-6.2", 289, ["fails", "too-many-vcpus"]],
    ["pc", 256, ["fails", "too-many-vcpus"]],
  ])("%s with %i", (machine, count, expected) => {
    expect(judgeOn(kvm, `<vcpu>${count}</vcpu>${CPU}`, { machine })).toEqual(expected);
  });
});

it("the vCPUs of one machine type are no limit of another", () => {
  const pc = joinHosts([read("domcaps-kvm-pc.xml"), capabilities]);
  expect(judgeOn(pc, `<vcpu>300</vcpu>${CPU}`)).toEqual(["starts"]);
});

describe("what a VM asks for beside its CPU", () => {
  const tsc = (hertz: number) => `<clock><timer name='tsc' frequency='${hertz}'/></clock>${CPU}`;
  const scaling = (value: boolean | undefined): Host => ({ ...kvm, tsc: { frequency: 2_600_000_000, scaling: value } });
  const thirdLevel = `<cputune><cachetune vcpus='0'><cache id='0' level='3' type='both' size='3' unit='MiB'/></cachetune></cputune>${CPU}`;
  const allocating = (level: number): Host => ({
    ...kvm,
    resources: { nodes: [], pageSizes: [], bandwidthNodes: [], caches: [{ id: 0, level, types: ["both"] }] },
  });
  it.each<[string, Host, string, string[]]>([
    ["the host's TSC frequency", kvm, tsc(2_600_000_000), ["starts"]],
    ["one at the edge of the tolerance", kvm, tsc(2_600_650_000), ["starts"]],
    ["one beyond it", kvm, tsc(2_600_650_001), ["fails", "tsc-frequency"]],
    ["one beyond it, scaled", scaling(true), tsc(1_000_000_000), ["starts"]],
    ["one beyond it, perhaps scaled", scaling(undefined), tsc(1_000_000_000), ["unknown", "tsc-frequency"]],
    ["a TSC frequency of which nothing is known", alone, tsc(2_600_000_000), ["unknown", "tsc-frequency"]],
    ["CPUs of the host", kvm, `<cputune><vcpupin vcpu='0' cpuset='0-1'/></cputune>${CPU}`, ["starts"]],
    [
      "CPUs beyond it",
      kvm,
      `<cputune><vcpupin vcpu='0' cpuset='2-3'/></cputune>${CPU}`,
      ["fails", "host-resource vcpupin"],
    ],
    [
      "some beyond it",
      kvm,
      `<cputune><vcpupin vcpu='0' cpuset='1-3'/></cputune>${CPU}`,
      ["unknown", "host-resource vcpupin"],
    ],
    [
      "a pin of a vCPU that is off",
      kvm,
      `<vcpu current='1'>2</vcpu><cputune><vcpupin vcpu='1' cpuset='9'/></cputune>${CPU}`,
      ["starts"],
    ],
    [
      "pins, without capabilities",
      alone,
      `<cputune><vcpupin vcpu='0' cpuset='0'/></cputune>${CPU}`,
      ["unknown", "host-resource vcpupin"],
    ],
    ["a NUMA node", kvm, `<numatune><memory mode='strict' nodeset='0'/></numatune>${CPU}`, ["starts"]],
    [
      "a NUMA node beyond",
      kvm,
      `<numatune><memory mode='preferred' nodeset='0-1'/></numatune>${CPU}`,
      ["fails", "host-resource memory"],
    ],
    [
      "pages of a size it lacks",
      kvm,
      `<memoryBacking><hugepages><page size='16' unit='MiB'/></hugepages></memoryBacking>${CPU}`,
      ["fails", "host-resource hugepages"],
    ],
    [
      "pages of which there are none now",
      kvm,
      `<memory unit='MiB'>64</memory><memoryBacking><hugepages><page size='2' unit='MiB'/></hugepages></memoryBacking>${CPU}`,
      ["unknown", "host-resource hugepages"],
    ],
    [
      "pages of which there are none, for memory that nothing tells",
      kvm,
      `<memoryBacking><hugepages><page size='2' unit='MiB'/></hugepages></memoryBacking>${CPU}`,
      ["unknown", "host-resource hugepages"],
    ],
    [
      "the usual pages",
      kvm,
      `<memoryBacking><hugepages><page size='4' unit='KiB'/></hugepages></memoryBacking>${CPU}`,
      ["starts"],
    ],
    ["parts of a cache", kvm, thirdLevel, ["fails", "host-resource cachetune"]],
    ["parts of a cache that can be allocated", allocating(3), thirdLevel, ["starts"]],
    ["parts of a cache of another level", allocating(2), thirdLevel, ["fails", "host-resource cachetune"]],
    [
      "memory bandwidth",
      kvm,
      `<cputune><memorytune vcpus='0'><node id='0' bandwidth='20'/></memorytune></cputune>${CPU}`,
      ["fails", "host-resource memorytune"],
    ],
    [
      "an enlightenment that needs registers",
      kvm,
      `<features><hyperv><vpindex state='on'/></hyperv></features>${CPU}`,
      ["fails", "vm-feature hyperv vpindex"],
    ],
    [
      "one that the host does not list and may have",
      { ...kvm, offers: { features: {}, hyperv: ["vapic", "vpindex"] } },
      `<features><hyperv><avic state='on'/></hyperv></features>${CPU}`,
      ["unknown", "vm-feature hyperv avic"],
    ],
    ["one that is off", kvm, `<features><hyperv><vpindex state='off'/></hyperv></features>${CPU}`, ["starts"]],
    ["those that the host has", kvm, `<features><hyperv mode='passthrough'/></features>${CPU}`, ["starts"]],
    ["launch security", kvm, `${CPU}<launchSecurity type='sev'/>`, ["fails", "vm-feature launchSecurity type='sev'"]],
    [
      "another emulator",
      kvm,
      `${CPU}<devices><emulator>/opt/qemu</emulator></devices>`,
      ["unknown", "other-emulator /opt/qemu"],
    ],
    [
      "clusters on x86",
      kvm,
      "<cpu mode='host-model'><topology sockets='1' clusters='2' cores='1' threads='1'/></cpu>",
      ["fails", "qemu-refuses topology clusters"],
    ],
    ["dies", kvm, "<cpu mode='host-model'><topology sockets='1' dies='2' cores='1' threads='1'/></cpu>", ["starts"]],
    ["no CPU", kvm, "", ["starts"]],
  ])("%s", (_, host, inside, expected) => {
    expect(judgeOn(host, inside)).toEqual(expected);
  });

  it.each<[string, string, string[]]>([
    [
      "enlightenments, which it does not see",
      "<features><hyperv><vpindex state='on'/></hyperv></features><cpu mode='maximum'/>",
      ["starts"],
    ],
    [
      "paravirtual spinlocks",
      "<features><pvspinlock state='on'/></features><cpu mode='maximum'/>",
      ["fails", "vm-feature pvspinlock"],
    ],
    [
      "few address bits",
      "<memory unit='MiB'>64</memory><cpu check='none'><model>Haswell</model><maxphysaddr mode='emulate' bits='35'/></cpu>",
      ["fails", "qemu-refuses maxphysaddr bits='35'"],
    ],
    [
      "as few as QEMU takes",
      "<memory unit='MiB'>64</memory><cpu check='none'><model>Haswell</model><maxphysaddr mode='emulate' bits='36'/></cpu>",
      ["unknown", "qemu-refuses maxphysaddr bits='36'"],
    ],
    [
      "enough of them",
      "<memory unit='MiB'>64</memory><cpu check='none'><model>Haswell</model><maxphysaddr mode='emulate' bits='40'/></cpu>",
      ["starts"],
    ],
    [
      "address bits of a 32-bit model",
      "<cpu check='none'><model>n270</model><maxphysaddr mode='emulate' bits='36'/></cpu>",
      ["fails", "qemu-refuses maxphysaddr bits='36'"],
    ],
    [
      "the same with lm",
      "<memory unit='MiB'>64</memory><cpu check='none'><model>n270</model><maxphysaddr mode='emulate' bits='40'/><feature policy='require' name='lm'/></cpu>",
      ["starts"],
    ],
  ])("an emulated guest asks for %s", (_, inside, expected) => {
    expect(judgeOn(emulating, inside, { type: "qemu" })).toEqual(expected);
  });
});

describe("domain types", () => {
  it.each([
    ["of another driver", kvm, { type: "xen" }, ["unknown", "other-hypervisor"]],
    ["that the host does not run", { ...kvm, guests: emulatedOnly() }, { type: "kvm" }, ["fails", "domain-type kvm"]],
    ["of an architecture without an emulator", kvm, { type: "qemu", arch: "cris" }, ["fails", "other-arch"]],
    [
      "of one that capabilities list",
      kvm,
      { type: "qemu", arch: "s390x", machine: "s390-ccw-virtio" },
      ["unknown", "other-arch"],
    ],
  ] as const)("%s", (_, host, options, expected) => {
    expect(judgeOn(host, CPU, options)).toEqual(expected);
  });
});

function emulatedOnly(): NonNullable<Host["guests"]> {
  return (kvm.guests ?? []).filter(({ domains }) => !domains.includes("kvm"));
}

it("a definition that libvirt refuses starts nowhere", () => {
  const target = {
    name: "prod",
    isPool: false,
    hosts: [{ name: "host", host: kvm, release: "12.8.0", map }],
    unknown: [],
  };
  const guest = {
    cpu: readCpu({ name: "cpu", attributes: [], elements: [], text: "", content: "" }, { type: "guest" }, () => {}),
    arch: "x86_64",
  };
  const found = assess(guest, target);
  expect(withRefusals(found, [])).toBe(found);
  const problem = {
    code: "definition-refused",
    verdict: "fails",
    message: "XML error",
    because: "it is wrong",
  } as const;
  expect(withRefusals(found, [problem]).verdicts[0]).toMatchObject({ outcome: "fails", problems: [problem] });
});
