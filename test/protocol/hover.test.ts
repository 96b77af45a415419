import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hoverText, startClient, type TestClient } from "./client.js";

let client: TestClient;
beforeAll(async () => {
  client = await startClient();
});
afterAll(() => client.stop());

const vm = (cpu: string) => `<domain type='kvm'><vcpu>8</vcpu>${cpu}</domain>`;
const emulated = (cpu: string) => `<domain type='qemu'>${cpu}</domain>`;
const onArch = (arch: string, cpu: string) =>
  `<domain type='kvm'><os><type arch='${arch}'>hvm</type></os>${cpu}</domain>`;

async function hoverAt(text: string): Promise<{ value: string; over: string }> {
  const { document, position } = await client.openAt(text);
  const hover = await client.hover(document, position);
  return { value: hoverText(hover), over: hover?.range === undefined ? "" : document.getText(hover.range) };
}

/** Text with a `|` where the mouse is, what the hover is over, and words it holds. */
type Row = readonly [text: string, over: string, ...words: string[]];

async function check(text: string, over: string, ...words: string[]): Promise<void> {
  const hover = await hoverAt(text);
  expect(hover.over).toBe(over);
  for (const word of words) expect(hover.value).toContain(word);
}

describe("models", () => {
  it.each<Row>([
    [vm("<cpu><model>Has|well</model></cpu>"), "Haswell", "**Haswell** · Intel · Haswell, 2013 · x86-64-v3"],
    [vm("<cpu><model>|Haswell</model></cpu>"), "Haswell", "features, same as `Haswell-v1`"],
    [vm("<cpu><model>Haswell|</model></cpu>"), "Haswell", "Mitigations: included: `pcid`; missing: `spec-ctrl`"],
    [
      vm("<cpu><model>Has|well-IBRS</model><feature policy='require' name='ssbd'/></cpu>"),
      "Haswell-IBRS",
      "included: `pcid`, `spec-ctrl`",
      "added here: `ssbd`",
      "missing: `stibp`, `md-clear`",
    ],
    [
      vm("<cpu><model>EPYC-|Milan</model></cpu>"),
      "EPYC-Milan",
      "AMD · Zen 3, 2021",
      "`ibpb`, `amd-ssbd`",
      "`virt-ssbd`",
    ],
    [vm("<cpu><model>\n  EPYC-|Rome\n</model></cpu>"), "EPYC-Rome"],
    [vm("<cpu mode='host-passthrough'><model>Has|well</model></cpu>"), "Haswell", "Ignored"],
    [vm("<cpu mode='host-model'><model>Has|well</model></cpu>"), "Haswell", "ignored in this mode"],
    [vm("<cpu><model>Has|swell</model></cpu>"), "Hasswell", "libvirt 12.8.0 does not support the model", "`Haswell`"],
    [onArch("s390x", "<cpu><model>z1|4</model></cpu>"), "z14", "IBM"],
    [onArch("aarch64", "<cpu><model>cortex-|a57</model></cpu>"), "cortex-a57", "ARM"],
    [onArch("ppc64le", "<cpu><model>POW|ER9</model></cpu>"), "POWER9", "IBM"],
    [
      "<capabilities><host><cpu><arch>x86_64</arch><model>Has|well</model></cpu></host></capabilities>",
      "Haswell",
      "Intel",
    ],
    [
      "<domainCapabilities><cpu><mode name='host-model'><model>EP|YC</model></mode></cpu></domainCapabilities>",
      "EPYC",
      "AMD",
    ],
  ])("%s", check);
});

