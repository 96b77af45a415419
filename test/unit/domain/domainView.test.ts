import { describe, expect, it } from "vitest";
import { type CpuView, domainView, domainViews } from "../../../shared/src/domain/index.js";
import { parseXml, pathOf, type Range } from "../../../shared/src/xml/index.js";

const TEXT = `<domain type='kvm'>
  <vcpu placement='static' cpuset='0-3' current='2'> 4</vcpu>
  <vcpus>
    <vcpu id='0' enabled='yes' hotpluggable='no' order='1'/>
    <vcpu id='x'/>
  </vcpus>
  <os>
    <type arch='x86_64' machine='pc-q35-9.2'>hvm</type>
  </os>
  <features><acpi/></features>
  <cpu mode='custom' match='exact' check='partial' migratable='on' deprecated_features='off'>
    <model fallback='forbid' vendor_id='GenuineIntel'>Haswell</model>
    <model>Second</model>
    <vendor>Intel</vendor>
    <topology sockets='1' dies='2' clusters='1' cores='3' threads='2'/>
    <cache level='3' mode='emulate'/>
    <cache mode='disable'/>
    <maxphysaddr mode='emulate' bits='42' limit='x'/>
    <feature policy='require' name='aes'/>
    <feature name='pcid'/>
    <feature/>
    <numa>
      <cell id='0' cpus='0-1' memory='1' unit='GiB'/>
      <cell cpus='a'/>
    </numa>
  </cpu>
  <cpu mode='host-model'/>
</domain>`;

const view = domainView(parseXml(TEXT));
const source = (range: Range | undefined) => range && TEXT.slice(range.start, range.end);

function cpuOf(inside: string): CpuView | undefined {
  return domainView(parseXml(`<cpu>${inside}</cpu>`))?.cpu;
}

describe("the view of a domain", () => {
  it("knows the domain's type, os and features", () => {
    expect([view?.kind, view?.type?.value, view?.os?.arch?.value, view?.os?.machine?.value]).toEqual([
      "domain",
      "kvm",
      "x86_64",
      "pc-q35-9.2",
    ]);
    expect(view?.os?.type?.value).toBe("hvm");
    expect(view?.features && pathOf(view.features)).toBe("domain/features");
    expect(source(view?.type?.attribute.valueRange)).toBe("kvm");
  });

  it("knows the vCPUs", () => {
    expect([view?.vcpu?.count, view?.vcpu?.current?.number, view?.vcpu?.cpuset?.set?.count]).toEqual([4, 2, 4]);
    expect(source(view?.vcpu?.countRange)).toBe("4");
    expect(view?.vcpu?.placement?.value).toBe("static");
    expect(view?.vcpus?.entries.map((entry) => [entry.id?.number, entry.enabled?.value, entry.order?.number])).toEqual([
      [0, "yes", 1],
      [undefined, undefined, undefined],
    ]);
  });

  it("takes the first cpu and tells of the others", () => {
    expect(view?.cpus.map((cpu) => cpu.mode?.value)).toEqual(["custom", "host-model"]);
    expect(view?.cpu).toBe(view?.cpus[0]);
  });

  it("knows the cpu's attributes and model", () => {
    const cpu = view?.cpu;
    expect([cpu?.match, cpu?.check, cpu?.migratable, cpu?.deprecatedFeatures].map((attr) => attr?.value)).toEqual([
      "exact",
      "partial",
      "on",
      "off",
    ]);
    expect([cpu?.model?.value, cpu?.model?.fallback?.value, cpu?.model?.vendorId?.value]).toEqual([
      "Haswell",
      "forbid",
      "GenuineIntel",
    ]);
    expect(source(cpu?.model?.range)).toBe("Haswell");
    expect(cpu?.vendor?.value).toBe("Intel");
    expect(cpu?.isHost).toBe(false);
  });

  it("knows its topology, cache, address size, features and cells", () => {
    const cpu = view?.cpu;
    expect([cpu?.topology?.product, cpu?.topology?.cores?.number]).toEqual([12, 3]);
    expect(cpu?.caches.map((cache) => [cache.level?.number, cache.mode?.value])).toEqual([
      [3, "emulate"],
      [undefined, "disable"],
    ]);
    expect(cpu?.cache).toBe(cpu?.caches[0]);
    expect([cpu?.maxphysaddr?.bits?.number, cpu?.maxphysaddr?.limit?.number, cpu?.maxphysaddr?.limit?.value]).toEqual([
      42,
      undefined,
      "x",
    ]);
    expect(cpu?.features.map((feature) => [feature.name?.value, feature.policy?.value])).toEqual([
      ["aes", "require"],
      ["pcid", undefined],
      [undefined, undefined],
    ]);
    expect(cpu?.numa?.cells.map((cell) => [cell.id?.number, cell.cpus?.set?.count, cell.memory?.number])).toEqual([
      [0, 2, 1],
      [undefined, undefined, undefined],
    ]);
  });
});

