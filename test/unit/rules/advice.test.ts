import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { findingsIn, fixed, fixesOf, inDomain, rulesIn } from "./check.js";

const system = (id: string, vcpus: number, cpu: string) =>
  `<domain type='kvm'><metadata><l:libosinfo xmlns:l='x'><l:os id='${id}'/></l:libosinfo></metadata><vcpu>${vcpus}</vcpu>${cpu}</domain>`;

describe("mitigations", () => {
  const missing = (cpu: string) =>
    findingsIn(inDomain(cpu)).find(({ rule }) => rule === "mitigations-missing")?.data.names;

  it.each([
    ["<cpu><model>Haswell-noTSX</model></cpu>", "spec-ctrl ssbd md-clear stibp"],
    ["<cpu><model>Skylake-Server-noTSX-IBRS</model></cpu>", "ssbd md-clear stibp"],
    ["<cpu><model>Cascadelake-Server-noTSX</model></cpu>", "md-clear stibp"],
    ["<cpu><model>EPYC</model></cpu>", "ibpb virt-ssbd amd-ssbd stibp"],
    ["<cpu><model>EPYC-Rome</model></cpu>", "virt-ssbd amd-ssbd"],
    ["<cpu><model>Dhyana</model></cpu>", "virt-ssbd amd-ssbd stibp"],
    ["<cpu><model>EPYC-Turin</model></cpu>", undefined],
    ["<cpu><model>DiamondRapids</model></cpu>", undefined],
    ["<cpu><model>__proto__</model></cpu>", undefined],
  ])("%s lacks %s", (cpu, names) => {
    expect(missing(cpu)).toBe(names);
  });

  it("are listed in front of <numa>", () => {
    const before =
      "<cpu>\n    <model>EPYC-Rome</model>\n    <numa>\n      <cell id='0' cpus='0-1' memory='1'/>\n    </numa>\n  </cpu>";
    const after =
      "<cpu>\n    <model>EPYC-Rome</model>\n    <feature policy='require' name='virt-ssbd'/>\n    <feature policy='require' name='amd-ssbd'/>\n    <numa>\n      <cell id='0' cpus='0-1' memory='1'/>\n    </numa>\n  </cpu>";
    const text = fixed(inDomain(before), "mitigations-missing", "Add virt-ssbd, amd-ssbd with policy require");
    expect(text).toBe(inDomain(after));
    expect(rulesIn(text)).toEqual([]);
  });
});

