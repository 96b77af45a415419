import { describe, expect, it } from "vitest";
import { checkDocument } from "../../../shared/src/rules/index.js";
import { parseXml } from "../../../shared/src/xml/index.js";
import { applyEdits } from "../../../shared/src/xml/textEdit.js";
import { testCatalogue } from "../../support/catalogue.js";
import { RULE_EXAMPLES } from "../../support/ruleExamples.js";
import { findingsIn, fixed, fixesOf, inDomain } from "./check.js";

const ARM = "<os><type arch='aarch64' machine='virt'>hvm</type></os>";
const qemu = (rest: string) => `<domain type='qemu'><vcpu>2</vcpu>${rest}</domain>`;

type Row = readonly [rule: string, before: string, after: string, title?: string];

const ROWS: readonly Row[] = [
  [
    "cache-arch",
    qemu(`${ARM}<cpu mode='maximum'><cache mode='disable'/></cpu>`),
    qemu(`${ARM}<cpu mode='maximum'></cpu>`),
  ],
  [
    "cache-emulate-level",
    "<cpu mode='host-model'><cache mode='emulate' level='2'/></cpu>",
    "<cpu mode='host-model'><cache mode='emulate' level='3'/></cpu>",
  ],
  [
    "cache-passthrough",
    "<cpu mode='host-model'><cache mode='passthrough'/></cpu>",
    "<cpu mode='host-model'><cache mode='emulate' level='3'/></cpu>",
  ],
  [
    "cache-level-mode",
    "<cpu mode='host-passthrough'><cache level='3' mode='passthrough'/></cpu>",
    "<cpu mode='host-passthrough'><cache mode='passthrough'/></cpu>",
  ],
  [
    "maxphysaddr-bits",
    "<cpu mode='host-passthrough'><maxphysaddr mode='passthrough' bits='42'/></cpu>",
    "<cpu mode='host-passthrough'><maxphysaddr mode='passthrough' limit='42'/></cpu>",
    "Use limit instead",
  ],
  [
    "migratable-arch",
    qemu(`${ARM}<cpu mode='host-passthrough' migratable='on'/>`),
    qemu(`${ARM}<cpu mode='host-passthrough'/>`),
  ],
  ["check-without-model", "<domain type='xen'><cpu check='full'/></domain>", "<domain type='xen'><cpu/></domain>"],
  ["check-without-model", qemu(`${ARM}<cpu check='none'/>`), qemu(`${ARM}<cpu/>`)],
  [
    "sve-lengths",
    qemu(
      `${ARM}<cpu mode='maximum'><feature policy='forbid' name='sve'/><feature policy='require' name='sve128'/></cpu>`,
    ),
    qemu(
      `${ARM}<cpu mode='maximum'><feature policy='require' name='sve'/><feature policy='require' name='sve128'/></cpu>`,
    ),
  ],
  ["arch-unknown", qemu("<os><type arch='arm64'>hvm</type></os>"), qemu("<os><type arch='aarch64'>hvm</type></os>")],
  [
    "machine-arch",
    qemu("<os><type arch='s390x' machine='pc-q35-9.0'>hvm</type></os>"),
    qemu("<os><type arch='s390x' machine='s390-ccw-virtio'>hvm</type></os>"),
  ],
  ["os-type", qemu("<os><type>linux</type></os>"), qemu("<os><type>hvm</type></os>")],
  [
    "uefi-needs-acpi",
    qemu("<os firmware='efi'><type arch='x86_64'>hvm</type></os><features>\n  <apic/>\n</features>"),
    qemu("<os firmware='efi'><type arch='x86_64'>hvm</type></os><features>\n  <apic/>\n  <acpi/>\n</features>"),
  ],
  [
    "acpi-needs-uefi",
    qemu(`${ARM}<features><acpi/></features>`),
    qemu(`${ARM.replace("<os>", "<os firmware='efi'>")}<features><acpi/></features>`),
  ],
  [
    "secure-boot",
    qemu("<os><loader secure='yes'>/x</loader><type arch='i686' machine='q35'>hvm</type></os>"),
    qemu("<os><loader>/x</loader><type arch='i686' machine='q35'>hvm</type></os>"),
  ],
  [
    "secure-boot",
    qemu("<os><loader secure='yes'>/x</loader></os><features><smm state='off'/></features>"),
    qemu("<os><loader secure='yes'>/x</loader></os><features><smm state='on'/></features>"),
  ],
  [
    "iommu-eim",
    qemu(
      "<features><ioapic driver='kvm'/></features><devices><iommu model='intel'><driver eim='on'/></iommu></devices>",
    ),
    qemu(
      "<features><ioapic driver='qemu'/></features><devices><iommu model='intel'><driver eim='on' intremap='on'/></iommu></devices>",
    ),
  ],
  [
    "iommu-machine",
    qemu("<os><type machine='pc'>hvm</type></os><devices><iommu model='intel'/></devices>"),
    qemu("<os><type machine='q35'>hvm</type></os><devices><iommu model='intel'/></devices>"),
    "Change the machine type to q35",
  ],
  [
    "iommu-attributes",
    qemu("<features><acpi/></features><devices><iommu model='virtio'><driver eim='on'/></iommu></devices>"),
    qemu("<features><acpi/></features><devices><iommu model='virtio'></iommu></devices>"),
  ],
  ["domain-feature-unknown", qemu("<features><acip/></features>"), qemu("<features><acpi/></features>")],
  ["domain-feature-unknown", qemu("<features><acpi/><avx2/></features>"), qemu("<features><acpi/></features>")],
  [
    "domain-feature-guest",
    qemu(`${ARM}<features><apic eoi='on'/></features>`),
    qemu(`${ARM}<features><apic/></features>`),
  ],
  [
    "tb-cache-size",
    qemu("<features><tcg><tb-cache unit='KiB'>1025</tb-cache></tcg></features>"),
    qemu("<features><tcg><tb-cache unit='MiB'>2</tb-cache></tcg></features>"),
  ],
  [
    "tb-cache-size",
    qemu("<features><tcg><tb-cache>1025</tb-cache></tcg></features>"),
    qemu("<features><tcg><tb-cache>2048</tb-cache></tcg></features>"),
  ],
  [
    "kvm-feature-unknown",
    qemu("<features><kvm><poll_control state='on'/></kvm></features>"),
    qemu("<features><kvm><poll-control state='on'/></kvm></features>"),
  ],
  [
    "dirty-ring-size",
    qemu("<features><kvm><dirty-ring state='on' size='4095'/></kvm></features>"),
    qemu("<features><kvm><dirty-ring state='on' size='4096'/></kvm></features>"),
  ],
  [
    "timer-unsupported",
    qemu("<clock><timer name='rtc' tickpolicy='merge'/></clock>"),
    qemu("<clock><timer name='rtc' tickpolicy='catchup'/></clock>"),
    "Change tickpolicy to catchup",
  ],
];

