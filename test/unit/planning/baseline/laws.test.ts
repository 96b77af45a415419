import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hasBits, type Words, wordsOf } from "../../../../shared/src/engine/cpuData.js";
import { type CpuDefinition, type CpuMap, compareCpu } from "../../../../shared/src/engine/index.js";
import type { PoolHost } from "../../../../shared/src/hosts/index.js";
import { fleet, onlyPlan, plan, samples } from "./plan.js";

const fleets = [fleet(40, 7), fleet(40, 7, "AMD")];
const some = fc.constantFrom(...fleets).chain((all) => fc.subarray(all, { minLength: 2, maxLength: 9 }));
const hosts = fc.oneof(
  some,
  fc.subarray(["node1", "node2", "node3", "old-xeon"], { minLength: 1 }).map((names) => samples(...names)),
);
const choices = fc.record({ migratable: fc.boolean(), usableModels: fc.boolean(), expand: fc.boolean() });
const runs = { numRuns: 50 };
const timeout = 120_000;

/** What a host gives, said as a host: its model, where that is taken from, has to be spelled out. */
function asHost({ host, map }: PoolHost): CpuDefinition {
  const given = host.hostModel ?? host.cpu;
  if (given === undefined) throw new Error("no CPU");
  const words = wordsOf(given, map);
  const features = map.features.filter(({ bits }) => hasBits(words, bits)).map(({ name }) => ({ name }));
  // A model that every host has: the features say the rest.
  return { type: "host", arch: "x86_64", model: "qemu64-none", fallback: "allow", features };
}

function mapWithNothing(map: CpuMap): CpuMap {
  const qemu64 = map.modelByName.get("qemu64");
  if (qemu64 === undefined) throw new Error("no qemu64");
  const { vendor: _vendor, ...none } = { ...qemu64, name: "qemu64-none", words: new Uint32Array(map.registers.length) };
  return { ...map, modelByName: new Map([...map.modelByName, [none.name, none]]) };
}

function has(words: Words, feature: string, map: CpuMap): boolean {
  return hasBits(words, map.featureByName.get(feature)?.bits ?? []);
}

describe("laws of the baseline", () => {
  it("every host compares identical or superset with the result", { timeout }, () => {
    fc.assert(
      fc.property(hosts, choices, (all, wanted) => {
        for (const { cpu, hosts: names, problem } of plan(all, wanted).vendors) {
          if (cpu === undefined) throw new Error(problem);
          for (const host of all.filter(({ name }) => names.includes(name))) {
            const { vendor: _vendor, ...definition } = cpu;
            const { result } = compareCpu(asHost(host), definition, mapWithNothing(host.map));
            expect(["identical", "superset"], host.name).toContain(result);
          }
        }
      }),
      runs,
    );
  });

  it("going without the named hosts wins the named features, and all of them", { timeout }, () => {
    fc.assert(
      fc.property(hosts, choices, (all, wanted) => {
        for (const now of plan(all, wanted).vendors) {
          for (const gain of now.gains) {
            const others = all.filter(({ name }) => now.hosts.includes(name) && !gain.hosts.includes(name));
            const then = onlyPlan(others, wanted);
            const [map] = others.map((host) => host.map);
            if (map === undefined || then.cpu === undefined || now.cpu === undefined) throw new Error("no baseline");
            const [before, after] = [wordsOf(now.cpu, map), wordsOf(then.cpu, map)];
            expect(gain.features.filter((name) => !has(after, name, map) || has(before, name, map))).toEqual([]);
            expect(then.cpu.model).toBe(gain.model);
          }
        }
      }),
      runs,
    );
  });

  it("a feature that one host alone costs comes back without it", { timeout }, () => {
    fc.assert(
      fc.property(some, (all) => {
        const now = onlyPlan(all, { migratable: false, usableModels: false });
        const alone = now.lost.filter(({ missingOn }) => missingOn.length === 1);
        for (const { feature, missingOn } of alone) {
          const others = all.filter(({ name }) => !missingOn.includes(name));
          const then = onlyPlan(others, { migratable: false, usableModels: false });
          expect(then.lost.some((each) => each.feature === feature && each.missingOn.length > 0)).toBe(false);
        }
      }),
      runs,
    );
  });

  it("what must stay is in every result, and without the hosts in the way there is one", { timeout }, () => {
    const floors = fc.subarray(["avx512f", "avx2", "aes", "ssbd", "md-clear", "umip", "xsaves", "ibrs", "invtsc"]);
    fc.assert(
      fc.property(some, choices, floors, (all, wanted, floor) => {
        const found = onlyPlan(all, { ...wanted, floor });
        const [map] = all.map((host) => host.map);
        if (map === undefined) throw new Error("no map");
        const kept = (cpu: CpuDefinition) => floor.filter((name) => has(wordsOf(cpu, map), name, map));
        if (found.cpu !== undefined) expect(kept(found.cpu)).toEqual(floor);
        else expect(found.unmet.length).toBeGreaterThan(0);
        if (found.inTheWay.length === 0) return;
        const then = onlyPlan(
          all.filter(({ name }) => !found.inTheWay.includes(name)),
          { ...wanted, floor },
        );
        expect(then.cpu && kept(then.cpu)).toEqual(floor);
      }),
      runs,
    );
  });
});
