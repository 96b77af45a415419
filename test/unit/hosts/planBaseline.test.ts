import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sampleHost } from "../../../scripts/sampleTarget.js";
import { compareCpu, joinHosts, readHost } from "../../../shared/src/engine/index.js";
import {
  type BaselineChoices,
  type BaselinePlan,
  type PoolHost,
  planBaseline,
  USUAL_CHOICES,
} from "../../../shared/src/hosts/index.js";
import { makeFleet } from "../../support/fleet.js";

const { map } = sampleHost("node1");

function plan(hosts: readonly PoolHost[], choices: Partial<BaselineChoices> = {}): BaselinePlan {
  const steps = planBaseline(hosts, { ...USUAL_CHOICES, ...choices });
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

function fleet(count: number, seed: number): PoolHost[] {
  return [...makeFleet(count, seed)].map(({ name, domainCapabilities }) => {
    return { name, host: joinHosts([readHost(domainCapabilities, map)]), release: "12.8.0", map };
  });
}

const samples = (...names: string[]) => names.map(sampleHost);

describe("the baseline of hosts", () => {
  it("costs what each of them lacks", () => {
    const [intel] = plan(samples("node1", "node2")).vendors;
    expect(intel?.cpu?.model).toBe("Haswell-noTSX-IBRS");
    expect(intel?.lost.find(({ feature }) => feature === "avx512f")?.missingOn).toEqual(["node2"]);
    expect(intel?.lost.find(({ feature }) => feature === "invtsc")?.missingOn).toEqual([]);
    expect(intel?.gains.map(({ hosts }) => hosts)).toEqual([["node2"]]);
    expect(intel?.gains[0]?.model).toBe("Skylake-Server-IBRS");
  });

  it("is one for each vendor; a host that says nothing is named", () => {
    const empty: PoolHost = {
      ...sampleHost("node1"),
      name: "empty",
      host: { source: "cpu", arch: "x86_64", unknownFeatures: [] },
    };
    const { vendors, unknown } = plan([...samples("node3", "node1", "node2"), empty]);
    expect(vendors.map(({ vendor, hosts }) => [vendor, ...hosts])).toEqual([
      ["Intel", "node1", "node2"],
      ["AMD", "node3"],
    ]);
    expect(unknown.map(({ name }) => name)).toEqual(["empty"]);
  });

  it("names the hosts that lack a feature which must stay", () => {
    const [intel] = plan(samples("node1", "node2"), { floor: ["avx512f", "aes"] }).vendors;
    expect(intel?.unmet).toEqual([{ feature: "avx512f", missingOn: ["node2"] }]);
  });

  it("is of a model that every hypervisor runs, where there is one", () => {
    const [intel] = plan(samples("node1", "node2")).vendors;
    const usable = samples("node1", "node2").map(({ host }) =>
      host.models?.find(({ name }) => name === intel?.cpu?.model),
    );
    expect(usable.map((model) => model?.usable)).toEqual(["yes", "yes"]);
  });

  it("is refused for architectures whose models libvirt leaves to QEMU", () => {
    const s390x: PoolHost = {
      name: "z",
      host: {
        source: "cpu",
        arch: "s390x",
        hostModel: { type: "guest", mode: "custom", model: "z14", fallback: "allow", features: [] },
        unknownFeatures: [],
      },
      release: "12.8.0",
      map,
    };
    expect(plan([s390x]).vendors[0]?.problem).toContain("s390x");
  });
});

describe("laws", () => {
  const chosen = fc.tuple(fc.integer({ min: 2, max: 9 }), fc.integer({ min: 1, max: 50 }), fc.boolean(), fc.boolean());

  it("every host compares identical or superset with the result, and going without a host wins what it says", {
    timeout: 120_000,
  }, () => {
    fc.assert(
      fc.property(chosen, ([count, seed, migratable, usableModels]) => {
        const hosts = fleet(count, seed);
        const [found] = plan(hosts, { migratable, usableModels }).vendors;
        if (found?.cpu === undefined) throw new Error(found?.problem);
        for (const { host, name } of hosts) {
          const cpu = host.hostModel;
          if (cpu === undefined) throw new Error("no host-model");
          const asHost = {
            ...cpu,
            type: "host" as const,
            arch: "x86_64",
            features: cpu.features
              .filter(({ policy }) => policy === "require")
              .map(({ name: feature }) => ({ name: feature })),
          };
          const disabled = new Set(
            cpu.features.flatMap(({ name: feature, policy }) => (policy === "disable" ? [feature] : [])),
          );
          const { result, features = [] } = compareCpu(asHost, found.cpu, map);
          // A host's model with features taken out cannot be said as a host; what it lacks the result must not have.
          expect(result === "incompatible" && !features.some((feature) => disabled.has(feature)), name).toBe(false);
        }
        for (const gain of found.gains) {
          const others = hosts.filter(({ name }) => !gain.hosts.includes(name));
          const [better] = plan(others, { migratable, usableModels }).vendors;
          const lost = new Set(better?.lost.map(({ feature }) => feature));
          for (const feature of gain.features) expect(lost.has(feature)).toBe(false);
          expect(better?.cpu?.model).toBe(gain.model);
        }
      }),
      { numRuns: 8 },
    );
  });
});
