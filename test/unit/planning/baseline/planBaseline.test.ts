import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { sampleHost } from "../../../../scripts/sampleTarget.js";
import { cpuMapAt, loadCpuMap } from "../../../../shared/src/engine/index.js";
import type { PoolHost } from "../../../../shared/src/hosts/index.js";
import { modelHost, onlyPlan, plan, samples } from "./plan.js";

describe("the baseline of hosts", () => {
  it("costs what each of them lacks", () => {
    const intel = onlyPlan(samples("node1", "node2"));
    expect(intel.cpu?.model).toBe("Haswell-noTSX-IBRS");
    expect(intel.lost.find(({ feature }) => feature === "avx512f")).toEqual({
      feature: "avx512f",
      missingOn: ["node2"],
    });
    expect(intel.gains.map(({ hosts, model }) => [hosts, model])).toEqual([[["node2"], "Skylake-Server-IBRS"]]);
  });

  it("names first the hosts of which each costs the most", () => {
    const lacking = (name: string, ...features: string[]): PoolHost => {
      const of = modelHost(name, "x86_64", "Skylake-Server");
      const disabled = features.map((feature) => ({ name: feature, policy: "disable" as const }));
      const hostModel = of.host.hostModel && { ...of.host.hostModel, features: disabled };
      return { ...of, host: { ...of.host, ...(hostModel && { hostModel }) } };
    };
    const pair = ["aes", "adx", "smap"];
    const hosts = [lacking("whole"), lacking("a", ...pair), lacking("b", ...pair), lacking("alone", "bmi1", "bmi2")];
    expect(onlyPlan(hosts).gains.map((gain) => gain.hosts)).toEqual([["alone"], ["a", "b"]]);
  });

  it("says which features block migration; asked not to mind, it keeps them", () => {
    const named = (feature: string, migratable: boolean) =>
      onlyPlan(samples("node1", "node2"), { migratable }).lost.find((each) => each.feature === feature);
    expect(named("invtsc", true)).toEqual({ feature: "invtsc", missingOn: [], blocksMigration: true });
    expect(named("invtsc", false)).toBeUndefined();
  });

  it("is one for each vendor", () => {
    const { vendors } = plan(samples("node3", "node1", "node2"));
    expect(vendors.map(({ vendor, hosts, cpu }) => [vendor, hosts, cpu?.model])).toEqual([
      ["Intel", ["node1", "node2"], "Haswell-noTSX-IBRS"],
      ["AMD", ["node3"], "EPYC-Rome"],
    ]);
  });

  it("counts a host that tells no vendor with the only one there is", () => {
    const { vendors } = plan([modelHost("plain", "x86_64", "kvm64"), ...samples("node1")]);
    expect(vendors.map(({ vendor, hosts }) => [vendor, hosts])).toEqual([["Intel", ["node1", "plain"]]]);
    const apart = plan([modelHost("plain", "x86_64", "kvm64"), ...samples("node1", "node3")]);
    expect(apart.vendors.map(({ vendor }) => vendor)).toEqual([undefined, "Intel", "AMD"]);
  });

  it("is of a model that every hypervisor runs, where there is one", () => {
    const model = onlyPlan(samples("node1", "node2")).cpu?.model;
    const usable = samples("node1", "node2").map(({ host }) => host.models?.find(({ name }) => name === model)?.usable);
    expect(usable).toEqual(["yes", "yes"]);
  });

  it("takes the map of the oldest libvirt among the hosts", () => {
    const { cpu } = onlyPlan(samples("node1", "libvirt90-node1"));
    const { map: oldest } = sampleHost("libvirt90-node1");
    expect(oldest.modelByName.has(cpu?.model ?? "")).toBe(true);
    expect(cpu?.features.filter(({ name }) => !oldest.featureByName.has(name))).toEqual([]);
  });
});

