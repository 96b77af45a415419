import { describe, expect, it } from "vitest";
import { findingsIn, fixed, fixesOf } from "./check.js";

const domain = (feature: string, around = "") =>
  `<domain type='kvm'>\n  <name>a</name>\n  <memory>1</memory>\n  <vcpu>1</vcpu>\n  <os>\n    <type arch='x86_64' machine='q35'>hvm</type>\n  </os>\n${around}  <cpu mode='host-passthrough'>\n    <feature policy='require' name='aes'/>\n${feature}  </cpu>\n</domain>\n`;
const feature = (name: string, policy = "require") => `    <feature policy='${policy}' name='${name}'/>\n`;
const features = (inside: string) => `  <features>\n${inside}  </features>\n`;

describe("a property of QEMU's -cpu that is written as a feature moves to where libvirt sets it", () => {
  it.each([
    ["kvm_pv_unhalt", "<features><pvspinlock>", "    <pvspinlock state='on'/>\n"],
    ["kvm-pv-unhalt", "<features><pvspinlock>", "    <pvspinlock state='on'/>\n"],
    ["kvm-pv-eoi", "<features><apic eoi='…'>", "    <apic eoi='on'/>\n"],
    ["hv_relaxed", "<features><hyperv><relaxed>", "    <hyperv>\n      <relaxed state='on'/>\n    </hyperv>\n"],
  ])("%s", (name, place, result) => {
    const text = domain(feature(name));
    expect(fixed(text, "feature-unknown", `Move to ${place}`)).toBe(domain("", features(result)));
  });

  it("keeps what it stands for: off where the policy is disable", () => {
    const text = domain(feature("kvm_pv_unhalt", "disable"), features("    <acpi/>\n"));
    const after = domain("", features("    <acpi/>\n    <pvspinlock state='off'/>\n"));
    expect(fixed(text, "feature-unknown", "Move to <features><pvspinlock>")).toBe(after);
    expect(findingsIn(after).filter(({ severity }) => severity === "error")).toEqual([]);
  });

  it.each([
    ["kvm_steal_time", "libvirt has no place for it"],
    ["tsc-frequency", "a switch has no value to move"],
  ])("%s is removed: %s", (name) => {
    expect(fixesOf(domain(feature(name)), "feature-unknown").map(({ title }) => title)).toEqual([
      `Remove the feature ${name}`,
    ]);
  });
});
