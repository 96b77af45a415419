import { describe, expect, it } from "vitest";
import { applyEdits } from "../../../shared/src/xml/textEdit.js";
import { RULE_EXAMPLES } from "../../support/ruleExamples.js";
import { fixed, fixesOf, inDomain, rulesIn } from "./check.js";

type Row = readonly [rule: string, before: string, after: string, title?: string];

const ROWS: readonly Row[] = [
  // An end tag that is being typed.
  [
    "namespace-ignored",
    "<domain type='kvm'><vcpu>1</vcpu><x:features xmlns:x='urn:x'></",
    "<domain type='kvm'><vcpu>1</vcpu><features></",
  ],
  [
    "attribute-missing",
    "<domain type='kvm'><vcpu>1</vcpu><cpu mode='host-model'/><clock offset='timezone' timezone=''/></domain>",
    "<domain type='kvm'><vcpu>1</vcpu><cpu mode='host-model'/><clock offset='timezone' timezone='Europe/Berlin'/></domain>",
  ],
  [
    "model-ignored",
    "<cpu mode='host-passthrough' migratable='on'><cache mode='passthrough'/><model>Haswell</model></cpu>",
    "<cpu mode='custom'><model>Haswell</model></cpu>",
    "Use this model (mode custom)",
  ],
  [
    "model-ignored",
    "<cpu mode='host-model'><model vendor_id='KVMKVMKVMKVM'>Penryn</model><vendor>Intel</vendor></cpu>",
    "<cpu mode='host-model'><model vendor_id='KVMKVMKVMKVM'></model></cpu>",
    "Remove the model's name, keep vendor_id",
  ],
  [
    "model-missing",
    "<cpu><cache mode='passthrough'/><cache mode='passthrough'/></cpu>",
    "<cpu mode='host-model'></cpu>",
    "Use mode host-model",
  ],
  [
    "memnode-without-cells",
    "<domain type='kvm'>\n  <vcpu>1</vcpu>\n  <numatune>\n    <memnode cellid='0' nodeset='0'/>\n    <!-- why -->\n    <memnode cellid='1' nodeset='1'/>\n  </numatune>\n  <cpu mode='host-model'/>\n</domain>",
    "<domain type='kvm'>\n  <vcpu>1</vcpu>\n  <numatune>\n    <!-- why -->\n  </numatune>\n  <cpu mode='host-model'/>\n</domain>",
    "Remove every <memnode>",
  ],
  [
    "model-outdated",
    "<cpu match='exact'><model fallback='forbid' vendor_id='KVMKVMKVMKVM'>qemu64</model></cpu>",
    "<cpu mode='host-model'><model vendor_id='KVMKVMKVMKVM'/></cpu>",
    "Use mode host-model",
  ],
  [
    "topology-vcpus",
    "<domain type='kvm'><cpu mode='host-model'><topology sockets='1' cores='4' threads='1'/></cpu></domain>",
    "<domain type='kvm'>\n<vcpu>4</vcpu>\n<cpu mode='host-model'><topology sockets='1' cores='4' threads='1'/></cpu></domain>",
    "Set <vcpu> to 4",
  ],
  [
    "model-ignored",
    "<cpu mode='maximum'>\n    <model>\n      <!-- why -->Haswell<!-- not\n      Broadwell -->\n    </model>\n  </cpu>",
    "<cpu mode='maximum'>\n    <!-- why -->\n    <!-- not\n      Broadwell -->\n  </cpu>",
    "Remove <model>",
  ],
  [
    "memory-maximum",
    "<domain type='kvm'><maxMemory slots='1' unit='MiB'>1</maxMemory><memory unit='KiB'>1537</memory><vcpu>1</vcpu></domain>",
    "<domain type='kvm'><maxMemory slots='1' unit='MiB'>2</maxMemory><memory unit='KiB'>1537</memory><vcpu>1</vcpu></domain>",
  ],
  [
    "cpu-missing",
    "<domain type='kvm'>\n  <os><type arch='x86_64'>hvm</type></os>\n  <!-- of the VM -->\n\n  <!-- of its devices -->\n  <devices/>\n</domain>",
    "<domain type='kvm'>\n  <os><type arch='x86_64'>hvm</type></os>\n  <!-- of the VM -->\n\n  <cpu mode='host-model'/>\n  <!-- of its devices -->\n  <devices/>\n</domain>",
  ],
  [
    "cpu-missing",
    '<domain type="kvm">\n\t<os>\n\t\t<type arch="x86_64">hvm</type>\n\t</os>\n\t<devices/>\n</domain>\n',
    '<domain type="kvm">\n\t<os>\n\t\t<type arch="x86_64">hvm</type>\n\t</os>\n\t<cpu mode="host-model"/>\n\t<devices/>\n</domain>\n',
  ],
  [
    "uefi-needs-acpi",
    '<domain type="kvm">\n\t<os firmware="efi">\n\t\t<type arch="x86_64">hvm</type>\n\t</os>\n\t<cpu mode="host-model"/>\n</domain>\n',
    '<domain type="kvm">\n\t<os firmware="efi">\n\t\t<type arch="x86_64">hvm</type>\n\t</os>\n\t<features>\n\t\t<acpi/>\n\t</features>\n\t<cpu mode="host-model"/>\n</domain>\n',
  ],
  [
    "vendor-id",
    "<cpu><model vendor_id='GenuineIntél'>Haswell</model></cpu>",
    "<cpu><model vendor_id='GenuineIntl '>Haswell</model></cpu>",
    "Change to 'GenuineIntl '",
  ],
  [
    "feature-policy",
    "<cpu mode='host-model'><feature policy='enable' name='aes'/></cpu>",
    "<cpu mode='host-model'><feature policy='require' name='aes'/></cpu>",
  ],
  [
    "feature-policy",
    "<cpu mode='host-model'><feature policy='disabled' name='aes'/></cpu>",
    "<cpu mode='host-model'><feature policy='disable' name='aes'/></cpu>",
  ],
  [
    "feature-policy",
    '<cpu mode="host-model"><feature policy="Require" name="aes"/></cpu>',
    '<cpu mode="host-model"><feature policy="require" name="aes"/></cpu>',
  ],
  [
    "feature-policy",
    "<cpu mode='host-model'><feature policy='requre' name='aes'/></cpu>",
    "<cpu mode='host-model'><feature policy='require' name='aes'/></cpu>",
  ],
  [
    "feature-policy",
    "<cpu mode='host-model'><feature policy='' name='aes'/></cpu>",
    "<cpu mode='host-model'><feature policy='optional' name='aes'/></cpu>",
    "Change the policy to optional",
  ],
  [
    "feature-policy-missing",
    "<cpu mode='host-model'><feature name='aes'/></cpu>",
    "<cpu mode='host-model'><feature policy='require' name='aes'/></cpu>",
  ],
  [
    "feature-unknown",
    "<cpu mode='host-model'><feature policy='require' name='sse4_1'/></cpu>",
    "<cpu mode='host-model'><feature policy='require' name='sse4.1'/></cpu>",
  ],
  [
    "feature-unknown",
    "<cpu mode='host-model'><feature policy='require' name='sse4.1'/><feature policy='require' name='sse4_1'/></cpu>",
    "<cpu mode='host-model'><feature policy='require' name='sse4.1'/></cpu>",
  ],
  ["model-unknown", "<cpu><model>haswell</model></cpu>", "<cpu><model>Haswell</model></cpu>"],
  ["model-unknown", "<cpu><model>\n  Haswell\n</model></cpu>", "<cpu><model>Haswell</model></cpu>"],
  ["model-unknown", "<cpu><model> haswell </model></cpu>", "<cpu><model>Haswell</model></cpu>"],
  [
    "vendor-unknown",
    "<cpu><model>Haswell</model><vendor> Intel </vendor></cpu>",
    "<cpu><model>Haswell</model><vendor>Intel</vendor></cpu>",
  ],
  [
    "vendor-unknown",
    "<cpu><model>Haswell</model><vendor>GenuineIntel</vendor></cpu>",
    "<cpu><model>Haswell</model><vendor>Intel</vendor></cpu>",
  ],
  [
    "feature-duplicate",
    "<cpu mode='host-model'><feature policy='require' name='aes'/><feature policy='require' name='aes'/></cpu>",
    "<cpu mode='host-model'><feature policy='require' name='aes'/></cpu>",
  ],
  [
    "feature-duplicate",
    "<cpu mode='host-model'><feature policy='require' name='aes'/><feature policy='disable' name='aes'/></cpu>",
    "<cpu mode='host-model'><feature policy='disable' name='aes'/></cpu>",
    "Keep this aes (disable), remove the first",
  ],
  [
    "features-without-model",
    "<cpu><feature policy='require' name='aes'/></cpu>",
    "<cpu mode='host-model'><feature policy='require' name='aes'/></cpu>",
  ],
  [
    "features-without-model",
    "<cpu match='exact'><feature policy='require' name='aes'/></cpu>",
    "<cpu mode='host-model'><feature policy='require' name='aes'/></cpu>",
  ],
  [
    "features-without-model",
    "<cpu mode='custom'><model name='Haswell'/><feature policy='require' name='aes'/></cpu>",
    "<cpu mode='custom'><model>Haswell</model><feature policy='require' name='aes'/></cpu>",
  ],
  [
    "model-name-attribute",
    "<cpu><model fallback='forbid' name='Haswell'/></cpu>",
    "<cpu><model fallback='forbid'>Haswell</model></cpu>",
  ],
  [
    "model-name-attribute",
    "<cpu><model name='Haswell' fallback='forbid'></model></cpu>",
    "<cpu><model fallback='forbid'>Haswell</model></cpu>",
  ],
  [
    "model-missing",
    "<cpu><topology sockets='1' cores='2' threads='1'/></cpu>",
    "<cpu mode='host-model'><topology sockets='1' cores='2' threads='1'/></cpu>",
  ],
  [
    "mode-element",
    "<cpu>\n    <mode name='host-model' supported='yes'/>\n  </cpu>",
    "<cpu mode='host-model'>\n  </cpu>",
  ],
  [
    "topology-vcpus",
    "<cpu mode='host-model'><topology sockets='2' cores='2' threads='1'/></cpu>",
    "<cpu mode='host-model'><topology sockets='1' cores='2' threads='1'/></cpu>",
  ],
  [
    "topology-vcpus",
    "<cpu mode='host-model'><topology sockets='2' cores='2' threads='1'/></cpu>",
    "<cpu mode='host-model'><topology sockets='2' cores='1' threads='1'/></cpu>",
    "Change cores to 1",
  ],
  ["migratable-mode", "<cpu mode='host-model' migratable='on'/>", "<cpu mode='host-model'/>"],
  ["attribute-value", "<cpu mode='host-model' check='Partial'/>", "<cpu mode='host-model' check='partial'/>"],
  [
    "attribute-value",
    "<cpu mode='host-passthrough' migratable='yes'/>",
    "<cpu mode='host-passthrough' migratable='on'/>",
  ],
  ["cpu-mode", "<cpu mode='passthrough'/>", "<cpu mode='host-passthrough'/>"],
  ["cpu-mode", "<cpu mode='Host-Model'/>", "<cpu mode='host-model'/>"],
  [
    "attribute-missing",
    "<cpu mode='host-model'><topology sockets='1' cores='2'/></cpu>",
    "<cpu mode='host-model'><topology sockets='1' cores='2' threads='1'/></cpu>",
  ],
  [
    "attribute-missing",
    "<cpu mode='host-model'><cache level='3'/></cpu>",
    "<cpu mode='host-model'><cache level='3' mode='emulate'/></cpu>",
  ],
  [
    "model-fallback",
    "<cpu><model fallback='no'>Haswell</model></cpu>",
    "<cpu><model fallback='forbid'>Haswell</model></cpu>",
  ],
  [
    "cache-level",
    "<cpu mode='host-model'><cache level='5' mode='emulate'/></cpu>",
    "<cpu mode='host-model'><cache level='3' mode='emulate'/></cpu>",
  ],
  [
    "attribute-unknown",
    "<cpu mode='host-passthrough' migrateable='off'/>",
    "<cpu mode='host-passthrough' migratable='off'/>",
  ],
  [
    "element-unknown",
    "<cpu mode='host-model'><features policy='require' name='aes'></features></cpu>",
    "<cpu mode='host-model'><feature policy='require' name='aes'></feature></cpu>",
  ],
  [
    "element-repeated",
    "<cpu>\n    <model>Haswell</model>\n    <model>Broadwell</model>\n  </cpu>",
    "<cpu>\n    <model>Haswell</model>\n  </cpu>",
  ],
  ["model-ignored", "<cpu mode='host-passthrough'><model>Haswell</model></cpu>", "<cpu mode='host-passthrough'></cpu>"],
  ["match-ignored", "<cpu mode='host-model' match='exact'/>", "<cpu mode='host-model'/>"],
  [
    "maxphysaddr-limit",
    "<cpu mode='host-model'><maxphysaddr mode='emulate' limit='39'/></cpu>",
    "<cpu mode='host-model'><maxphysaddr mode='emulate' bits='39'/></cpu>",
    "Use bits instead",
  ],
  [
    "mode-needs-kvm",
    "<domain type='qemu'><cpu mode='host-passthrough'/></domain>",
    "<domain type='qemu'><cpu mode='maximum'/></domain>",
  ],
];

