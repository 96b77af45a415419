import { describe, expect, it } from "vitest";
import { applyEdits } from "../../../shared/src/xml/textEdit.js";
import { RULE_EXAMPLES } from "../../support/ruleExamples.js";
import { findingsIn, fixed, fixesOf, inDomain, marked, rulesIn } from "./check.js";

describe("fixes of what is silent", () => {
  it.each([
    [
      "policy-optional-ignored",
      "<cpu mode='host-passthrough'><feature policy='optional' name='aes'/></cpu>",
      "<cpu mode='host-passthrough'></cpu>",
    ],
    [
      "policy-forbid-unchecked",
      "<cpu mode='maximum'><feature policy='forbid' name='aes'/></cpu>",
      "<cpu mode='maximum'><feature policy='disable' name='aes'/></cpu>",
    ],
    [
      "policy-force",
      "<cpu><model>EPYC-Milan</model><feature policy='force' name='aes'/></cpu>",
      "<cpu><model>EPYC-Milan</model><feature policy='require' name='aes'/></cpu>",
    ],
    [
      "match-minimum",
      "<cpu match='minimum'><model>EPYC-Milan</model></cpu>",
      "<cpu match='exact'><model>EPYC-Milan</model></cpu>",
    ],
    [
      "match-strict",
      "<cpu match='strict'><model>EPYC-Milan</model></cpu>",
      "<cpu match='exact'><model>EPYC-Milan</model></cpu>",
    ],
    [
      "check-full",
      "<cpu check='full'><model>EPYC-Milan</model></cpu>",
      "<cpu check='partial'><model>EPYC-Milan</model></cpu>",
    ],
    [
      "check-none",
      "<cpu check='none'><model>EPYC-Milan</model><feature policy='require' name='svm'/></cpu>",
      "<cpu check='partial'><model>EPYC-Milan</model><feature policy='require' name='svm'/></cpu>",
    ],
    [
      "feature-dropped",
      "<cpu mode='host-model'><feature policy='require' name='ospke'/></cpu>",
      "<cpu mode='host-model'></cpu>",
    ],
    [
      "vendor-id-ignored",
      "<cpu mode='maximum'><model vendor_id='KVMKVMKVMKVM'/></cpu>",
      "<cpu mode='maximum'><model/></cpu>",
    ],
    [
      "vendor-of-model",
      "<cpu><model>EPYC-Milan</model><vendor>Intel</vendor></cpu>",
      "<cpu><model>EPYC-Milan</model><vendor>AMD</vendor></cpu>",
    ],
    ["deprecated-features-arch", "<cpu mode='host-model' deprecated_features='on'/>", "<cpu mode='host-model'/>"],
    ["model-not-in-qemu", "<cpu><model>pentiumpro</model></cpu>", "<cpu><model>qemu32</model></cpu>"],
  ])("%s: %s", (rule, before, after) => {
    expect(fixed(inDomain(before), rule)).toBe(inDomain(after));
  });

  it("a model that QEMU lacks stops the start where a fallback is forbidden", () => {
    const stages = (fallback: string) =>
      findingsIn(inDomain(`<cpu><model fallback='${fallback}'>Icelake-Client-noTSX</model></cpu>`))
        .filter(({ rule }) => rule === "model-not-in-qemu")
        .map(({ stage }) => stage);
    expect([stages("allow"), stages("forbid")]).toEqual([["silent"], ["start"]]);
  });

  it("<cpu> is put where libvirt prints it", () => {
    const before = "<domain type='kvm'>\n  <os>\n    <type>hvm</type>\n  </os>\n  <devices/>\n</domain>\n";
    const after =
      "<domain type='kvm'>\n  <os>\n    <type>hvm</type>\n  </os>\n  <cpu mode='host-model'/>\n  <devices/>\n</domain>\n";
    expect(fixed(before, "cpu-missing")).toBe(after);
  });
});

describe("a host's CPU in a domain", () => {
  const HOST = `<domain type='kvm'>
  <vcpu>4</vcpu>
  <cpu>
    <arch>x86_64</arch>
    <model>Haswell-noTSX</model>
    <vendor>Intel</vendor>
    <microcode version='1'/>
    <signature family='6' model='60' stepping='3'/>
    <counter name='tsc' frequency='2500000000' scaling='no'/>
    <topology sockets='1' dies='1' cores='4' threads='2'/>
    <maxphysaddr mode='emulate' bits='39'/>
    <feature name='vme'/>
    <feature name='invtsc'/>
    <pages unit='KiB' size='4'/>
    <pages unit='KiB' size='2048'/>
  </cpu>
</domain>
`;

  it("is one finding", () => {
    const rules = rulesIn(HOST).filter((rule) => !/^(?:topology|invtsc|mitigations)/.test(rule));
    expect(rules).toEqual(["host-cpu-pasted"]);
    expect(findingsIn(HOST).find(({ rule }) => rule === "host-cpu-pasted")?.data.names).toBe(
      "<arch>, <microcode>, <signature>, <counter>, <pages>",
    );
  });

  it("becomes a guest's", () => {
    expect(fixed(HOST, "host-cpu-pasted")).toBe(`<domain type='kvm'>
  <vcpu>4</vcpu>
  <cpu>
    <model>Haswell-noTSX</model>
    <vendor>Intel</vendor>
    <maxphysaddr mode='emulate' bits='39'/>
    <feature policy='require' name='vme'/>
    <feature policy='require' name='invtsc'/>
  </cpu>
</domain>
`);
  });
});

