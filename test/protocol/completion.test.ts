import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { afterItem, readData, startClient, type TestClient } from "./client.js";

let client: TestClient;
beforeAll(async () => {
  client = await startClient();
});
afterAll(() => client.stop());

interface Row {
  /** What is in the document, a `|` at the cursor. */
  readonly text: string;
  /** The labels that come first. */
  readonly first?: readonly string[];
  readonly has?: readonly string[];
  readonly lacks?: readonly string[];
  /** The label taken, and the text after that; a `|` where the cursor goes. */
  readonly take?: readonly [label: string, after: string];
}

/** A KVM domain with 8 vCPUs around a CPU. */
const vm = (cpu: string) => `<domain type='kvm'><vcpu>8</vcpu>${cpu}</domain>`;
const emulated = (cpu: string) => `<domain type='qemu'><vcpu>8</vcpu>${cpu}</domain>`;
const onArch = (arch: string, cpu: string) =>
  `<domain type='kvm'><os><type arch='${arch}'>hvm</type></os>${cpu}</domain>`;

async function check({ text, first, has, lacks, take }: Row): Promise<void> {
  const { document, position } = await client.openAt(text);
  const items = await client.complete(document, position);
  const labels = items.map(({ label }) => label);
  if (first !== undefined) expect(labels.slice(0, first.length)).toEqual(first);
  expect(labels).toEqual(expect.arrayContaining([...(has ?? [])]));
  for (const label of lacks ?? []) expect(labels).not.toContain(label);
  if (take === undefined) return;
  const item = items.find(({ label }) => label === take[0]);
  if (item === undefined) throw new Error(`${take[0]} is not among ${labels.join(", ")}`);
  expect(afterItem(document, item)).toBe(take[1]);
}

it("replaces only what is on the cursor's line", async () => {
  const text = vm("<cpu><feature policy='\nreq|uire\n' name='pcid'/></cpu>");
  const item = (await client.openAt(text).then(({ document, position }) => client.complete(document, position))).find(
    ({ label }) => label === "optional",
  );
  const range = item?.textEdit && "range" in item.textEdit ? item.textEdit.range : undefined;
  expect(range).toMatchObject({ start: { line: 1, character: 0 }, end: { line: 1, character: 7 } });
});

describe("models", () => {
  it.each<Row>([
    {
      text: vm("<cpu><model>|</model></cpu>"),
      first: ["ClearwaterForest"],
      has: ["Haswell-noTSX", "EPYC-Rome", "486"],
    },
    {
      text: vm("<cpu><model>Has|</model></cpu>"),
      has: ["EPYC"],
      take: ["Haswell-noTSX-IBRS", vm("<cpu><model>Haswell-noTSX-IBRS</model></cpu>")],
    },
    {
      text: vm("<cpu><model>Haswell-no|TSX</model></cpu>"),
      take: ["EPYC-Rome", vm("<cpu><model>EPYC-Rome</model></cpu>")],
    },
    {
      text: vm("<cpu>\n  <model>\n    Skylake-S|\n  </model>\n</cpu>"),
      take: ["Skylake-Server", vm("<cpu>\n  <model>\n    Skylake-Server\n  </model>\n</cpu>")],
    },
    { text: vm("<cpu>\n  <model>Has|\n</cpu>"), take: ["Haswell", vm("<cpu>\n  <model>Haswell\n</cpu>")] },
    {
      text: vm("<cpu><model>|</model><vendor>AMD</vendor></cpu>"),
      first: ["EPYC-Turin", "EPYC-Turin-v1", "EPYC-Genoa"],
    },
    { text: onArch("aarch64", "<cpu><model>|</model></cpu>"), has: ["cortex-a57", "max"], lacks: ["Haswell"] },
    { text: onArch("s390x", "<cpu><model>|</model></cpu>"), has: ["gen15a", "z14"], lacks: ["Haswell"] },
    {
      text: onArch("ppc64le", "<cpu mode='host-model'><model>|</model></cpu>"),
      first: ["power11", "power10"],
      lacks: ["POWER9"],
    },
    { text: onArch("ppc64le", "<cpu mode='custom'><model>|</model></cpu>"), has: ["POWER9"], lacks: ["power9"] },
    { text: "<cpu><model>|</model></cpu>", has: ["Haswell"] },
    { text: "<cpus><cpu/><cpu><model>|</model></cpu></cpus>", has: ["Haswell"] },
    {
      text: "<domainsnapshot><domain><cpu><model>E|</model></cpu></domain></domainsnapshot>",
      take: ["EPYC", "<domainsnapshot><domain><cpu><model>EPYC</model></cpu></domain></domainsnapshot>"],
    },
    // A model of a network card is not ours.
    { text: "<domain><devices><interface><model>|</model></interface></devices></domain>", lacks: ["Haswell"] },
  ])("$text", check);

  it("says vendor, generation and ABI level", async () => {
    const { document, position } = await client.openAt(vm("<cpu><model>|</model></cpu>"));
    const item = (await client.complete(document, position)).find(({ label }) => label === "Haswell");
    expect(item).toMatchObject({
      detail: "Intel · Haswell, 2013 · x86-64-v3",
      labelDetails: { description: "Intel 2013" },
    });
  });

  it("marks models that hypervisors will drop", async () => {
    const offered = { models: [{ name: "z14", deprecated: true }, { name: "z15" }] };
    const other = await startClient({
      readData: async (path) => (path === "models/s390x.json" ? JSON.stringify(offered) : readData(path)),
    });
    const { document, position } = await other.openAt(onArch("s390x", "<cpu><model>|</model></cpu>"));
    const items = await other.complete(document, position);
    expect(items.map(({ label, tags }) => [label, tags])).toEqual(
      expect.arrayContaining([
        ["z14", [1]],
        ["z15", undefined],
      ]),
    );
    other.stop();
  });
});

