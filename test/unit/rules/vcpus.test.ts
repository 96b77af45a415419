import { describe, expect, it } from "vitest";
import { checkDocument } from "../../../shared/src/rules/index.js";
import { vcpusRules } from "../../../shared/src/rules/table.js";
import { parseXml } from "../../../shared/src/xml/index.js";
import { applyEdits } from "../../../shared/src/xml/textEdit.js";
import { testCatalogue } from "../../support/catalogue.js";
import { withExample } from "../../support/ruleExamples.js";
import { findingsIn, fixed, fixesOf, inDomain, marked } from "./check.js";

const kvm = (rest: string, vcpus = 4) => `<domain type='kvm'><vcpu>${vcpus}</vcpu>${rest}</domain>`;
const vcpus = (...entries: readonly string[]) =>
  kvm(`<vcpus>${entries.map((entry) => `<vcpu ${entry}/>`).join("")}</vcpus>`);
const cputune = (inside: string) => kvm(`<cputune>${inside}</cputune>`);
const q35 = "<os><type arch='x86_64' machine='q35'>hvm</type></os>";

const OURS = new Set([...vcpusRules.map(({ id }) => id), "attribute-missing", "attribute-value", "cpu-list"]);

/** What the rules of this area say. */
function oursIn(text: string) {
  return findingsIn(text).filter(({ rule }) => OURS.has(rule));
}

function errorsIn(text: string): string[] {
  return findingsIn(text)
    .filter(({ severity }) => severity === "error")
    .map(({ rule }) => rule);
}

describe("the number of vCPUs", () => {
  it.each([
    ["<domain type='kvm'><vcpu/></domain>", "XML error: maximum vcpus count must be an integer"],
    ["<domain type='xen'><vcpu>4 </vcpu></domain>", "XML error: maximum vcpus count must be an integer"],
    ["<domain type='kvm'><vcpu>0</vcpu></domain>", "unsupported configuration: Domain requires at least 1 vCPU"],
    ["<domain type='kvm'><vcpu current='0'>2</vcpu></domain>", "unsupported configuration: vcpu 0 can't be offline"],
    [
      "<domain type='kvm'><vcpu current='x'>2</vcpu></domain>",
      "XML error: Invalid value for attribute 'current' in element 'vcpu': 'x'. Expected non-negative integer value",
    ],
    [
      "<domain type='kvm'><vcpu placement='dynamic'>2</vcpu></domain>",
      "XML error: Invalid value for attribute 'placement' in element 'vcpu': 'dynamic'.",
    ],
    ["<domain type='kvm'><vcpu cpuset='a'>2</vcpu></domain>", "invalid argument: Failed to parse bitmap 'a'"],
    [
      "<domain type='kvm'><vcpu cpuset='0,^0'>2</vcpu></domain>",
      "unsupported configuration: Invalid value of 'cpuset': '0,^0'",
    ],
  ])("%s", (text, libvirt) => {
    expect(oursIn(text).map((finding) => finding.libvirt)).toEqual([libvirt]);
  });
});

describe("single vCPUs", () => {
  it.each([
    ["vCPU 0 is not listed", vcpus("id='1' enabled='yes'"), ["vcpu-zero"]],
    ["vCPU 0 can be unplugged", vcpus("id='0' enabled='yes' hotpluggable='yes'"), ["vcpu-zero"]],
    ["vCPU 0 comes second", vcpus("id='0' enabled='yes' order='2'"), ["vcpu-zero"]],
    ["no order beside an order", vcpus("id='0' enabled='yes' order='1'", "id='1' enabled='yes'"), ["vcpu-order"]],
    [
      "one that stays after one that can go",
      vcpus(
        "id='0' enabled='yes'",
        "id='1' enabled='yes' hotpluggable='yes'",
        "id='2' enabled='yes' hotpluggable='no'",
      ),
      ["vcpu-order"],
    ],
    ["one that stays after a gap", vcpus("id='0' enabled='yes'", "id='2' enabled='yes' hotpluggable='no'"), []],
    [
      "one that stays after a gap behind one that can go",
      vcpus(
        "id='0' enabled='yes'",
        "id='1' enabled='yes' hotpluggable='yes'",
        "id='3' enabled='yes' hotpluggable='no'",
      ),
      [],
    ],
    [
      "one that may stay after one that can go",
      vcpus("id='0' enabled='yes'", "id='1' enabled='yes' hotpluggable='yes'", "id='2' enabled='yes'"),
      [],
    ],
    ["a number twice: the last counts", vcpus("id='0' enabled='no' hotpluggable='no'", "id='0' enabled='yes'"), []],
    [
      "orders that go down",
      vcpus(
        "id='0' enabled='yes' order='1'",
        "id='1' enabled='yes' order='3'",
        "id='2' enabled='yes' hotpluggable='no' order='2'",
      ),
      ["vcpu-order"],
    ],
    [
      "an order too high",
      vcpus("id='0' enabled='yes' order='1'", "id='1' enabled='yes' order='5'"),
      ["vcpu-order-taken"],
    ],
    ["no word on being there", vcpus("id='0'"), ["vcpu-zero", "attribute-missing"]],
    ["neither yes nor no", vcpus("id='0' enabled='on'"), ["attribute-value", "vcpu-zero"]],
    ["an id that is no number", vcpus("id='a' enabled='yes'"), ["attribute-value"]],
    ["the last of two with one id counts", vcpus("id='0' enabled='no'", "id='0' enabled='yes'"), []],
  ])("%s", (_, text, rules) => {
    expect(errorsIn(text).sort()).toEqual([...rules].sort());
  });
});

