import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { normaliseLive } from "../../../shared/src/rewrites/index.js";
import { cpuAfter, inGuest, textAfter } from "./rewriting.js";

/** What a real KVM host printed of running VMs. */
const live = readFileSync(new URL("../../conformance/vectors/start/kvm.jsonl", import.meta.url), "utf8")
  .split("\n")
  .filter((line) => line !== "")
  .map((line): { live: string | null } => JSON.parse(line))
  .flatMap(({ live: text }) => (text?.includes("check='full'") ? [text] : []));

describe("normaliseLive", () => {
  it.each([
    [
      "what QEMU added by itself goes",
      "<cpu mode='custom' match='exact' check='full'>\n    <model fallback='forbid'>Nehalem</model>\n    <vendor>Intel</vendor>\n    <feature policy='require' name='vmx'/>\n    <feature policy='require' name='hypervisor'/>\n    <feature policy='require' name='x2apic'/>\n    <feature policy='disable' name='mpx'/>\n    <feature policy='require' name='osxsave'/>\n  </cpu>",
      "<cpu mode='custom' match='exact' check='partial'>\n    <model fallback='forbid'>Nehalem</model>\n    <vendor>Intel</vendor>\n    <feature policy='require' name='vmx'/>\n    <feature policy='disable' name='mpx'/>\n  </cpu>",
    ],
    [
      "a hypervisor that hides is somebody's wish",
      "<cpu check='full'><model>EPYC</model><feature policy='disable' name='hypervisor'/></cpu>",
      "<cpu check='partial'><model>EPYC</model><feature policy='disable' name='hypervisor'/></cpu>",
    ],
    [
      "a definition as people write it",
      "<cpu check='partial'><model>EPYC</model></cpu>",
      "! This CPU is not from a running VM: libvirt prints those with check='full'.",
    ],
  ])("%s", (_, before, after) => {
    expect(cpuAfter(before, normaliseLive)).toBe(after);
  });

  it("keeps x2apic without KVM, where QEMU does not add it", () => {
    const cpu = "<cpu check='full'><model>EPYC</model><feature policy='require' name='x2apic'/></cpu>";
    const after = textAfter(inGuest(cpu).replace("type='kvm'", "type='qemu'"), normaliseLive);
    expect(after).toContain("check='partial'><model>EPYC</model><feature policy='require' name='x2apic'/>");
  });

  it("knows all that a real host printed", () => {
    expect(live.length).toBeGreaterThan(10);
    for (const cpu of live) {
      const after = cpuAfter(cpu, normaliseLive);
      expect(after).toContain("check='partial'");
      expect(after).not.toMatch(/policy='require' name='(hypervisor|x2apic|apic|ht)'/);
    }
  });
});