describe("features", () => {
  const listed = "<feature policy='require' name='avx2'/>";
  it.each<Row>([
    {
      text: vm("<cpu><model>Haswell</model><feature policy='require' name='|'/></cpu>"),
      has: ["avx2", "md-clear", "vmx-ept"],
      take: ["md-clear", vm("<cpu><model>Haswell</model><feature policy='require' name='md-clear'/></cpu>")],
    },
    { text: vm(`<cpu><model>Haswell</model>${listed}<feature name='|'/></cpu>`), has: ["avx"], lacks: ["avx2"] },
    // The feature being edited stays.
    { text: vm("<cpu><model>Haswell</model><feature name='avx|2'/></cpu>"), has: ["avx2"] },
    {
      text: vm("<cpu><model>Haswell</model><feature policy='require' name='sse4_|1'/></cpu>"),
      take: ["sse4.1", vm("<cpu><model>Haswell</model><feature policy='require' name='sse4.1'/></cpu>")],
    },
    { text: vm("<cpu><model>Haswell</model><feature policy='require' name='|'/></cpu>"), first: ["3dnow"] },
    // What the model has comes first where it is to be taken away.
    {
      text: vm("<cpu><model>Haswell</model><feature policy='disable' name='|'/></cpu>"),
      first: ["aes", "apic", "avx"],
    },
    { text: onArch("aarch64", "<cpu><feature name='|'/></cpu>"), has: ["sve"], lacks: ["avx2"] },
    // Values without quotes, without an end, in double quotes.
    {
      text: vm("<cpu><model>Haswell</model><feature policy='require' name=|/></cpu>"),
      take: ["aes", vm("<cpu><model>Haswell</model><feature policy='require' name='aes'/></cpu>")],
    },
    {
      text: '<cpu mode="custom"><model>Haswell</model><feature policy="require" name="a|"/></cpu>',
      take: ["aes", '<cpu mode="custom"><model>Haswell</model><feature policy="require" name="aes"/></cpu>'],
    },
    {
      text: vm("<cpu>\n<feature policy='require' name='a|\n<feature name='avx'/></cpu>"),
      lacks: ["avx"],
      take: ["aes", vm("<cpu>\n<feature policy='require' name='aes'\n<feature name='avx'/></cpu>")],
    },
  ])("$text", check);

  it("is found by other spellings, and says what it is", async () => {
    const { document, position } = await client.openAt(vm("<cpu><model>Haswell</model><feature name='|'/></cpu>"));
    const items = await client.complete(document, position);
    expect(items.find(({ label }) => label === "sse4.1")).toMatchObject({ filterText: "sse4.1 sse4-1 sse4_1" });
    expect(items.find(({ label }) => label === "avx2")).toMatchObject({
      detail: "AVX2",
      labelDetails: { description: "in Haswell" },
    });
    expect(items.find(({ label }) => label === "invtsc")).toMatchObject({
      labelDetails: { description: "blocks migration" },
    });
  });
});