describe("more than 255 vCPUs", () => {
  const amd = (xtsup: string) => `${q35}<devices><iommu model='amd'><driver${xtsup}/></iommu></devices>`;
  const intel = (driver: string) => `${q35}<devices><iommu model='intel'>${driver}</iommu></devices>`;

  it.each([
    ["9.0.0", q35, ["error"]],
    ["9.0.0", intel("<driver intremap='on' eim='on'/>"), []],
    ["11.3.0", q35, []],
    ["11.3.0", intel(""), []],
    ["11.3.0", intel("<driver eim='off'/>"), ["error"]],
    ["11.3.0", amd(""), ["error"]],
    ["12.8.0", amd(""), []],
    ["12.8.0", amd(" xtsup='off'"), ["warning"]],
    ["12.8.0", intel("<driver eim='off'/>"), ["warning"]],
    ["12.8.0", `${intel("<driver eim='off'/>")}<features><ioapic driver='kvm'/></features>`, ["error"]],
  ])("%s: %s", async (release, rest, severities) => {
    const catalogue = await testCatalogue("x86_64", release);
    const findings = checkDocument({ document: parseXml(kvm(rest, 288)), catalogue });
    const wanted = findings.filter(({ rule }) => rule === "many-vcpus-interrupts");
    expect(wanted.map(({ severity }) => severity)).toEqual(severities);
  });

  it("is a warning where no machine is named", () => {
    const [finding] = oursIn(kvm("", 288));
    expect([finding?.rule, finding?.severity]).toEqual(["many-vcpus-machine", "warning"]);
  });

  it("one fix brings all that is needed, where the document has room for it", () => {
    const before = `<domain type='kvm'>
  <vcpu>288</vcpu>
  <os>
    <type arch='x86_64' machine='pc-i440fx-9.0'>hvm</type>
  </os>
  <features>
    <acpi/>
  </features>
  <devices>
    <iommu model='virtio'/>
  </devices>
</domain>
`;
    expect(fixed(before, "many-vcpus-machine")).toBe(`<domain type='kvm'>
  <vcpu>288</vcpu>
  <os>
    <type arch='x86_64' machine='q35'>hvm</type>
  </os>
  <features>
    <acpi/>
    <ioapic driver='qemu'/>
  </features>
  <devices>
    <iommu model='intel'>
      <driver intremap='on' eim='on'/>
    </iommu>
  </devices>
</domain>
`);
  });
});

describe("tuning", () => {
  it.each([
    ["a pin without a vCPU", "<vcpupin cpuset='1'/>", ["attribute-missing"]],
    ["a pin to nothing", "<vcpupin vcpu='0' cpuset=''/>", ["cpu-list"]],
    ["a pin of a vCPU that is not there is not read on", "<vcpupin vcpu='4' cpuset='x'/>", ["vcpupin-ignored"]],
    ["no scheduler", "<vcpusched vcpus='0'/>", ["attribute-missing"]],
    ["no such scheduler", "<vcpusched vcpus='0' scheduler='cfs'/>", ["attribute-value"]],
    ["fifo has a priority", "<vcpusched vcpus='0' scheduler='fifo'/>", ["attribute-missing"]],
    ["batch has none", "<vcpusched vcpus='0' scheduler='batch'/>", []],
    ["cachetune for nobody", "<cachetune/>", []],
    ["cachetune for vCPUs that are not there", "<cachetune vcpus='8-9'/>", []],
  ])("%s", (_, inside, rules) => {
    expect(oursIn(cputune(inside)).map(({ rule }) => rule)).toEqual(rules);
  });

  it("every pin after the first is a duplicate", () => {
    const pin = "<vcpupin vcpu='1' cpuset='0'/>";
    expect(marked(cputune(pin + pin + pin), "vcpupin-duplicate")).toEqual([pin, pin]);
  });
});