describe("fixes", () => {
  const rows = ROWS.map(([rule, before, after, title]) => ({ rule, before, after, title }));
  it.each(rows)("$rule: $before", ({ rule, before, after, title }) => {
    expect(fixed(inDomain(before), rule, title)).toBe(inDomain(after));
  });

  it("vCPUs follow the topology", () => {
    const before =
      "<domain type='kvm'><vcpu current='2'>2</vcpu><cpu mode='host-model'><topology sockets='1' cores='3' threads='1'/></cpu></domain>";
    const after =
      "<domain type='kvm'><vcpu current='2'>3</vcpu><cpu mode='host-model'><topology sockets='1' cores='3' threads='1'/></cpu></domain>";
    expect(fixed(before, "topology-vcpus", "Set <vcpu> to 3")).toBe(after);
  });

  it.each([
    [
      "hyperv-ignored",
      "<features><hyperv mode='passthrough'><relaxed state='on'/></hyperv></features><cpu mode='host-model'/>",
    ],
    ["vcpupin-ignored", "<vcpu>2</vcpu><cputune><vcpupin vcpu='3' cpuset='1'/></cputune><cpu mode='host-model'/>"],
    ["model-ignored", "<cpu mode='host-passthrough'><model>Haswell</model></cpu>"],
    ["check-none", "<cpu check='none'><model>Haswell</model><feature policy='require' name='vmx'/></cpu>"],
    ["attribute-unknown", "<cpu mode='host-model' hidden='on'/>"],
  ])("%s is for its author to decide", (rule, definition) => {
    const text = definition.startsWith("<cpu ") ? inDomain(definition) : `<domain type='kvm'>${definition}</domain>`;
    expect(fixesOf(text, rule).filter(({ safe }) => safe)).toEqual([]);
    expect(fixesOf(text, rule).length).toBeGreaterThan(0);
  });

  it("start with as many vCPUs as there are", () => {
    const text = "<domain type='kvm'><vcpu current='8'>4</vcpu></domain>";
    expect(fixed(text, "vcpu-count")).toBe("<domain type='kvm'><vcpu current='4'>4</vcpu></domain>");
  });
});

