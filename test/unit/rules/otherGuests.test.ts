import { describe, expect, it } from "vitest";
import { checkDocument } from "../../../shared/src/rules/index.js";
import { parseXml } from "../../../shared/src/xml/index.js";
import { testCatalogue } from "../../support/catalogue.js";
import { findingsIn, fixed, fixesOf } from "./check.js";

const guest = (arch: string, type: string, cpu: string) =>
  `<domain type='${type}'><vcpu>2</vcpu><os><type arch='${arch}'>hvm</type></os>${cpu}</domain>`;

const found = (text: string) => findingsIn(text).map(({ rule, severity }) => `${severity} ${rule}`);

describe("guests that are not x86", () => {
  it.each([
    [
      "s390x",
      "kvm",
      "<cpu mode='host-model'><feature policy='optional' name='vx'/></cpu>",
      ["error policy-unsupported"],
    ],
    [
      "s390x",
      "kvm",
      "<cpu mode='host-model'><feature policy='force' name='vx'/></cpu>",
      ["warning policy-unsupported"],
    ],
    ["s390x", "kvm", "<cpu match='minimum'><model>z14</model></cpu>", ["error match-unsupported"]],
    ["s390x", "qemu", "<cpu mode='host-model'/>", ["warning mode-needs-kvm"]],
    ["aarch64", "qemu", "<cpu mode='host-passthrough'/>", ["error mode-needs-kvm"]],
    ["aarch64", "kvm", "<cpu><model>cortex-a57</model></cpu>", ["warning arm-needs-host-passthrough"]],
    [
      "aarch64",
      "kvm",
      "<cpu mode='host-model' deprecated_features='on'/>",
      ["warning arm-needs-host-passthrough", "warning deprecated-features-arch"],
    ],
    ["ppc64", "kvm", "<cpu mode='host-model'><model>power8</model></cpu>", []],
    ["ppc64", "kvm", "<cpu mode='host-model'><model>power12</model></cpu>", ["error compat-mode-unknown"]],
    ["ppc64", "kvm", "<cpu mode='maximum'/>", ["error maximum-unsupported"]],
    ["riscv64", "kvm", "<cpu mode='host-passthrough'/>", []],
  ])("%s %s %s", (arch, type, cpu, expected) => {
    expect(found(guest(arch, type, cpu))).toEqual(expected);
  });

  it.each([
    [
      "policy-unsupported",
      "s390x",
      "<cpu mode='host-model'><feature policy='forbid' name='vx'/></cpu>",
      "<cpu mode='host-model'><feature policy='disable' name='vx'/></cpu>",
    ],
    [
      "policy-unsupported",
      "s390x",
      "<cpu mode='host-model'><feature policy='optional' name='vx'/></cpu>",
      "<cpu mode='host-model'></cpu>",
    ],
    [
      "compat-mode-unknown",
      "ppc64",
      "<cpu mode='host-model'><model>POWER9</model></cpu>",
      "<cpu mode='host-model'><model>power9</model></cpu>",
    ],
    [
      "arm-needs-host-passthrough",
      "aarch64",
      "<cpu match='exact'><model>cortex-a57</model></cpu>",
      "<cpu mode='host-passthrough'></cpu>",
    ],
    ["maximum-unsupported", "ppc64", "<cpu mode='maximum'/>", "<cpu mode='host-model'/>"],
  ])("the fix of %s on %s: %s", (rule, arch, before, after) => {
    expect(fixed(guest(arch, "kvm", before), rule)).toBe(guest(arch, "kvm", after));
  });

  it("an emulated POWER guest is offered KVM, for it has no maximum", () => {
    const titles = fixesOf(guest("ppc64", "qemu", "<cpu mode='host-passthrough'/>"), "mode-needs-kvm").map(
      (f) => f.title,
    );
    expect(titles).toEqual(["Change the domain type to kvm"]);
  });

  it("Xen takes host-passthrough", () => {
    const before = "<domain type='xen'><cpu match='exact'><model>Haswell</model></cpu></domain>";
    expect(fixed(before, "cpu-not-read")).toBe("<domain type='xen'><cpu mode='host-passthrough'></cpu></domain>");
  });
});

describe("the release", () => {
  const messages = async (release: string, text: string, arch = "x86_64") => {
    const catalogue = await testCatalogue(arch, release);
    const findings = checkDocument({ document: parseXml(text), catalogue });
    return findings.filter(({ severity }) => severity !== "hint").map(({ rule, message }) => `${rule}: ${message}`);
  };

  it.each([
    [
      "11.3.0",
      "<cpu><model>EPYC-Turin</model></cpu>",
      "model-unknown: libvirt 11.3.0 does not support the model 'EPYC-Turin'. The VM cannot start. It was added between libvirt 11.3.0 and 12.8.0.",
    ],
    [
      "9.0.0",
      "<cpu><model>EPYC-v2</model></cpu>",
      "model-unknown: libvirt 9.0.0 does not support the model 'EPYC-v2'. The VM cannot start. libvirt 10.10.0 supports it.",
    ],
    [
      "9.0.0",
      "<cpu mode='host-model'><feature policy='disable' name='vmx-ept'/></cpu>",
      "feature-unknown: libvirt 9.0.0 does not support the feature 'vmx-ept'. The VM cannot start. It was added between libvirt 9.8.0 and 9.10.0.",
    ],
    [
      "11.6.0",
      "<cpu><model>EPYC-Turin</model></cpu>",
      "model-uncertain: The model 'EPYC-Turin' was added to libvirt between 11.3.0 and 12.8.0. Whether 11.6.0 supports it is not known.",
    ],
    [
      "11.6.0",
      "<cpu mode='host-model'><feature policy='disable' name='tsa-l1-no'/></cpu>",
      "feature-uncertain: The feature 'tsa-l1-no' was added to libvirt between 11.3.0 and 12.8.0. Whether 11.6.0 supports it is not known.",
    ],
    [
      "8.0.0",
      "<cpu><model>EPYC-Genoa</model></cpu>",
      "model-unknown: libvirt 8.0.0 does not support the model 'EPYC-Genoa'. The VM cannot start. libvirt 9.8.0 supports it.",
    ],
    [
      "9.0.0",
      "<cpu mode='host-model' deprecated_features='off'/>",
      "attribute-unknown: Unknown attribute deprecated_features: libvirt ignores it. It needs libvirt 11.0.0; the release here is 9.0.0.",
    ],
    [
      "9.0.0",
      "<cpu mode='host-model'><maxphysaddr mode='passthrough' limit='40'/></cpu>",
      "attribute-unknown: Unknown attribute limit: libvirt ignores it. It needs libvirt 9.3.0; the release here is 9.0.0.",
    ],
  ])("%s: %s", async (release, cpu, message) => {
    expect(await messages(release, guest("x86_64", "kvm", cpu))).toEqual([message]);
  });

  it("one cluster is what older releases make", async () => {
    const cpu = "<cpu mode='host-model'><topology sockets='1' dies='1' clusters='1' cores='2' threads='1'/></cpu>";
    expect(await messages("9.0.0", guest("x86_64", "kvm", cpu))).toEqual([]);
  });

  it("power11 came with 12.8", async () => {
    const text = guest("ppc64", "kvm", "<cpu mode='host-model'><model>power11</model></cpu>");
    expect(await messages("12.8.0", text, "ppc64")).toEqual([]);
    expect((await messages("11.3.0", text, "ppc64")).map((message) => message.split(":")[0])).toEqual([
      "compat-mode-unknown",
    ]);
  });
});