describe("values", () => {
  it.each<Row>([
    { text: vm("<cpu mode='|'/>"), first: ["custom", "host-model", "host-passthrough", "maximum"] },
    { text: emulated("<cpu mode='|'/>"), first: ["custom", "host-model", "maximum"], lacks: ["host-passthrough"] },
    { text: vm("<cpu mode='host|-model'/>"), take: ["host-passthrough", vm("<cpu mode='host-passthrough'/>")] },
    { text: vm("<cpu match='|'/>"), first: ["exact", "minimum", "strict"] },
    { text: vm("<cpu check='|'/>"), first: ["none", "partial", "full"] },
    { text: vm("<cpu mode='host-passthrough' migratable='|'/>"), first: ["on", "off"] },
    { text: vm("<cpu><model fallback='|'>Haswell</model></cpu>"), first: ["allow", "forbid"] },
    { text: vm("<cpu><model vendor_id='|'>Haswell</model></cpu>"), has: ["GenuineIntel", "AuthenticAMD"] },
    {
      text: vm("<cpu><feature policy='|' name='aes'/></cpu>"),
      first: ["require", "force", "optional", "disable", "forbid"],
      take: ["disable", vm("<cpu><feature policy='disable' name='aes'/></cpu>")],
    },
    { text: vm("<cpu><cache mode='|'/></cpu>"), first: ["emulate", "passthrough", "disable"] },
    { text: vm("<cpu><maxphysaddr mode='emulate' bits='|'/></cpu>"), has: ["46", "39"] },
    { text: vm("<cpu><model>EPYC</model><vendor>|</vendor></cpu>"), first: ["AMD"], has: ["Intel"] },
    { text: vm("<cpu><topology sockets='2' cores='|' threads='2'/></cpu>"), first: ["2", "1", "4", "8"], lacks: ["3"] },
    { text: vm("<cpu><topology sockets='1' cores='|'/></cpu>"), first: ["8"] },
    { text: "<cpu><topology sockets='|'/></cpu>", first: ["1", "2", "4"] },
    { text: vm("<cpu><numa><cell cpus='0-3'/><cell cpus='|'/></numa></cpu>"), first: ["4-7"] },
    { text: vm("<cpu><numa><cell cpus='0-1,6'/><cell cpus='|'/></numa></cpu>"), first: ["2-5,7"] },
    { text: vm("<cpu><numa><cell id='0'/><cell id='|'/></numa></cpu>"), first: ["1"] },
    {
      text: vm(
        "<cpu><numa><cell id='0'><distances><sibling id='0'/><sibling id='|'/></distances></cell><cell id='1'/></numa></cpu>",
      ),
      first: ["1"],
      lacks: ["0"],
    },
    {
      text: vm("<cpu><numa><cell id='0'><distances><sibling id='0' value='|'/></distances></cell></numa></cpu>"),
      first: ["10"],
    },
    { text: vm("<cpu><numa><cell unit='|'/></numa></cpu>"), has: ["KiB", "GiB"] },
    { text: "<domain><vcpu>|</vcpu><cpu><topology sockets='2' cores='4' threads='1'/></cpu></domain>", first: ["8"] },
    { text: "<domain><vcpu current='|'>4</vcpu></domain>", first: ["4"] },
    { text: "<domain><vcpu placement='|'>4</vcpu></domain>", has: ["static", "auto"] },
    { text: vm("<vcpus><vcpu id='0'/><vcpu id='|'/></vcpus>"), first: ["1", "2"], lacks: ["0"] },
  ])("$text", check);
});

