import { describe, expect, it } from "vitest";
import { checkDocument } from "../../../shared/src/rules/index.js";
import { parseXml } from "../../../shared/src/xml/index.js";
import { applyEdits } from "../../../shared/src/xml/textEdit.js";
import { testCatalogue } from "../../support/catalogue.js";
import { findingsIn, fixed, fixesOf, inDomain } from "./check.js";

const OLD = await testCatalogue("x86_64", "9.0.0");

/** The rules that say libvirt 9.0.0 refuses a guest of four vCPUs and 64 MiB, each once. */
function refusedBy(inside: string): string[] {
  const findings = checkDocument({ document: parseXml(guest(inside)), catalogue: OLD });
  const errors = findings.filter(({ stage, severity }) => stage === "define" && severity === "error");
  return [...new Set(errors.map(({ rule }) => rule))];
}

const guest = (inside: string) =>
  `<domain type='kvm'><name>vm</name><memory unit='MiB'>64</memory><vcpu>4</vcpu><os><type arch='x86_64' machine='q35'>hvm</type></os>${inside}</domain>`;
const timer = (attributes: string, inside = "") => `<clock offset='utc'><timer ${attributes}>${inside}</timer></clock>`;
const cpu = (numa: string, mode = "mode='host-model'") => `<cpu ${mode}><numa>${numa}</numa></cpu>`;
const ONE = "<cell id='0' cpus='0-3' memory='65536'/>";
const cache = (size: string, line = "value='8'") =>
  cpu(
    `<cell id='0' cpus='0-3' memory='65536'><cache level='1' associativity='direct' policy='none'><size ${size}/><line ${line}/></cache></cell>`,
  );
const maxMemory = (attributes: string, text: string) => `<maxMemory ${attributes}>${text}</maxMemory>${cpu(ONE)}`;
const pages = (inside: string) => `<memoryBacking><hugepages>${inside}</hugepages></memoryBacking>`;
const share = (name: string, vcpus: string) =>
  name === "cachetune"
    ? `<cachetune vcpus='${vcpus}'><cache id='0' level='3' type='both' size='3' unit='MiB'/></cachetune>`
    : `<memorytune vcpus='${vcpus}'><node id='0' bandwidth='60'/></memorytune>`;
const memnode = (memory: string, node: string) =>
  `<numatune><memory ${memory}/><memnode cellid='0' ${node} nodeset='0'/></numatune>${cpu(ONE)}`;
const vcpu = (attributes: string) => `<vcpus><vcpu ${attributes}/></vcpus>`;

describe("libvirt 9.0.0's answers at define", () => {
  it.each([
    [timer("name='hpet' track='guest'"), ["timer-unsupported"]],
    [timer("name='platform' track='wall'"), ["timer-unsupported"]],
    [timer("name='rtc' track='wall'"), []],
    [timer("name='kvmclock' tickpolicy='delay'"), ["timer-unsupported"]],
    [timer("name='hypervclock' tickpolicy='catchup'"), ["timer-unsupported"]],
    [timer("name='tsc' tickpolicy='merge'"), []],
    [timer("name='rtc' tickpolicy='catchup'", "<catchup slew='x'/>"), ["attribute-value"]],
    [timer("name='rtc' tickpolicy='delay'", "<catchup slew='1'/>"), ["timer-unsupported"]],
    [timer("name='rtc' tickpolicy='catchup'", "<catchup slew='1'/>"), []],
    ["<maxMemory slots='2' unit='GiB'>8</maxMemory>", ["memory-hotplug-cell"]],
    ["<maxMemory/>", []],
    [maxMemory("slots='2' unit='MiB'", "64"), []],
    [maxMemory("slots='2' unit='MiB'", "63"), ["memory-maximum"]],
    [maxMemory("slots='2' unit='b'", "67108863"), []],
    [maxMemory("slots='2'", " 65536 "), ["memory-maximum"]],
    [maxMemory("slots='x'", "65536"), ["memory-maximum"]],
    [maxMemory("slots='0'", "65536"), ["memory-maximum"]],
    [maxMemory("slots='2' unit='xB'", "65536"), ["memory-maximum"]],
    [pages("<page size='2048' nodeset='1'/>"), ["hugepages-node"]],
    [pages("<page size='2048' nodeset='0'/>"), []],
    [pages("<page size='2048' nodeset='x'/>"), ["cpu-list"]],
    [pages("<page size='x'/>"), ["memory-size"]],
    [pages("<page size='0'/>"), ["hugepages-size"]],
    [pages("<page size='2048'/><page size='1048576'/>"), ["hugepages-size"]],
    [pages("<page size='2048' nodeset='0'/><page size='1048576' nodeset='0'/>") + cpu(ONE), ["hugepages-size"]],
    [cpu(ONE) + cpu(ONE, ""), ["numa-cell-duplicate", "numa-cells-overlap"]],
    [cpu("<cell cpus='0-1' memory='1'/>") + cpu("<cell cpus='2-3' memory='1'/>", ""), []],
    [`<cpu mode='host-model'/>${cpu("<cell cpus='0-9' memory='1'/>", "")}`, ["numa-cpus-exceed"]],
    [cpu("") + cpu(ONE, ""), []],
    [`<cpu mode='host-model'/>${cpu("", "")}`, ["numa-empty"]],
    ["<cputune><vcpupin vcpu='0' cpuset='0'/></cputune>".repeat(2), ["vcpupin-duplicate"]],
    ["<cputune><vcpusched vcpus='0' scheduler='idle'/></cputune>".repeat(2), ["vcpusched-overlap"]],
    [`<cputune>${share("cachetune", "0-1")}${share("memorytune", "1")}</cputune>`, ["resctrl-overlap"]],
    [`<cputune>${share("cachetune", "0-1")}${share("memorytune", "0-1")}</cputune>`, []],
    [`<cputune>${share("memorytune", "0-1").repeat(2)}</cputune>`, ["resctrl-conflict"]],
    [`<cputune>${share("cachetune", "0-1").repeat(2)}</cputune>`, ["resctrl-overlap"]],
    [vcpu("id='0' enabled='yes'") + vcpu("id='9' enabled='no'"), ["vcpu-id"]],
    [vcpu("id='1' enabled='yes' hotpluggable='no'") + vcpu("id='0' enabled='yes' hotpluggable='no'"), []],
    ["<vcpus><vcpu id='0' enabled='no'/><vcpu id='0' enabled='yes'/></vcpus>", []],
    ["<numatune/><numatune/>", ["numatune-count"]],
    [memnode("nodeset='0'", "mode='restrictive'"), []],
    [memnode("mode='strict' nodeset='0'", "mode='restrictive'"), []],
    [memnode("mode='restrictive' nodeset='0'", "mode='strict'"), ["memnode-restrictive"]],
    [cache("value='8' unit='kg'", "value='8' unit='x'"), []],
    [cache("value='9007199254740991'", "value='18446744073709551615'"), []],
    [cache("value='9007199254740992'"), ["memory-size"]],
    [cache("value=''"), ["memory-size"]],
    ["<features/><features><hyperv mode='x'/></features>", ["attribute-value"]],
    ["<clock/><clock><timer name='hpet' track='wall'/></clock>", ["timer-unsupported"]],
    ["<devices/><devices><iommu model='x'/></devices>", ["attribute-value"]],
    ["<cpu><model fallback='' vendor_id=''>Haswell</model></cpu>", []],
  ])("%s: %j", (inside, rules) => {
    expect(refusedBy(inside)).toEqual(rules);
  });
});