describe("an argument -cpu for QEMU", () => {
  const domain = (cpu: string, ...args: readonly string[]) =>
    `<domain type='kvm' xmlns:q='http://libvirt.org/schemas/domain/qemu/1.0'>\n  ${cpu}\n${commandLine(args)}</domain>\n`;
  const commandLine = (args: readonly string[]) =>
    args.length === 0
      ? ""
      : `  <q:commandline>\n${args.map((value) => `    <q:arg value='${value}'/>\n`).join("")}  </q:commandline>\n`;

  it.each([
    ["host", "<cpu mode='host-model'/>", "<cpu mode='host-passthrough'/>"],
    ["host,migratable=off", "<cpu mode='host-model'/>", "<cpu mode='host-passthrough' migratable='off'/>"],
    ["max", "<cpu check='none'><model>Haswell</model></cpu>", "<cpu mode='maximum' check='none'></cpu>"],
    [
      "host,-vmx,sse4_1=on,hle=off",
      "<cpu mode='host-model'/>",
      "<cpu mode='host-passthrough'>\n    <feature policy='disable' name='vmx'/>\n    <feature policy='require' name='sse4.1'/>\n    <feature policy='disable' name='hle'/>\n  </cpu>",
    ],
    [
      "EPYC-Milan,+topoext",
      "<cpu mode='host-model'>\n    <cache mode='passthrough'/>\n  </cpu>",
      "<cpu mode='custom' match='exact' check='none'>\n    <model fallback='forbid'>EPYC-Milan</model>\n    <feature policy='require' name='topoext'/>\n  </cpu>",
    ],
  ])("%s moves into %s", (argument, before, after) => {
    expect(fixed(domain(before, "-cpu", argument), "cpu-overridden")).toBe(domain(after));
  });

  const KVM_HIDDEN =
    "<features>\n    <kvm>\n      <hidden state='on'/>\n    </kvm>\n  </features>\n  <cpu mode='host-passthrough'/>";
  it.each([
    ["host,kvm=off", KVM_HIDDEN, []],
    ["host,kvm=on,hv_time=off", "<cpu mode='host-passthrough'/>", []],
    [
      "host,kvm_asyncpf=off,kvm=off,vendor=KVMKVMKVMKVM",
      KVM_HIDDEN,
      ["-global", "x86_64-cpu.kvm-asyncpf=off", "-global", "x86_64-cpu.vendor=KVMKVMKVMKVM"],
    ],
    [
      "Haswell,migratable=off",
      "<cpu mode='custom' match='exact' check='none'>\n    <model fallback='forbid'>Haswell</model>\n  </cpu>",
      ["-global", "x86_64-cpu.migratable=off"],
    ],
  ])("%s moves into the places that libvirt has", (argument, after, left) => {
    const text = domain("<cpu mode='host-model'/>", "-cpu", argument, "-smbios", "type=1");
    expect(fixed(text, "cpu-overridden")).toBe(domain(after, ...left, "-smbios", "type=1"));
  });

  it.each(["host,kvm_asyncpf=off", "nonsense", ""])("%s has no preferred fix", (value) => {
    const text = domain("<cpu mode='host-model'/>", "-smbios", "type=1", "-cpu", value);
    expect(fixesOf(text, "cpu-overridden").filter(({ preferred }) => preferred)).toEqual([]);
    expect(fixed(text, "cpu-overridden", "Remove these arguments")).toBe(
      domain("<cpu mode='host-model'/>", "-smbios", "type=1"),
    );
  });

  it("is marked, with the <cpu> that it overrides", () => {
    const text = domain("<cpu mode='host-model'/>", "-cpu", "host");
    expect(marked(text, "cpu-overridden")).toEqual(["<q:arg value='-cpu'/>"]);
    expect(findingsIn(text)[0]?.related).toHaveLength(1);
  });
});

describe("the preferred fix brings no new error", () => {
  it.each(RULE_EXAMPLES)("$id", ({ id, example }) => {
    const text = inDomain(example);
    const errorsOf = (xml: string) => findingsIn(xml).filter(({ severity }) => severity === "error").length;
    for (const fix of fixesOf(text, id)) {
      expect(errorsOf(applyEdits(text, fix.edits)), fix.title).toBeLessThanOrEqual(errorsOf(text));
    }
  });
});
