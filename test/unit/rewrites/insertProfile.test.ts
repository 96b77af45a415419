import { describe, expect, it } from "vitest";
import { abiLevel } from "../../../shared/src/catalogue/index.js";
import { type CpuDefinition, compareCpu } from "../../../shared/src/engine/index.js";
import { insertProfile, profiles } from "../../../shared/src/rewrites/index.js";
import { testCatalogue } from "../../support/catalogue.js";
import { inGuest, mapOf, textAfter } from "./rewriting.js";

const put = (level: string, vendor: string) => (context: Parameters<typeof insertProfile>[0]) =>
  insertProfile(context, level, vendor);

describe("insertProfile", () => {
  it.each([
    [
      "a new block",
      ["x86-64-v2", "Intel"],
      "<domain type='kvm'>\n  <vcpu>2</vcpu>\n  <devices/>\n</domain>\n",
      "<domain type='kvm'>\n  <vcpu>2</vcpu>\n  <cpu mode='custom' match='exact'>\n    <model fallback='forbid'>Nehalem</model>\n  </cpu>\n  <devices/>\n</domain>\n",
    ],
    [
      "over a CPU that is there: topology stays, a cache that was passed through goes",
      ["x86-64-v3", "Intel"],
      inGuest(
        "<cpu mode='host-passthrough' check='none' migratable='on'>\n    <topology sockets='1' cores='2' threads='1'/>\n    <cache mode='passthrough'/>\n    <feature policy='disable' name='vmx'/>\n  </cpu>",
      ),
      inGuest(
        "<cpu mode='custom' match='exact' check='none'>\n    <model fallback='forbid'>Haswell-noTSX</model>\n    <topology sockets='1' cores='2' threads='1'/>\n    <feature policy='require' name='f16c'/>\n    <feature policy='require' name='abm'/>\n  </cpu>",
      ),
    ],
    [
      "over a running VM's CPU",
      ["x86-64-v3", "AMD"],
      inGuest(
        "<cpu mode='custom' match='exact' check='full'><model fallback='forbid'>EPYC-Rome</model><feature policy='require' name='hypervisor'/></cpu>",
      ),
      inGuest("<cpu mode='custom' match='exact' check='partial'><model fallback='forbid'>EPYC</model></cpu>"),
    ],
    ["an unknown level", ["x86-64-v9", "Intel"], inGuest(""), "! There is no CPU level x86-64-v9 of Intel for x86_64."],
  ])("%s", (_, [level = "", vendor = ""], before, after) => {
    expect(textAfter(before, put(level, vendor))).toBe(after);
  });

  it("knows no levels off x86-64", async () => {
    expect(profiles(await testCatalogue("aarch64"))).toEqual([]);
    expect(profiles(await testCatalogue("i686"))).toEqual([]);
  });
});

describe.each(["9.0.0", "11.3.0", "12.8.0"])("profiles of libvirt %s", async (release) => {
  const catalogue = await testCatalogue("x86_64", release);
  const map = mapOf(catalogue);
  const all = profiles(catalogue);

  it("are these models", () => {
    const genoa = ["x86-64-v4", "AMD", "EPYC-Genoa", ""];
    expect(
      all.map(({ level, vendor, cpu }) => [
        level,
        vendor,
        cpu.model,
        cpu.features.map(({ policy, name }) => `${policy} ${name}`).join(", "),
      ]),
    ).toEqual([
      ["x86-64-v2", "Intel", "Nehalem", ""],
      ["x86-64-v2", "AMD", "Opteron_G4", "disable xop, disable fma4"],
      ["x86-64-v3", "Intel", "Haswell-noTSX", "require f16c, require abm"],
      ["x86-64-v3", "AMD", "EPYC", ""],
      ["x86-64-v4", "Intel", "Skylake-Server-noTSX-IBRS", ""],
      ...(release === "9.0.0" ? [] : [genoa]),
    ]);
  });

  it("reach their level", () => {
    for (const { level, cpu } of all) {
      const model = map.modelByName.get(cpu.model ?? "");
      expect(model && abiLevel(model, map)).toBe(level);
    }
  });

  it.each([
    ["Intel", "Icelake-Server", ["x86-64-v2", "x86-64-v3", "x86-64-v4"]],
    ["AMD", "EPYC", ["x86-64-v2", "x86-64-v3"]],
    ["AMD", "EPYC-Milan", ["x86-64-v2", "x86-64-v3"]],
  ])("of %s run on %s", (vendor, model, levels) => {
    const host: CpuDefinition = { type: "host", arch: "x86_64", model, fallback: "allow", features: [] };
    const running = all.filter(
      (each) => each.vendor === vendor && compareCpu(host, each.cpu, map).result !== "incompatible",
    );
    expect(running.map(({ level }) => level)).toEqual(levels);
  });

  it("are accepted by libvirt", () => {
    for (const { level, vendor } of all) {
      expect(textAfter(inGuest("<cpu mode='host-model'/>"), put(level, vendor), catalogue)).toContain(
        "<cpu mode='custom'",
      );
    }
  });
});