describe("fixes of advice", () => {
  it.each([
    [
      "model-with-tsx",
      "<cpu><model>Skylake-Client-IBRS</model></cpu>",
      "<cpu><model>Skylake-Client-noTSX-IBRS</model></cpu>",
    ],
    [
      "model-with-tsx",
      "<cpu><model>Cooperlake</model></cpu>",
      "<cpu><model>Cooperlake</model>\n    <feature policy='disable' name='hle'/>\n    <feature policy='disable' name='rtm'/>\n  </cpu>",
    ],
    [
      "feature-volatile",
      "<cpu><model>EPYC-Milan</model><feature policy='require' name='rtm'/></cpu>",
      "<cpu><model>EPYC-Milan</model><feature policy='optional' name='rtm'/></cpu>",
    ],
    [
      "immunity-required",
      "<cpu><model>EPYC-Milan</model><feature name='gds-no'/><feature name='aes'/><feature name='mds-no'/></cpu>",
      "<cpu><model>EPYC-Milan</model><feature name='aes'/></cpu>",
    ],
    ["model-outdated", "<cpu match='exact'><model>kvm64-v1</model></cpu>", "<cpu mode='host-model'></cpu>"],
    [
      "topoext-missing",
      "<cpu><model>Opteron_G5</model><topology sockets='1' cores='1' threads='2'/></cpu>",
      "<cpu><model>Opteron_G5</model><topology sockets='1' cores='1' threads='2'/>\n    <feature policy='require' name='topoext'/>\n  </cpu>",
    ],
  ])("%s: %s", (rule, before, after) => {
    expect(fixed(inDomain(before), rule)).toBe(inDomain(after));
  });

  it.each([
    ["http://microsoft.com/win/11", 8, "<cpu mode='host-model'/>", "8"],
    ["http://microsoft.com/win/11", 2, "<cpu mode='host-model'/>", undefined],
    ["http://microsoft.com/win/2k22", 8, "<cpu mode='host-model'/>", undefined],
    [
      "http://microsoft.com/win/10",
      8,
      "<cpu mode='host-model'><topology sockets='4' cores='1' threads='2'/></cpu>",
      "4",
    ],
  ])("%s with %i vCPUs in %s: %s sockets", (id, vcpus, cpu, sockets) => {
    const finding = findingsIn(system(id, vcpus, cpu)).find(({ rule }) => rule === "windows-sockets");
    expect(finding?.data.sockets).toBe(sockets);
  });

  it("sockets become cores", () => {
    const before = "<cpu mode='host-model'><topology sockets='4' cores='1' threads='2'/></cpu>";
    const after = "<cpu mode='host-model'><topology sockets='1' cores='4' threads='2'/></cpu>";
    const id = "http://microsoft.com/win/10";
    expect(fixed(system(id, 8, before), "windows-sockets")).toBe(system(id, 8, after));
  });

  it.each([
    ["http://redhat.com/rhel/9.4", "Conroe", "x86-64-v2"],
    ["http://rockylinux.org/rocky/9", "qemu64", "x86-64-v2"],
    ["http://redhat.com/rhel/10.0", "Westmere", "x86-64-v3"],
    ["http://redhat.com/rhel/9.4", "Nehalem", undefined],
    ["http://debian.org/debian/13", "Conroe", undefined],
  ])("%s on %s needs %s", (id, model, needed) => {
    const finding = findingsIn(system(id, 2, `<cpu><model>${model}</model></cpu>`)).find((f) => f.rule === "abi-level");
    expect(finding?.data.needed).toBe(needed);
  });
});

describe("a newer model for a newer system", () => {
  it.each([
    ["Opteron_G1", "<vendor>AMD</vendor>", ["Opteron_G4"]],
    ["Opteron_G1", "", ["Opteron_G4"]],
    ["Conroe", "", ["Nehalem"]],
    ["qemu64", "", ["Nehalem", "Opteron_G4"]],
  ])("%s %s: %j", (model, vendor, offered) => {
    const text = system("http://redhat.com/rhel/9.4", 2, `<cpu><model>${model}</model>${vendor}</cpu>`);
    const titles = fixesOf(text, "abi-level").map(({ title }) => title);
    expect(titles.slice(1)).toEqual(offered.map((newer) => `Change to ${newer}`));
    // All of them are older than the flaws that processors of today work around.
    const left = rulesIn(fixed(text, "abi-level", titles[1])).filter((rule) => rule !== "mitigations-missing");
    expect(left).toEqual([]);
  });
});

describe("advice does not drown a sound definition", () => {
  it.each(["web01", "epyc-db", "windows11", "numa-hpc", "arm-edge"])("samples/%s.xml has none", (name) => {
    const text = readFileSync(new URL(`../../../samples/${name}.xml`, import.meta.url), "utf8");
    expect(findingsIn(text)).toEqual([]);
  });

  it.each([
    "<cpu mode='host-model' check='partial'/>",
    "<cpu mode='host-passthrough' check='none' migratable='on'/>",
    "<cpu mode='custom' match='exact' check='partial'>\n<model fallback='allow'>Haswell-noTSX-IBRS</model>\n<vendor>Intel</vendor>\n<feature policy='require' name='ssbd'/>\n<feature policy='require' name='md-clear'/>\n</cpu>",
    "<cpu><model>EPYC-Milan</model></cpu>",
  ])("%s", (cpu) => {
    expect(rulesIn(inDomain(cpu))).toEqual([]);
  });
});