describe("attributes", () => {
  it.each<Row>([
    { text: vm("<cpu |/>"), has: ["mode", "match", "check"], lacks: ["migratable", "deprecated_features"] },
    { text: vm("<cpu mode='host-passthrough' |/>"), has: ["migratable", "check"], lacks: ["mode", "match"] },
    { text: vm("<cpu |/>"), take: ["mode", vm("<cpu mode='|'/>")] },
    { text: '<cpu check="none" |/>', take: ["mode", '<cpu check="none" mode="|"/>'] },
    {
      text: vm("<cpu><feature |name='aes'/></cpu>"),
      take: ["policy", vm("<cpu><feature policy='|' name='aes'/></cpu>")],
    },
    { text: vm("<cpu><feature |/></cpu>"), first: ["policy", "name"] },
    {
      text: vm("<cpu><feature pol|='force' name='aes'/></cpu>"),
      take: ["policy", vm("<cpu><feature policy='force' name='aes'/></cpu>")],
    },
    {
      text: vm("<cpu><feature pol| name='aes'/></cpu>"),
      take: ["policy", vm("<cpu><feature policy='|' name='aes'/></cpu>")],
    },
    { text: vm("<cpu><topology |/></cpu>"), first: ["sockets", "cores", "threads"], has: ["dies", "clusters"] },
    {
      text: vm("<cpu><numa><cell |/></numa></cpu>"),
      first: ["memory"],
      has: ["id", "cpus", "unit", "memAccess", "discard"],
    },
    { text: "<domain><devices><disk |/></devices></domain>", lacks: ["mode"] },
  ])("$text", check);
});

describe("elements", () => {
  it.each<Row>([
    {
      text: vm("<cpu>|</cpu>"),
      first: ["model", "vendor", "topology"],
      has: ["feature", "cache", "maxphysaddr", "numa"],
    },
    { text: vm("<cpu><model>EPYC</model><feature/>|</cpu>"), has: ["feature"], lacks: ["model"] },
    { text: vm("<cpu><|</cpu>"), take: ["topology", vm("<cpu><topology sockets='|1' cores='8' threads='1'/></cpu>")] },
    {
      text: vm("<cpu>\n  <top|\n  <feature name='aes'/>\n</cpu>"),
      take: [
        "topology",
        vm("<cpu>\n  <topology sockets='|1' cores='8' threads='1'/>\n  <feature name='aes'/>\n</cpu>"),
      ],
    },
    { text: vm("<cpu>|</cpu>"), take: ["model", vm("<cpu><model fallback='forbid'>|</model></cpu>")] },
    { text: vm("<cpu>feat|</cpu>"), take: ["feature", vm("<cpu><feature policy='|require' name=''/></cpu>")] },
    {
      text: '<cpu mode="custom">|</cpu>',
      take: ["feature", '<cpu mode="custom"><feature policy="|require" name=""/></cpu>'],
    },
    { text: vm("<cpu><mod|el>EPYC</model></cpu>"), take: ["vendor", vm("<cpu><vendor>EPYC</model></cpu>")] },
    { text: vm("<cpu mode='host-passthrough'>|</cpu>"), has: ["feature", "topology"], lacks: ["model", "vendor"] },
    {
      text: vm("<cpu mode='host-passthrough'>|</cpu>"),
      take: ["cache", vm("<cpu mode='host-passthrough'><cache mode='|passthrough'/></cpu>")],
    },
    { text: onArch("aarch64", "<cpu>|</cpu>"), has: ["topology"], lacks: ["cache", "maxphysaddr"] },
    {
      text: vm("<cpu>|</cpu>"),
      take: ["numa", vm("<cpu><numa>\n  <cell id='0' cpus='|0-7' memory='' unit='KiB'/>\n</numa></cpu>")],
    },
    {
      text: vm("<cpu><numa><cell id='0' cpus='0-3' memory='4' unit='GiB'/>|</numa></cpu>"),
      take: [
        "cell",
        vm(
          "<cpu><numa><cell id='0' cpus='0-3' memory='4' unit='GiB'/><cell id='1' cpus='|4-7' memory='' unit='GiB'/></numa></cpu>",
        ),
      ],
    },
    {
      text: vm("<cpu><numa><cell id='1' cpus='0-3' memory='4' unit='GiB'/>|</numa></cpu>"),
      take: [
        "cell",
        vm(
          "<cpu><numa><cell id='1' cpus='0-3' memory='4' unit='GiB'/><cell id='0' cpus='|4-7' memory='' unit='GiB'/></numa></cpu>",
        ),
      ],
    },
    {
      text: vm("<cpu><numa><cell cpus='0-3' memory='4' unit='GiB'/>|</numa></cpu>"),
      take: [
        "cell",
        vm(
          "<cpu><numa><cell cpus='0-3' memory='4' unit='GiB'/><cell id='1' cpus='|4-7' memory='' unit='GiB'/></numa></cpu>",
        ),
      ],
    },
    { text: vm("<cpu><numa><cell>|</cell></numa></cpu>"), first: ["distances", "cache"] },
    { text: vm("<cpu><numa><cell><distances>|</distances></cell></numa></cpu>"), first: ["sibling"] },
    { text: "<domain type='kvm'><vcpus>|</vcpus></domain>", first: ["vcpu"] },
    { text: "<domain type='kvm'>|</domain>", first: ["cpu host-model", "cpu host-passthrough", "cpu custom model"] },
    { text: "<domain type='qemu'>|</domain>", first: ["cpu maximum"], lacks: ["cpu host-passthrough"] },
    { text: vm("|<cpu/>"), lacks: ["cpu host-model"] },
    {
      text: "<domain type='kvm'>\n  <|\n</domain>",
      take: [
        "cpu custom model",
        "<domain type='kvm'>\n  <cpu mode='custom' match='exact' check='partial'>\n    <model fallback='forbid'>|</model>\n  </cpu>\n</domain>",
      ],
    },
    {
      text: "<domain type='kvm'>\n  <memory unit='KiB'>8388608</memory>\n  <vcpu>8</vcpu>\n  |\n</domain>",
      take: [
        "cpu with two NUMA cells",
        [
          "<domain type='kvm'>",
          "  <memory unit='KiB'>8388608</memory>",
          "  <vcpu>8</vcpu>",
          "  <cpu mode='host-model' check='partial'>",
          "    <topology sockets='2' cores='4' threads='1'/>",
          "    <numa>",
          "      <cell id='0' cpus='|0-3' memory='4194304' unit='KiB'/>",
          "      <cell id='1' cpus='4-7' memory='4194304' unit='KiB'/>",
          "    </numa>",
          "  </cpu>",
          "</domain>",
        ].join("\n"),
      ],
    },
    { text: vm("<cpu></|"), lacks: ["model"] },
    { text: vm("<cpu><!-- | --></cpu>"), lacks: ["model"] },
    { text: vm("<cpu><model fallback='allow'|>EPYC</model></cpu>"), lacks: ["fallback"] },
    { text: "<html><cpu><model>|</model></cpu></html>", lacks: ["Haswell"] },
  ])("$text", check);

  it("keeps the document's line ends", async () => {
    const { document, position } = await client.openAt("<domain>\r\n  <cpu>\r\n    |\r\n  </cpu>\r\n</domain>");
    const item = (await client.complete(document, position)).find(({ label }) => label === "numa");
    expect(item?.textEdit?.newText).toContain("\r\n");
  });

  it("asks for what comes next in our own editor only", async () => {
    const other = await startClient({ initializationOptions: {} });
    const ask = async (asked: TestClient) => {
      const { document, position } = await asked.openAt(vm("<cpu |/>"));
      return (await asked.complete(document, position))[0]?.command?.command;
    };
    expect(await ask(client)).toBe("editor.action.triggerSuggest");
    expect(await ask(other)).toBeUndefined();
    other.stop();
  });
});