describe("features", () => {
  const haswell = "<model>Haswell-noTSX</model>";
  it.each<Row>([
    [
      vm(`<cpu>${haswell}<feature policy='require' name='av|x2'/></cpu>`),
      "avx2",
      "**AVX2** · `avx2`",
      "`Haswell-noTSX` already includes it.",
      "CPUID leaf 0x7, subleaf 0, ebx bit 5",
      "Part of 108 named models: `Haswell`, `Broadwell`",
      "and 103 others",
    ],
    [vm(`<cpu>${haswell}<feature policy='disable' name='av|x2'/></cpu>`), "avx2", "this line removes it"],
    [
      vm(`<cpu>${haswell}<feature policy='require' name='md-|clear'/></cpu>`),
      "md-clear",
      "this line adds it",
      "Also called `md_clear`",
    ],
    [vm(`<cpu>${haswell}<feature policy='forbid' name='md-|clear'/></cpu>`), "md-clear", "this line has no effect"],
    [vm(`<cpu>${haswell}<feature name='md-|clear'/></cpu>`), "md-clear", "`require` in this VM"],
    [vm(`<cpu>${haswell}<feature policy='require' name='inv|tsc'/></cpu>`), "invtsc", "**Blocks migration:**"],
    [
      vm(`<cpu>${haswell}<feature policy='require' name='sse4|_1'/></cpu>`),
      "sse4_1",
      "does not support the feature",
      "Did you mean `sse4.1`?",
    ],
    [vm(`<cpu mode='host-passthrough'><feature policy='forbid' name='av|x2'/></cpu>`), "avx2", "no checking effect"],
    [vm(`<cpu>${haswell}<feature policy='require' name='|avx2'/></cpu>`), "avx2", "AVX2"],
    [vm(`<cpu>${haswell}<feature policy='require' name='avx2|'/></cpu>`), "avx2", "AVX2"],
    [vm(`<cpu>${haswell}<feature policy='require' name='rdctl|-no'/></cpu>`), "rdctl-no", "MSR 0x10a bit 0"],
    [onArch("aarch64", "<cpu><feature name='s|ve'/></cpu>"), "sve"],
  ])("%s", check);
});

describe("words", () => {
  it.each<Row>([
    [
      vm("<cpu mode='host-passthrough'><feature policy='for|bid' name='avx2'/></cpu>"),
      "forbid",
      "Has no checking effect here",
    ],
    [
      vm("<cpu mode='host-passthrough' check='full'><feature policy='for|bid' name='a'/></cpu>"),
      "forbid",
      "Start is refused where the host has",
    ],
    [vm("<cpu check='none'><feature policy='req|uire' name='avx2'/></cpu>"), "require", "Nothing is compared"],
    [vm("<cpu><feature policy='req|uire' name='avx2'/></cpu>"), "require", "The default of `check` is `partial`"],
    [emulated("<cpu><feature policy='req|uire' name='avx2'/></cpu>"), "require", "an emulated CPU is not compared"],
    [vm("<cpu mode='host-model'><feature policy='opt|ional' name='avx2'/></cpu>"), "optional", "Of little use"],
    [vm("<cpu mode='host-pass|through'/>"), "host-passthrough", "by default nothing is compared"],
    [emulated("<cpu mode='host-pass|through'/>"), "host-passthrough", "Start is refused"],
    [vm("<cpu mode='max|imum'/>"), "maximum", "since libvirt 7.1.0"],
    [vm("<cpu mode='host-|model'/>"), "host-model", "fixed to the CPU of the host"],
    [vm("<cpu match='min|imum'/>"), "minimum"],
    [vm("<cpu mode='host-model' match='str|ict'/>"), "strict", "Ignored: libvirt uses"],
    [vm("<cpu check='par|tial'/>"), "partial"],
    [vm("<cpu><model fallback='for|bid'>EPYC</model></cpu>"), "forbid", "The safe choice"],
    [vm("<cpu mode='host-passthrough' migratable='o|n'/>"), "on"],
    // A value without a text of its own is explained by its attribute.
    [vm("<cpu mode='no|nsense'/>"), "nonsense", "`custom`", "`host-model`"],
    [vm("<cpu><model vendor_id='Genuine|Intel'>EPYC</model></cpu>"), "GenuineIntel", "exactly 12 characters"],
    [vm("<cpu><maxphysaddr mode='emulate' bits='4|6'/></cpu>"), "46", "address bits"],
  ])("%s", check);
});

