import { describe, expect, it } from "vitest";
import { expandOnHost, type Host, parseCpu } from "../../../shared/src/engine/index.js";
import { loadMap } from "../../conformance/vectors.js";

const map = loadMap();
const hostModel = parseCpu(
  "<cpu mode='custom' match='exact'><model fallback='allow'>EPYC</model><vendor>AMD</vendor><feature policy='require' name='monitor'/></cpu>",
  { type: "guest" },
);
const host: Host = { source: "domainCapabilities", arch: "x86_64", virtType: "qemu", hostModel, unknownFeatures: [] };

/** What `virsh dumpxml --update-cpu` of libvirt 12.8.0 printed for these, on a host of this host-model. */
describe("a definition on a host, as virsh dumpxml --update-cpu has it", () => {
  const HOSTS = { mode: "custom", match: "exact", check: "partial", model: "EPYC", vendor: "AMD" };

  it.each([
    ["<cpu mode='host-model'><model fallback='forbid'/></cpu>", { ...HOSTS, fallback: "allow" }],
    ["<cpu mode='host-model'><model fallback='forbid'>Haswell</model></cpu>", { ...HOSTS, fallback: "forbid" }],
    [
      "<cpu mode='host-model'><model fallback='forbid' vendor_id='ABCDEFGHIJKL'/></cpu>",
      { ...HOSTS, fallback: "allow", vendorId: "ABCDEFGHIJKL" },
    ],
    ["<cpu mode='host-model' match='strict'/>", HOSTS],
    [
      "<cpu match='minimum'><model fallback='forbid' vendor_id='ABCDEFGHIJKL'>qemu64</model></cpu>",
      { mode: "custom", match: "exact", check: "none", model: "EPYC", fallback: "forbid", vendorId: "ABCDEFGHIJKL" },
    ],
    ["<cpu match='minimum'><model>Bogus</model></cpu>", { model: "EPYC", check: "none" }],
    ["<cpu mode='host-passthrough'/>", { mode: "host-passthrough", check: "none", migratable: "on" }],
    ["<cpu mode='host-passthrough' migratable='off'/>", { migratable: "off" }],
  ])("%s", (xml, expected) => {
    expect(expandOnHost(parseCpu(xml, { type: "guest" }), host, map)).toMatchObject(expected);
  });

  it.each([
    ["/usr/bin/qemu-system-i386", "off"],
    ["/usr/bin/qemu-system-x86_64", undefined],
    [undefined, undefined],
  ] as const)("host-passthrough of an i686 guest by %s: migratable %s", (emulator, migratable) => {
    const i686 = { ...host, arch: "i686", ...(emulator === undefined ? {} : { emulator }) };
    const cpu = parseCpu("<cpu mode='host-passthrough'/>", { type: "guest" });
    expect(expandOnHost(cpu, i686, map).migratable).toBe(migratable);
  });

  it("maximum says nothing of migration, a passed-through CPU loses its model", () => {
    const on = (xml: string) => expandOnHost(parseCpu(xml, { type: "guest" }), host, map);
    expect(on("<cpu mode='maximum'/>").migratable).toBeUndefined();
    expect(on("<cpu mode='host-passthrough'><model>Haswell</model></cpu>").model).toBeUndefined();
  });

  it.each([
    ["<cpu><model>Bogus</model></cpu>", "internal error: Unknown CPU model Bogus"],
    [
      "<cpu mode='host-model'><feature name='bogus' policy='optional'/></cpu>",
      "internal error: unknown CPU feature bogus",
    ],
  ])("%s: refused", (xml, message) => {
    expect(() => expandOnHost(parseCpu(xml, { type: "guest" }), host, map)).toThrow(message);
  });

  it("an unknown feature stays where it is not optional", () => {
    const xml = "<cpu mode='host-model'><feature name='bogus' policy='disable'/></cpu>";
    const { features } = expandOnHost(parseCpu(xml, { type: "guest" }), host, map);
    expect(features).toContainEqual({ name: "bogus", policy: "disable" });
  });
});