describe("fixes", () => {
  it.each([
    ["vcpu-count", "<domain type='kvm'><vcpu>four</vcpu></domain>", "<domain type='kvm'><vcpu>1</vcpu></domain>"],
    [
      "attribute-value",
      "<domain type='kvm'><vcpu current='x'>2</vcpu></domain>",
      "<domain type='kvm'><vcpu current='2'>2</vcpu></domain>",
    ],
    ["attribute-value", vcpus("id='0' enabled='true'"), vcpus("id='0' enabled='yes'")],
    ["vcpu-zero", vcpus("id='0' enabled='yes' order='2'"), vcpus("id='0' enabled='yes' order='1'")],
    [
      "vcpu-order",
      vcpus(
        "id='0' enabled='yes'",
        "id='1' enabled='yes' hotpluggable='yes'",
        "id='2' enabled='yes' hotpluggable='no'",
        "id='3' enabled='yes' hotpluggable='no'",
      ),
      vcpus(
        "id='0' enabled='yes'",
        "id='1' enabled='yes' hotpluggable='yes'",
        "id='2' enabled='yes' hotpluggable='yes'",
        "id='3' enabled='yes' hotpluggable='yes'",
      ),
    ],
    [
      "cpu-list",
      kvm("<cputune><vcpupin vcpu='0' cpuset='3..1'/></cputune>"),
      kvm("<cputune><vcpupin vcpu='0' cpuset='1-3'/></cputune>"),
    ],
    [
      "topology-bhyve",
      "<domain type='bhyve'><vcpu>4</vcpu><cpu><topology sockets='1' cores='2' threads='1'/></cpu></domain>",
      "<domain type='bhyve'><vcpu>4</vcpu><cpu><topology sockets='2' cores='2' threads='1'/></cpu></domain>",
    ],
  ])("%s: %s", (rule, before, after) => {
    expect(fixed(before, rule)).toBe(after);
  });

  it("vCPU 0 is listed before the others", () => {
    const before =
      "<domain type='kvm'>\n  <vcpu>2</vcpu>\n  <vcpus>\n    <vcpu id='1' enabled='yes' order='2'/>\n  </vcpus>\n</domain>";
    const after =
      "<domain type='kvm'>\n  <vcpu>2</vcpu>\n  <vcpus>\n    <vcpu id='0' enabled='yes' hotpluggable='no' order='1'/>\n    <vcpu id='1' enabled='yes' order='2'/>\n  </vcpus>\n</domain>";
    expect(fixed(before, "vcpu-zero")).toBe(after);
  });

  it.each(vcpusRules.map(withExample))("the preferred fix of $id leaves no new error", ({ id, example }) => {
    const text = inDomain(example);
    const before = errorsIn(text);
    for (const fix of fixesOf(text, id).filter(({ preferred }) => preferred)) {
      const after = errorsIn(applyEdits(text, fix.edits));
      expect(after.filter((rule) => !before.includes(rule))).toEqual([]);
    }
  });
});

describe("hostile documents", () => {
  it.each([
    ["vCPUs without end", kvm("<vcpus><vcpu id='0' enabled='yes'/></vcpus>", 4294967295)],
    ["numbers too long", kvm(`<cputune><vcpupin vcpu='${"9".repeat(5000)}' cpuset='${"1-".repeat(5000)}'/></cputune>`)],
    ["names of every object", cputune("<__proto__ vcpus='0'/><vcpusched vcpus='__proto__' constructor='1'/>")],
    [
      "many pins and schedulers",
      cputune("<vcpupin vcpu='1' cpuset='0'/><vcpusched vcpus='0-3' scheduler='batch'/>".repeat(5000)),
    ],
  ])("%s", (_, text) => {
    expect(() => findingsIn(text)).not.toThrow();
  });
});
