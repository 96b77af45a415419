import { describe, expect, it } from "vitest";
import { baselineCpu, formatCpu, parseCpu, updateCpu } from "../../../shared/src/engine/index.js";
import { loadMap } from "../../conformance/vectors.js";

/** In libvirt 9.0.0 the model EPYC-Milan has xsaves, which blocks migration. The baseline is a real 9.0.0's answer. */
describe("a model that itself has a feature which blocks migration", () => {
  const map = loadMap("x86", "9.0.0");
  const host = parseCpu(
    "<cpu><arch>x86_64</arch><model>EPYC-Milan</model><vendor>AMD</vendor><feature name='invtsc'/></cpu>",
    { type: "host" },
  );

  it("keeps it in a migratable baseline; what the host lists goes", () => {
    const { cpu, because } = baselineCpu([host], map, { migratable: true });
    expect(formatCpu(cpu)).toBe(
      "<cpu mode='custom' match='exact'>\n  <model fallback='forbid'>EPYC-Milan</model>\n  <vendor>AMD</vendor>\n</cpu>\n",
    );
    expect([...because]).toEqual([["invtsc", []]]);
  });

  it("gives it to a guest that asks for it if it is there", () => {
    const guest = parseCpu(
      "<cpu mode='host-model'><feature policy='optional' name='xsaves'/><feature policy='optional' name='invtsc'/></cpu>",
      { type: "guest" },
    );
    expect(updateCpu(guest, host, map).features).toEqual([
      { name: "xsaves", policy: "require" },
      { name: "invtsc", policy: "disable" },
    ]);
  });
});