describe("parts beside the CPU", () => {
  it.each<Row>([
    {
      text: vm("<cpu mode='host-model'/>|"),
      has: ["features", "clock", "cputune", "numatune", "devices"],
      lacks: ["vcpu"],
    },
    { text: "<domain type='kvm'><|</domain>", first: ["cpu host-model"], has: ["features", "memory"], lacks: ["disk"] },
    { text: vm("<features>|</features>"), has: ["acpi", "hyperv", "kvm", "smm"], lacks: ["relaxed"] },
    {
      text: vm("<features><acpi/>|</features>"),
      lacks: ["acpi"],
      take: ["pae", vm("<features><acpi/><pae/></features>")],
    },
    {
      text: vm("<features><hyperv><|</hyperv></features>"),
      has: ["relaxed", "vapic", "spinlocks", "stimer", "xmm_input"],
      take: ["relaxed", vm("<features><hyperv><relaxed state='|'/></hyperv></features>")],
    },
    { text: vm("<features><hyperv><relaxed state='|'/></hyperv></features>"), first: ["on", "off"] },
    { text: vm("<features><hyperv mode='|'/></features>"), has: ["custom", "passthrough", "host-model"] },
    { text: vm("<features><kvm>|</kvm></features>"), has: ["hidden", "poll-control", "pv-ipi"] },
    { text: vm("<clock offset='|'/>"), first: ["utc"], has: ["localtime", "timezone", "variable", "absolute"] },
    { text: vm("<clock offset='utc' |/>"), has: ["adjustment"], lacks: ["timezone", "start"] },
    { text: vm("<clock offset='timezone' |/>"), has: ["timezone"], lacks: ["basis", "start"] },
    { text: vm("<clock><timer name='|'/></clock>"), has: ["hpet", "tsc", "kvmclock", "hypervclock"] },
    { text: vm("<cputune>|</cputune>"), has: ["vcpupin", "emulatorpin", "cachetune", "shares"] },
    { text: vm("<cputune><vcpusched vcpus='0' scheduler='batch' |/></cputune>"), lacks: ["priority"] },
    { text: vm("<numatune><memory mode='|'/></numatune>"), has: ["strict", "preferred", "interleave", "restrictive"] },
    { text: vm("<memoryBacking>|</memoryBacking>"), has: ["hugepages", "locked", "source"] },
    { text: vm("<on_crash>|</on_crash>"), has: ["destroy", "preserve", "coredump-restart"] },
    { text: vm("<devices>|</devices>"), has: ["memory", "iommu"], lacks: ["disk"] },
    {
      text: vm("<devices><memory model='dimm'><target>|</target></memory></devices>"),
      has: ["size", "node"],
      lacks: ["block"],
    },
    { text: vm("<cpu mode='host-model'/>|"), lacks: ["qemu:commandline"] },
    {
      text: "<domain xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'><cpu/>|</domain>",
      has: ["qemu:commandline"],
    },
  ])("$text", check);
});