it("the first <type> of several <os> counts", () => {
  const view = domainView(parseXml("<domain><os><boot/></os><os><type arch='s390x'>hvm</type></os></domain>"));
  expect(view?.os?.arch?.value).toBe("s390x");
});

describe("what is absent is undefined", () => {
  it("in an empty domain", () => {
    const empty = domainView(parseXml("<domain/>"));
    expect([empty?.cpu, empty?.vcpu, empty?.vcpus, empty?.type, empty?.os, empty?.features]).toEqual(
      Array.from({ length: 6 }),
    );
    expect(empty?.cpus).toEqual([]);
  });

  it("in an empty cpu", () => {
    const { element, isHost, features, caches, definition: _, ...rest } = cpuOf("") ?? {};
    expect([element?.name, isHost, features, caches]).toEqual(["cpu", false, [], []]);
    expect(new Set(Object.values(rest))).toEqual(new Set([undefined]));
  });
});

describe("the product of a topology", () => {
  it.each([
    ["sockets='2' cores='4' threads='2'", 16],
    ["sockets='2' dies='3' clusters='5' cores='7' threads='11'", 2310],
    ["sockets='2' cores='4'", undefined],
    ["sockets='0' cores='4' threads='2'", undefined],
    ["sockets='2' dies='0' cores='4' threads='2'", undefined],
    ["sockets='x' cores='4' threads='2'", undefined],
    ["sockets='2' dies='' cores='4' threads='2'", undefined],
    ["", undefined],
  ])("%s is %s", (attributes, product) => {
    expect(cpuOf(`<topology ${attributes}/>`)?.topology?.product).toBe(product);
  });
});

describe("the range of a text", () => {
  it.each([
    ["<model>X</model>", "X"],
    ["<model>\n  X Y\n</model>", "X Y"],
    ["<model><!-- c -->X</model>", "X"],
    ["<model>a&amp;b</model>", "a&amp;b"],
    ["<model><![CDATA[X]]></model>", "<![CDATA[X]]>"],
    ["<model/>", ""],
    ["<model> </model>", ""],
  ])("of %j", (model, words) => {
    const text = `<cpu>${model}</cpu>`;
    const range = domainView(parseXml(text))?.cpu?.model?.range;
    expect(range && text.slice(range.start, range.end)).toBe(words);
  });

  it("keeps white space in the value, as libvirt does", () => {
    expect(cpuOf("<model> X </model>")?.model?.value).toBe(" X ");
  });
});

describe("the documents served", () => {
  const cpu = (mode: string) => `<cpu mode='${mode}'/>`;
  it.each([
    [`<domain>${cpu("a")}</domain>`, [["domain", "domain", "a"]]],
    [`<domstatus><domain>${cpu("a")}</domain></domstatus>`, [["domstatus", "domain", "a"]]],
    [
      `<domainsnapshot><domain>${cpu("a")}</domain><inactiveDomain>${cpu("b")}</inactiveDomain></domainsnapshot>`,
      [
        ["domainsnapshot", "domain", "a"],
        ["domainsnapshot", "inactiveDomain", "b"],
      ],
    ],
    ["<domainsnapshot/>", [["domainsnapshot", undefined, undefined]]],
    [cpu("a"), [["cpu", undefined, "a"]]],
    [
      `<cpus>${cpu("a")}${cpu("b")}</cpus>`,
      [
        ["cpus", undefined, "a"],
        ["cpus", undefined, "b"],
      ],
    ],
    ["<cpus/>", [["cpus", undefined, undefined]]],
    [`<capabilities><host>${cpu("a")}</host></capabilities>`, [["capabilities", undefined, "a"]]],
    [`<domainCapabilities>${cpu("a")}</domainCapabilities>`, [["domainCapabilities", undefined, undefined]]],
    [`<metadata>${cpu("a")}</metadata>`, []],
    [`<Domain>${cpu("a")}</Domain>`, []],
    ["<__proto__/>", []],
    ["", []],
    ["text", []],
  ])("%s", (text, expected) => {
    const views = domainViews(parseXml(text));
    expect(views.map((each) => [each.kind, each.domain?.name, each.cpu?.mode?.value])).toEqual(expected);
  });

  it.each([
    ["<cpu><arch>x86_64</arch></cpu>", true],
    ["<cpu><model>X</model></cpu>", false],
    ["<capabilities><host><cpu/></host></capabilities>", true],
    ["<domain><cpu/></domain>", false],
  ])("%s holds a host's CPU: %s", (text, isHost) => {
    expect(domainView(parseXml(text))?.cpu?.isHost).toBe(isHost);
  });

  it("looks for nothing deeper than where libvirt looks", () => {
    expect(domainView(parseXml("<domain><metadata><cpu/></metadata></domain>"))?.cpu).toBeUndefined();
    expect(domainView(parseXml("<cpu><numa><model>X</model></numa></cpu>"))?.cpu?.model).toBeUndefined();
  });
});