describe("attributes and elements", () => {
  it.each<Row>([
    [vm("<cpu mo|de='custom'/>"), "mode", "Where the guest's CPU comes from", "Default: `custom`"],
    [vm("<cpu mode='custom' migr|atable='on'/>"), "migratable", "Refused here"],
    [vm("<cpu ch|eck='none'/>"), "check", "`partial`", "`full`"],
    [vm("<c|pu/>"), "cpu", "`<cpu>`"],
    [vm("<cpu><mod|el/></cpu>"), "model"],
    [vm("<cpu><ven|dor>Intel</vendor></cpu>"), "vendor", "only on hosts of this maker"],
    [vm("<cpu><vendor>In|tel</vendor></cpu>"), "Intel", "`GenuineIntel`"],
    [vm("<cpu><vendor>Genuine|Intel</vendor></cpu>"), "GenuineIntel", "Unknown vendor", "`Intel`, `AMD`"],
    [vm("<cpu><numa><ce|ll/></numa></cpu>"), "cell", "NUMA node"],
    [vm("<cpu><numa></nu|ma></cpu>"), "numa", "NUMA nodes"],
    ["<domain type='kvm'><vcpu>|8</vcpu></domain>", "8", "largest number of vCPUs"],
    ["<domain type='kvm'><vcpus><vcpu hotplug|gable='no'/></vcpus></domain>", "hotpluggable"],
    [
      vm("<cpu><topo|logy sockets='1' cores='4' threads='2'/></cpu>"),
      "topology",
      "1 socket × 4 cores × 2 threads = **8** vCPUs: matches <vcpu>.",
    ],
    [vm("<cpu><topology sockets='2' cores='|4' threads='2'/></cpu>"), "4", "= **16** vCPUs, but <vcpu> is **8**."],
    [vm("<cpu><topology soc|kets='2' cores='4' threads='2'/></cpu>"), "sockets", "CPU sockets"],
    [
      "<cpu><topology dies='2' sockets='2' cores='|4' threads='1'/></cpu>",
      "4",
      "2 sockets × 2 dies × 4 cores × 1 thread = **16** vCPUs.",
    ],
  ])("%s", check);
});

describe("parts beside the CPU", () => {
  it.each<Row>([
    ["<domain><na|me>x</name></domain>", "name", "The VM's name"],
    ["<domain><features><hyp|erv/></features></domain>", "hyperv", "Hyper-V enlightenments"],
    ["<domain><features><hyperv><stim|er state='on'/></hyperv></features></domain>", "stimer", "need `synic`"],
    ["<domain><features><hyperv><emsr_|bitmap state='on'/></hyperv></features></domain>", "emsr_bitmap", "10.7.0"],
    ["<domain><features><kvm><hid|den state='on'/></kvm></features></domain>", "hidden", "Hides KVM"],
    ["<domain><clock off|set='utc'/></domain>", "offset", "Default: `utc`"],
    ["<domain><clock><timer name='ts|c'/></clock></domain>", "tsc", "Which timer"],
    ["<domain><cputune><vcpu|pin vcpu='0' cpuset='1'/></cputune></domain>", "vcpupin", "one vCPU may run"],
    ["<domain><numatune><memnode mo|de='strict'/></numatune></domain>", "mode", "Values: `strict`"],
    ["<domain><devices><iom|mu model='intel'/></devices></domain>", "iommu", "more than 255 vCPUs"],
    ["<domain><features><cf|pc value='fixed'/></features></domain>", "cfpc", "`<features><cfpc>`"],
    [
      "<domain xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'><qemu:comm|andline/></domain>",
      "qemu:commandline",
      "Arguments and variables for QEMU",
    ],
  ])("%s", check);
});

describe("nothing", () => {
  it.each([
    "<domain><meta|data/></domain>",
    "<domain><devices><di|sk type='file'/></devices></domain>",
    "<domain><devices><interface><model>vir|tio</model></interface></devices></domain>",
    "<html><cpu mo|de='custom'/></html>",
    vm("<cpu><!-- mo|del --></cpu>"),
    vm("<cpu unk|nown='1'/>"),
    vm("<cpu><unk|nown/></cpu>"),
    vm("<cpu>| </cpu>"),
  ])("over %s", async (text) => {
    expect(await hoverAt(text)).toEqual({ value: "", over: "" });
  });
});

describe("text from the document", () => {
  it.each([
    ["in a model's name", "<cpu><model>**a** [x](http://b) `|c` ![i](j) a</model></cpu>"],
    ["in a feature's name", "<cpu><feature name='`[x](command:evil)`|`'/></cpu>"],
    ["in a vendor", "<cpu><model>EPYC</model><vendor>`**A**` | [x](http://b)</vendor></cpu>"],
    ["a prototype's name", "<cpu><feature policy='__proto__|' name='constructor'/></cpu>"],
  ])("does not format: %s", async (_, cpu) => {
    const { value } = await hoverAt(vm(cpu));
    const outside = value.split(/`[^`\n]*`/).join("");
    expect(outside).not.toMatch(/\]\(|`|\*\*a\*\*|\*\*A\*\*/);
  });

  it("is cut where it is long", async () => {
    const { value } = await hoverAt(vm(`<cpu><model>|${"x".repeat(100_000)}</model></cpu>`));
    expect(value.length).toBeLessThan(1000);
  });

  it("keeps its place after emoji", async () => {
    await check(vm("<!-- 🦊🦊 --><cpu><model>Has|well</model></cpu>"), "Haswell", "Intel");
  });
});