describe("what the editor asks for by itself", () => {
  it.each([
    [">", vm("<cpu><model>|"), true],
    [">", vm("<cpu><model>|</model></cpu>"), true],
    [">", vm("<cpu><numa><cell><distances>|</distances></cell></numa></cpu>"), true],
    [">", vm("<cpu><feature name='aes'/>|</cpu>"), false],
    [">", vm("<cpu><numa><cell id='0'/>|</numa></cpu>"), false],
    [" ", vm("<cpu>\n |\n</cpu>"), false],
    [" ", vm("<cpu |/>"), true],
    ["<", vm("<cpu><|</cpu>"), true],
    ["=", vm("<cpu mode=|/>"), true],
    ["=", vm("<cpu>=|</cpu>"), false],
    ["'", vm("<cpu mode='|'/>"), true],
    ["'", vm("<cpu mode='custom'|/>"), false],
  ])("after %s in %s: %s", async (trigger, text, some) => {
    const { document, position } = await client.openAt(text);
    expect((await client.complete(document, position, trigger)).length > 0).toBe(some);
  });
});

describe("clients that know less", () => {
  it("get plain text in an edit of each item's own", async () => {
    const plain = await startClient({ capabilities: {}, initializationOptions: {} });
    const { document, position } = await plain.openAt(vm("<cpu>|</cpu>"));
    const item = (await plain.complete(document, position)).find(({ label }) => label === "topology");
    expect(item?.insertTextFormat).toBe(1);
    if (item === undefined) throw new Error("no topology");
    expect(afterItem(document, item)).toBe(vm("<cpu><topology sockets='1' cores='8' threads='1'/></cpu>"));
    plain.stop();
  });
});

describe("documentation", () => {
  it.each([
    ["<cpu><model>|</model></cpu>", "Haswell", "Mitigations: included: `pcid`"],
    ["<cpu><model>Haswell</model><feature name='|'/></cpu>", "avx2", "`Haswell` includes it."],
    ["<cpu><model>Haswell</model><feature policy='require' name='|'/></cpu>", "md-clear", "this line adds it"],
    ["<cpu mode='host-passthrough'><feature policy='|'/></cpu>", "forbid", "no checking effect"],
    ["<cpu |/>", "check", "How strictly libvirt compares"],
    ["<cpu>|</cpu>", "topology", "product of all numbers"],
    ["<cpu><model>EPYC</model><vendor>|</vendor></cpu>", "AMD", "AuthenticAMD"],
  ])("of %s: %s", async (cpu, label, words) => {
    const { document, position } = await client.openAt(vm(cpu));
    const item = (await client.complete(document, position)).find((one) => one.label === label);
    if (item === undefined) throw new Error(`${label} is missing`);
    expect(item.documentation).toBeUndefined();
    expect((await client.resolve(item)).documentation).toMatchObject({
      kind: "markdown",
      value: expect.stringContaining(words),
    });
  });
});
