import { describe, expect, it } from "vitest";
import { CpuError, expandCpu, parseCpu, translateCpu } from "../../../shared/src/engine/index.js";
import { loadMap } from "../../conformance/vectors.js";

describe.each(["aarch64", "ppc64"])("verbs that libvirt has for x86 only, on %s", (arch) => {
  const map = loadMap(arch);
  const name = map.models[0]?.name ?? "";
  const xml = `<cpu><model>${name}</model></cpu>`;

  it("expand leaves the definition as it is", () => {
    const cpu = parseCpu(xml, { type: "guest" });
    expect(expandCpu(cpu, map)).toBe(cpu);
  });

  it("translate refuses another model, and takes the definition's own", () => {
    const cpu = parseCpu(xml, { type: "guest" });
    expect(translateCpu(cpu, map, [name])).toBe(cpu);
    expect(() => translateCpu(cpu, map, ["other"])).toThrow(CpuError);
    expect(() => translateCpu(cpu, map, ["other"])).toThrow(`cannot translate CPU model ${name} to a supported model`);
  });
});
