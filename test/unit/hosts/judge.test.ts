import { describe, expect, it } from "vitest";
import { parseCpu, readHost } from "../../../shared/src/engine/index.js";
import { judge, type PoolHost, runsOnAll } from "../../../shared/src/hosts/index.js";
import { loadMap } from "../../conformance/vectors.js";

const map = loadMap();

function hostWith(processor: string): PoolHost {
  const xml = `<capabilities><host><cpu><arch>x86_64</arch>${processor}</cpu></host></capabilities>`;
  return { name: "node1", host: readHost(xml, map), release: map.release, map };
}

/** A VM on a host of which only the processor is known. */
function onProcessor(processor: string, guest: string, check = "partial"): readonly string[] {
  const cpu = parseCpu(`<cpu check='${check}'>${guest}</cpu>`, { type: "guest" });
  const { outcome, problems } = judge({ cpu, arch: "x86_64", virtType: "kvm" }, hostWith(processor));
  return [outcome, ...problems.map(({ code }) => code)];
}

const INTEL = "<model>Haswell</model><vendor>Intel</vendor>";

describe("what a processor alone tells", () => {
  it.each([
    ["it has all", INTEL, "<model>Nehalem</model>", ["fits", "hypervisor-unknown"]],
    ["it lacks a feature", INTEL, "<model>Skylake-Server</model>", ["fails", "missing-features"]],
    ["it is another vendor's", INTEL, "<model>Nehalem</model><vendor>AMD</vendor>", ["fails", "vendor-differs"]],
    ["the VM's model is unknown", INTEL, "<model>FutureLake</model>", ["fails", "unknown-model"]],
    // One that a newer libvirt described: this release cannot tell.
    [
      "its own model is unknown",
      "<model>FutureLake</model><vendor>Intel</vendor>",
      "<model>Haswell</model>",
      ["unknown", "model-unknown-here"],
    ],
  ])("%s", (_what, processor, guest, expected) => {
    expect(onProcessor(processor, guest)).toEqual(expected);
  });

  it.each([
    ["it lacks a feature", "<model>Skylake-Server</model>", ["unknown", "missing-features"]],
    ["it is another vendor's", "<model>Nehalem</model><vendor>AMD</vendor>", ["unknown", "vendor-differs"]],
  ])("%s, and nothing is checked", (_what, guest, expected) => {
    expect(onProcessor(INTEL, guest, "none")).toEqual(expected);
  });

  it("is enough for a model to be proposed", () => {
    const target = { name: "prod", isPool: true, hosts: [hostWith(INTEL)], unknown: [] };
    const runs = (model: string) => runsOnAll(model, target, { arch: "x86_64", virtType: "kvm" });
    expect(["Nehalem", "Skylake-Server"].map(runs)).toEqual([true, false]);
  });
});