describe("the preferred fix of every rule that has one", () => {
  const withFixes = RULE_EXAMPLES.filter(({ id, example }) => fixesOf(inDomain(example), id).length > 0);

  it.each(withFixes)("$id is gone after it", ({ id, example, target }) => {
    const text = inDomain(example);
    const preferred = fixesOf(text, id).find((fix) => fix.preferred);
    if (preferred === undefined) return;
    expect(rulesIn(applyEdits(text, preferred.edits), target)).not.toContain(id);
  });
});

it("offers no <maxMemory> of nothing", () => {
  const text =
    "<domain type='kvm'><vcpu>1</vcpu><cpu mode='host-model'><numa/></cpu><devices><memory><target/></memory></devices></domain>";
  expect(fixesOf(text, "memory-device").map(({ title }) => title)).not.toContain("Add <maxMemory>");
});

it("does not remove the first of two elements: the second would be read", () => {
  const text = inDomain("<cpu mode='host-model'><cache mode=''/><cache mode='none'/></cpu>");
  expect(fixesOf(text, "attribute-value").map(({ title }) => title)).not.toContain("Remove <cache>");
});

it("says that an element goes whose text is a part of the model's name", () => {
  const text = inDomain("<cpu><model>Haswell<vendor>Intel</vendor></model></cpu>");
  const fix = fixesOf(text, "element-misplaced").find(({ title }) => title === "Remove <vendor>");
  expect(fix).toMatchObject({ changesCpu: true });
});

it("finds a hot-pluggable vCPU 0 whose enabled is missing: adding it uncovers nothing", () => {
  const text =
    "<domain type='kvm'><vcpu>2</vcpu><vcpus><vcpu id='0' hotpluggable='yes'/></vcpus><cpu mode='host-model'/></domain>";
  expect(rulesIn(text)).toEqual(expect.arrayContaining(["attribute-missing", "vcpu-zero"]));
});
