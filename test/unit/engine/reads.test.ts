import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseGrammar } from "../../../shared/src/catalogue/grammar.js";
import { baselineCpu, formatCpu, parseCpu, updateCpu } from "../../../shared/src/engine/index.js";
import { YOUNG_PARTS } from "../../../shared/src/engine/reads.js";
import { answer, loadMap } from "../../conformance/vectors.js";

const grammar = parseGrammar(readFileSync(new URL("../../../data/docs/elements.json", import.meta.url), "utf8"));

/** Where the grammar has each part that the engine gives a release. */
const PLACES: Readonly<Record<string, string | undefined>> = {
  maximum: grammar.elements.cpu?.attributes?.mode?.values?.maximum?.since,
  maxphysaddr: grammar.elements["cpu/maxphysaddr"]?.since,
  limit: grammar.elements["cpu/maxphysaddr"]?.attributes?.limit?.since,
  clusters: grammar.elements["cpu/topology"]?.attributes?.clusters?.since,
  deprecated_features: grammar.elements.cpu?.attributes?.deprecated_features?.since,
};

describe("what a release reads of a <cpu>", () => {
  it("is dated as in the grammar", () => {
    expect(Object.fromEntries(YOUNG_PARTS)).toEqual(PLACES);
  });

  const TOPOLOGY = "<cpu><model>qemu64</model><topology sockets='1' clusters='0' cores='2' threads='1'/></cpu>";
  const ADDRESS = "<cpu mode='host-model'><maxphysaddr mode='passthrough' limit='0'/></cpu>";
  it.each([
    ["7.0.0", "<cpu mode='maximum'/>", { error: "unsupported configuration: Invalid mode attribute 'maximum'" }],
    ["7.1.0", "<cpu mode='maximum'/>", { ok: "<cpu mode='maximum'/>\n" }],
    ["8.6.0", "<cpu mode='host-model'><maxphysaddr mode='wrong'/></cpu>", { ok: "<cpu mode='host-model'/>\n" }],
    ["9.2.0", ADDRESS, { ok: "<cpu mode='host-model'>\n  <maxphysaddr mode='passthrough'/>\n</cpu>\n" }],
    ["9.3.0", ADDRESS, { error: expect.stringContaining("'limit'") }],
    ["10.0.0", TOPOLOGY, { ok: expect.stringContaining("<topology sockets='1' dies='1' cores='2' threads='1'/>") }],
    ["10.1.0", TOPOLOGY, { error: expect.stringContaining("'clusters'") }],
    ["10.10.0", "<cpu mode='host-passthrough' deprecated_features='x'/>", { ok: "<cpu mode='host-passthrough'/>\n" }],
    [
      undefined,
      "<cpu mode='maximum' deprecated_features='on'/>",
      { ok: expect.stringContaining("deprecated_features") },
    ],
  ])("%s: %s", (release, xml, expected) => {
    expect(answer(() => formatCpu(parseCpu(xml, { type: "guest", ...(release && { release }) })))).toEqual(expected);
  });

  it("is what a verb hands on with that release's map", () => {
    const xml = "<cpu mode='host-model' deprecated_features='off'><topology sockets='1' cores='1' threads='1'/></cpu>";
    const host = parseCpu("<cpu><arch>x86_64</arch><model>kvm64</model></cpu>", { type: "host" });
    const on = (release: string) =>
      formatCpu(updateCpu(parseCpu(xml, { type: "guest" }), host, loadMap("x86", release)));
    expect(on("9.0.0")).not.toMatch(/deprecated_features|clusters/);
    expect(on("12.8.0")).toMatch(/deprecated_features='off'[\s\S]*clusters='1'/);
  });
});

/** Asked of virsh cpu-baseline in libvirt 7.0.0. */
describe("a baseline of libvirt 7.0.0, which does not weigh disabled features", () => {
  const NEW = "<cpu><arch>x86_64</arch><model>Snowridge</model><vendor>Intel</vendor></cpu>";
  const OLD =
    "<cpu><arch>x86_64</arch><model>Broadwell-noTSX-IBRS</model><feature name='avx512dq'/><feature name='avx512er'/></cpu>";
  const baseline = (release: string) => {
    const cpus = [NEW, OLD].map((xml) => parseCpu(xml, { type: "host" }));
    const { model, features } = baselineCpu(cpus, loadMap("x86", release)).cpu;
    return { model, features: features.map(({ name, policy }) => `${policy} ${name}`) };
  };

  it("is the model with the shortest list", () => {
    const disabled = "fma pcid avx bmi1 avx2 bmi2 invpcid adx".split(" ").map((name) => `disable ${name}`);
    expect(baseline("7.0.0")).toEqual({ model: "Broadwell-noTSX-IBRS", features: disabled });
  });

  it("is an older model since 8.4.0", () => {
    expect(baseline("9.0.0").model).toBe("SandyBridge-IBRS");
  });
});

/** libvirt's release notes. */
it("the address bits of a baseline are there since 9.5.0", () => {
  const cpu = "<cpu><arch>x86_64</arch><model>Haswell</model><maxphysaddr mode='passthrough' limit='46'/></cpu>";
  const addressOf = (release: string) => {
    const map = { ...loadMap("x86", "9.0.0"), release };
    const host = parseCpu(cpu, { type: "host", release });
    return baselineCpu([host], map).cpu.maxPhysAddr;
  };
  expect(addressOf("9.4.0")).toBeUndefined();
  expect(addressOf("9.5.0")).toEqual({ mode: "passthrough", limit: 46 });
});
