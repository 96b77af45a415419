import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { archOf, situationOf } from "../../shared/src/catalogue/index.js";
import { describe as explain } from "../../shared/src/describe/index.js";
import { domainView } from "../../shared/src/domain/index.js";
import { joinHosts, readHost } from "../../shared/src/engine/index.js";
import { guestOf, judge } from "../../shared/src/hosts/index.js";
import { checkDocument } from "../../shared/src/rules/index.js";
import { parseXml } from "../../shared/src/xml/index.js";
import { loadMap } from "../conformance/vectors.js";
import { testCatalogue } from "../support/catalogue.js";
import { findingsIn, fixed, fixesOf } from "../unit/rules/check.js";

const read = (name: string): string => readFileSync(new URL(`field/${name}`, import.meta.url), "utf8");
const rulesOf = (text: string): string[] => findingsIn(text).map(({ rule }) => rule);

const DOMAIN = read("09-override-makes-others-false.xml");
const QEMU = "xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'";

/** What is said of documents as people write them, and what is not. */
describe("documents as people write them", () => {
  it.each<[file: string, said: string[], silent: RegExp]>([
    ["07-xen-vm-on-kvm-host", ["cpu-not-read"], /^(model|feature|mitigations|vendor|match)-/],
    ["08-qemu-namespace-missing", ["qemu-namespace"], /^cpu-overridden$/],
    ["09-override-makes-others-false", ["cpu-overridden"], /^(cpu-missing|model-|mitigations-)/],
    ["12-misplaced-element", ["element-misplaced"], /^$/],
    ["13-vcpus-for-vcpu", ["vcpus-text"], /^$/],
    ["17-topoext-always-there", [], /^(check-none|target-)/],
    ["22-kvm-hidden-attribute", ["attribute-unknown"], /^$/],
    ["29-windows-11-needs-v2", ["abi-level"], /^$/],
  ])("%s: %j", (file, said, silent) => {
    const rules = rulesOf(read(`${file}.xml`));
    expect(rules).toEqual(expect.arrayContaining(said));
    expect(rules.filter((rule) => silent.test(rule))).toEqual([]);
  });

  it("a misplaced element is moved where it belongs, and libvirt reads it", () => {
    const text = fixed(read("12-misplaced-element.xml"), "element-misplaced");
    expect(rulesOf(text).filter((rule) => rule === "element-misplaced").length).toBeLessThan(
      rulesOf(read("12-misplaced-element.xml")).filter((rule) => rule === "element-misplaced").length,
    );
  });

  it("<vcpus>4</vcpus> becomes <vcpu>4</vcpu>", () => {
    expect(fixed(read("13-vcpus-for-vcpu.xml"), "vcpus-text")).toContain("<vcpu>4</vcpu>");
  });

  it("<kvm hidden='on'/> becomes an element", () => {
    const text = fixed(read("22-kvm-hidden-attribute.xml"), "attribute-unknown");
    expect(text.replace(/\s+/g, " ")).toContain("<kvm> <hidden state='on'/> </kvm>");
  });
});

describe("arguments for QEMU", () => {
  const command = (domain: string, own: string, prefix = "qemu"): string =>
    `<domain type='kvm'${domain}><vcpu>2</vcpu><cpu mode='host-model'/><${prefix}:commandline${own}><${prefix}:arg value='-cpu'/><${prefix}:arg value='host'/></${prefix}:commandline></domain>`;

  it.each([
    ["bound on the domain", command(` ${QEMU}`, ""), ["cpu-overridden"]],
    ["bound on the element itself", command("", ` ${QEMU}`), ["cpu-overridden"]],
    ["another prefix", command(` ${QEMU.replace("qemu=", "q=")}`, "", "q"), ["cpu-overridden"]],
    ["bound to nothing", command("", ""), ["qemu-namespace"]],
    ["another prefix, bound to nothing", command("", "", "q"), ["qemu-namespace"]],
    ["another namespace", command(" xmlns:qemu='urn:x'", ""), ["qemu-namespace"]],
    ["the namespace of another release", command(` ${QEMU.replace("1.0", "2.0")}`, ""), ["qemu-namespace"]],
  ])("%s", (_, text, expected) => {
    expect(rulesOf(text)).toEqual(expected);
  });

  it.each([command("", ""), command(" xmlns:qemu='urn:x'", ""), command("", " xmlns:qemu='urn:x'")])(
    "the fix makes libvirt read them: %s",
    (text) => {
      expect(rulesOf(fixed(text, "qemu-namespace"))).toEqual(["cpu-overridden"]);
    },
  );

  it.each([
    ["no model", "<cpu><topology sockets='4' cores='1' threads='1'/></cpu>"],
    ["an old model", "<cpu><model>qemu64</model></cpu>"],
    ["a model without protections", "<cpu><model>Penryn</model></cpu>"],
    ["check none", "<cpu check='none'><model>Haswell-noTSX-IBRS</model><feature policy='require' name='vmx'/></cpu>"],
  ])("a -cpu overrides what <cpu> says of the guest: %s", (_, cpu) => {
    const text = DOMAIN.replace(/<devices|<qemu:commandline/, (next) => `${cpu}${next}`);
    expect(rulesOf(text)).toEqual(["cpu-overridden"]);
  });
});

