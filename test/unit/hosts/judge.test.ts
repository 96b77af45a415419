import { describe, expect, it } from "vitest";
import { parseCpu, readHost } from "../../../shared/src/engine/index.js";
import { judge } from "../../../shared/src/hosts/index.js";
import { loadMap } from "../../conformance/vectors.js";

const map = loadMap();

/** A VM on a host of which only the processor is known. */
function onProcessor(processor: string, guest: string): readonly string[] {
  const xml = `<capabilities><host><cpu><arch>x86_64</arch>${processor}</cpu></host></capabilities>`;
  const host = { name: "node1", host: readHost(xml, map), release: map.release, map };
  const cpu = parseCpu(`<cpu>${guest}</cpu>`, { type: "guest" });
  const { outcome, problems } = judge({ cpu, arch: "x86_64", virtType: "kvm" }, host);
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
});