describe("fixes of what QEMU's driver refuses", () => {
  const rows = ROWS.map(([rule, before, after, title]) => ({ rule, before, after, title }));
  it.each(rows)("$rule: $before", ({ rule, before, after, title }) => {
    expect(fixed(inDomain(before), rule, title)).toBe(inDomain(after));
  });

  const AREAS = /^(cache|maxphysaddr|migratable|check|sve|arch|os|machine|uefi|acpi|secure|iommu|domain|tb|kvm|dirty)-/;
  const ours = RULE_EXAMPLES.filter(
    ({ id, stage }) => stage === "define" && (AREAS.test(id) || /^(hyperv|timer)-/.test(id)),
  );
  it.each(ours)("$id: the preferred fix breaks nothing else", ({ id, example }) => {
    const text = inDomain(example);
    const preferred = fixesOf(text, id).find((fix) => fix.preferred);
    const after = findingsIn(applyEdits(text, preferred?.edits ?? [])).filter(({ severity }) => severity === "error");
    expect(preferred).toBeDefined();
    expect(after).toEqual([]);
  });
});

describe("what depends on the release", () => {
  const at = async (release: string, text: string) => {
    const catalogue = await testCatalogue("x86_64", release);
    const findings = checkDocument({ document: parseXml(text), catalogue });
    return findings.filter(({ severity }) => severity === "error").map(({ rule }) => rule);
  };
  const domain = (rest: string) => `<domain type='kvm'><vcpu>2</vcpu>${rest}</domain>`;

  it.each([
    ["9.0.0", "<cpu mode='host-model'><maxphysaddr mode='emulate'/></cpu>", ["attribute-missing"]],
    ["11.3.0", "<cpu mode='host-model'><maxphysaddr mode='emulate'/></cpu>", []],
    ["9.0.0", "<devices><iommu model='intel'><driver intremap='on'/></iommu></devices>", ["iommu-intremap"]],
    ["11.3.0", "<devices><iommu model='intel'><driver intremap='on'/></iommu></devices>", []],
    ["11.3.0", "<devices><iommu model='amd'/></devices>", ["attribute-value"]],
    ["12.8.0", "<devices><iommu model='amd'/></devices>", []],
    ["9.0.0", "<features><ps2 state='on'/></features>", ["domain-feature-unknown"]],
    ["11.3.0", "<features><ps2 state='on'/></features>", []],
    ["9.0.0", "<features><hyperv><xmm_input state='on'/></hyperv></features>", ["hyperv-feature-unknown"]],
    ["11.3.0", "<features><hyperv mode='host-model'/></features>", ["attribute-value"]],
    ["12.8.0", "<features><hyperv mode='host-model'/></features>", []],
  ])("%s: %s", async (release, rest, rules) => {
    expect(await at(release, domain(rest))).toEqual(rules);
  });
});

describe("hostile documents", () => {
  const many = (text: string) => text.repeat(100_000);
  it.each([
    ["features", `<domain type='kvm'><features>${many("<acpi/>")}</features></domain>`],
    ["unknown features", `<domain type='kvm'><features>${many("<__proto__/>")}</features></domain>`],
    [
      "Hyper-V features",
      `<domain type='kvm'><features><hyperv>${many("<synic state='on'/>")}</hyperv></features></domain>`,
    ],
    ["Hyper-V elements", `<domain type='kvm'><features>${many("<hyperv><constructor/></hyperv>")}</features></domain>`],
    ["timers", `<domain type='kvm'><clock>${many("<timer name='tsc'/>")}</clock></domain>`],
    [
      "IOMMUs and features",
      `<domain type='kvm'><features>${many("<apic/>")}</features><devices>${many("<iommu model='smmuv3Dev'/>")}</devices></domain>`,
    ],
    [
      "a long number",
      `<domain type='kvm'><clock><timer name='tsc' frequency='${"9".repeat(1_000_000)}'/></clock></domain>`,
    ],
  ])(
    "%s",
    (_, text) => {
      expect(findingsIn(text).length).toBeLessThanOrEqual(1000);
    },
    20_000,
  );
});