describe("invtsc", () => {
  const vm = (migratable: string, devices: string): string =>
    `<domain type='kvm'><vcpu>2</vcpu><cpu mode='host-passthrough'${migratable}><feature policy='require' name='invtsc'/></cpu><devices>${devices}</devices></domain>`;

  it.each([
    ["a VM that may be migrated", vm("", ""), ["invtsc-frequency"]],
    ["migratable off", vm(" migratable='off'", ""), []],
    ["a PCI device", vm("", "<hostdev mode='subsystem' type='pci'/>"), []],
    ["a network card", vm("", "<interface type='hostdev'/>"), []],
    ["a USB device says nothing of it", vm("", "<hostdev mode='subsystem' type='usb'/>"), ["invtsc-frequency"]],
  ])("%s", (_, text, expected) => {
    expect(rulesOf(text)).toEqual(expected);
  });
});

describe("on the host that was asked", () => {
  const map = loadMap();
  const host = joinHosts([readHost(read("host.caps.xml"), map), readHost(read("host.domcaps.xml"), map)]);

  const judged = async (text: string) => {
    const document = parseXml(text);
    const view = domainView(document);
    if (view?.cpu === undefined) throw new Error("no <cpu>");
    const guest = guestOf(view, archOf(view));
    if (guest === undefined) throw new Error("no guest");
    return judge(guest, { name: "host", host, release: map.release, map });
  };

  it("07: the documents are about KVM guests, the VM is Xen's", async () => {
    const { outcome, problems } = await judged(read("07-xen-vm-on-kvm-host.xml"));
    expect([outcome, ...problems.map(({ code }) => code)]).toEqual(["unknown", "other-hypervisor"]);
  });

  it("17: QEMU gives topoext to every KVM guest that asks", async () => {
    expect((await judged(read("17-topoext-always-there.xml"))).outcome).toBe("starts");
  });
});

describe("texts", () => {
  it("27: an unclosed quote is one error", () => {
    const text =
      "<domain type='kvm'>\n  <vcpu>2</vcpu>\n  <cpu mode='host-model'/>\n  <disk type='file' device='disk>\n</domain>";
    expect(findingsIn(text).map(({ message }) => message)).toEqual(["This value has no closing quote."]);
  });

  it("27: what a Hyper-V feature lacks is one sentence for one and for several", () => {
    const text =
      "<domain type='kvm'><features><hyperv><stimer state='on'/></hyperv></features><cpu mode='host-model'/></domain>";
    expect(findingsIn(text).map(({ message }) => message)).toEqual([
      "The Hyper-V feature stimer needs vpindex, synic and the timer hypervclock.",
    ]);
    expect(fixesOf(text, "hyperv-requires")[0]?.title).toBe("Turn on vpindex, synic, hypervclock");
  });

  it.each([
    ["invtsc", "require", /only if `<timer name='tsc'>`/, /can be neither migrated nor saved/],
    ["topoext", "require", /provides it to every KVM VM/, /only check='full'/],
  ])("hover of %s does not contradict itself", async (name, policy, says, not) => {
    const document = parseXml(
      `<domain type='kvm'><cpu mode='host-passthrough'><feature policy='${policy}' name='${name}'/></cpu></domain>`,
    );
    const catalogue = await testCatalogue();
    const view = domainView(document);
    if (view === undefined) throw new Error("no view");
    const context = { catalogue, view, situation: situationOf(view, view.cpu, "x86_64"), target: undefined };
    const text = explain({ kind: "feature", name, policy }, context, view.cpu);
    expect(text).toMatch(says);
    expect(text).not.toMatch(not);
    expect(checkDocument({ document, catalogue }).filter(({ rule }) => rule === "check-none")).toEqual([]);
  });
});