describe("what a fix makes of it", () => {
  it.each([
    ["attribute-value", "<cpu match=''><model>Haswell</model></cpu>", "<cpu><model>Haswell</model></cpu>"],
    [
      "attribute-value",
      "<cpu mode='host-model'><topology sockets='-1' cores='2' threads='1'/></cpu>",
      "<cpu mode='host-model'><topology sockets='1' cores='2' threads='1'/></cpu>",
    ],
    [
      "attribute-missing",
      "<cpu mode='host-model'><topology cores='1' threads='1'/></cpu>",
      "<cpu mode='host-model'><topology cores='1' threads='1' sockets='2'/></cpu>",
    ],
    [
      "attribute-missing",
      "<cpu mode='host-passthrough'><cache/></cpu>",
      "<cpu mode='host-passthrough'><cache mode='passthrough'/></cpu>",
    ],
    [
      "features-without-model",
      "<cpu migratable='on'><feature policy='require' name='aes'/></cpu>",
      "<cpu mode='host-model'><feature policy='require' name='aes'/></cpu>",
    ],
    [
      "cpu-mode",
      "<domain type='qemu'><cpu mode='passthrough'/></domain>",
      "<domain type='qemu'><cpu mode='maximum'/></domain>",
    ],
    [
      "attribute-missing",
      "<domain type='kvm'><clock><timer present='yes'/></clock></domain>",
      "<domain type='kvm'><clock><timer present='yes' name='rtc'/></clock></domain>",
    ],
    [
      "vcpu-count",
      `<domain type='kvm'><vcpu>x</vcpu>${cpu(ONE)}</domain>`,
      `<domain type='kvm'><vcpu>4</vcpu>${cpu(ONE)}</domain>`,
    ],
    ["vcpu-count", "<domain type='kvm'><vcpu> 2 </vcpu></domain>", "<domain type='kvm'><vcpu>2</vcpu></domain>"],
    [
      "numa-cache-unit",
      `<domain type='kvm'><vcpu>4</vcpu>${cache("value='1' unit='MiB'")}</domain>`,
      `<domain type='kvm'><vcpu>4</vcpu>${cache("value='1024' unit='KiB'")}</domain>`,
    ],
  ])("%s: %s", (rule, before, after) => {
    expect(fixed(inDomain(before), rule)).toBe(inDomain(after));
    expect(fixesOf(inDomain(before), rule)[0]?.preferred).toBe(true);
  });

  it("a fix that would bring another error is not preferred", () => {
    const text = `<domain type='kvm'><vcpu>3</vcpu><cpu mode='host-model'><topology sockets='x' cores='2' threads='1'/></cpu></domain>`;
    for (const fix of fixesOf(text, "attribute-value").filter(({ preferred }) => preferred)) {
      const rules = findingsIn(applyEdits(text, fix.edits)).filter(({ severity }) => severity === "error");
      expect(rules.map(({ rule }) => rule)).toEqual([]);
    }
  });

  it("white space around a model's name is what is wrong, not the name", () => {
    const found = findingsIn(inDomain("<cpu><model> Haswell </model></cpu>")).map(({ message }) => message);
    expect(found.join()).toContain("does not trim spaces");
    expect(found.join()).not.toContain("Did you mean");
  });
});