describe("hosts of which not enough is known", () => {
  const empty: PoolHost = {
    ...sampleHost("node1"),
    name: "empty",
    host: { source: "cpu", arch: "x86_64", unknownFeatures: [] },
  };
  const gone = { name: "gone", reason: "Its file is not there." };

  it("are named, and there is no baseline without the user's word", () => {
    const { vendors, unknown } = plan([...samples("node1", "node2"), empty], {}, [gone]);
    expect(vendors).toEqual([]);
    expect(unknown.map(({ name }) => name)).toEqual(["gone", "empty"]);
  });

  it("are left out when the user says so, and still named", () => {
    const { vendors, unknown } = plan([...samples("node1", "node2"), empty], { leaveOutUnknown: true }, [gone]);
    expect(vendors.map(({ hosts }) => hosts)).toEqual([["node1", "node2"]]);
    expect(unknown.map(({ name }) => name)).toEqual(["gone", "empty"]);
  });
});

describe("features that must stay", () => {
  const hosts = samples("node1", "node2");

  it.each([
    ["some hosts lack it", ["avx512f", "aes"], "avx512f missing node2", ["node2"]],
    ["all hosts lack it", ["sse4a"], "sse4a nowhere node1,node2", []],
    ["it blocks migration", ["invtsc"], "invtsc migration ", []],
    ["it is no feature", ["avx1024", "__proto__"], "avx1024 unknown |__proto__ unknown ", []],
    ["one of them cannot stay at all", ["avx512f", "sse4a"], "avx512f missing node2|sse4a nowhere node1,node2", []],
  ])("no baseline where %s", (_, floor, unmet, inTheWay) => {
    const found = onlyPlan(hosts, { floor });
    expect(found.cpu).toBeUndefined();
    expect(
      found.unmet.map(({ feature, reason, missingOn }) => `${feature} ${reason} ${missingOn.join()}`).join("|"),
    ).toBe(unmet);
    expect(found.inTheWay).toEqual(inTheWay);
    expect(found.lost.length).toBeGreaterThan(0);
  });

  it("stay where all hosts have them", () => {
    expect(onlyPlan(hosts, { floor: ["aes", "avx2"] }).cpu?.model).toBe("Haswell-noTSX-IBRS");
    expect(onlyPlan(hosts, { floor: ["invtsc"], migratable: false }).cpu).toBeDefined();
  });

  it("stay without the hosts in the way", () => {
    const { inTheWay } = onlyPlan(hosts, { floor: ["avx512f"] });
    const others = hosts.filter(({ name }) => !inTheWay.includes(name));
    expect(onlyPlan(others, { floor: ["avx512f"] }).cpu?.model).toBe("Skylake-Server-IBRS");
  });
});

describe("other architectures", () => {
  const mapOf = (arch: string) =>
    loadCpuMap(
      cpuMapAt(
        JSON.parse(readFileSync(new URL(`../../../../data/cpu-map/${arch}.json`, import.meta.url), "utf8")),
        "12.8.0",
      ),
    );

  it("s390x is left to QEMU, which can be asked", () => {
    expect(onlyPlan([modelHost("z", "s390x", "z14")]).problem).toMatch(
      /does not define the CPU models of s390x.*hypervisor-cpu-baseline/,
    );
  });

  it.each([
    ["ppc64le", "ppc64", "POWER9", "POWER10"],
    ["aarch64", "aarch64", "Neoverse-N1", "cortex-a72"],
  ])("%s has one where all hosts are of one model, else says what they are", (arch, file, model, other) => {
    const of = mapOf(file);
    const [a, b, c] = [
      modelHost("a", arch, model, of),
      modelHost("b", arch, model, of),
      modelHost("c", arch, other, of),
    ];
    expect(onlyPlan([a, b]).cpu).toMatchObject({ mode: "custom", model, features: [] });
    expect(onlyPlan([a, b, c]).problem).toContain(`a and b ${model}, c ${other}`);
    expect(onlyPlan([a, b, c]).cpu).toBeUndefined();
  });

  it("hosts of several architectures have a plan each", () => {
    const { vendors } = plan([modelHost("z", "s390x", "z14"), ...samples("node1", "node2")]);
    expect(vendors.map(({ hosts }) => hosts)).toEqual([["node1", "node2"], ["z"]]);
  });
});
