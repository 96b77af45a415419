import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { addHost, addSum, type BaselineSum, emptySum } from "../../../shared/src/engine/baseline.js";
import {
  addBits,
  addWords,
  difference,
  featureNames,
  hasBits,
  isEmpty,
  subtractBits,
  type Words,
  wordsOf,
} from "../../../shared/src/engine/cpuData.js";
import { decode } from "../../../shared/src/engine/decode.js";
import {
  baselineCpu,
  type CpuDefinition,
  CpuError,
  type CpuMap,
  compareCpu,
  expandCpu,
  formatCpu,
  parseCpu,
  translateCpu,
  updateCpu,
} from "../../../shared/src/engine/index.js";
import { asReadBy } from "../../../shared/src/engine/reads.js";
import { loadMap } from "../../conformance/vectors.js";
import { clusterIn, decorated, guestIn, hostIn, modelIn, wordsIn } from "./arbitraries.js";

vi.setConfig({ testTimeout: 60_000 });

const SEED = 20_260_607;
const RUNS = { seed: SEED, numRuns: 200 };

function sumOf(hosts: readonly CpuDefinition[], map: CpuMap): BaselineSum {
  const sum = emptySum();
  for (const host of hosts) addHost(sum, host, map);
  return sum;
}

/** A baseline, or undefined where libvirt has none: the hosts may have nothing in common. */
function baselineOf(hosts: readonly CpuDefinition[], map: CpuMap, migratable: boolean): CpuDefinition | undefined {
  try {
    return baselineCpu(hosts, map, { migratable }).cpu;
  } catch (error) {
    if (error instanceof CpuError && error.code === "empty-baseline") return undefined;
    throw error;
  }
}

function wordsOfNames(names: readonly string[], map: CpuMap): Words {
  const words = new Uint32Array(map.registers.length);
  for (const name of names) addBits(words, map.featureByName.get(name)?.bits ?? []);
  return words;
}

function unionOf(hosts: readonly CpuDefinition[], map: CpuMap): Words {
  const union = new Uint32Array(map.registers.length);
  for (const host of hosts) addWords(union, wordsOf(host, map));
  return union;
}

const MAPS = ["12.8.0", "11.3.0", "9.0.0"].map((release) => ({ release, map: loadMap("x86", release) }));

describe.each(MAPS)(`laws of the CPU map $release, seed ${SEED}`, ({ map }) => {
  it("sums of parts are the sum of the whole, hosts that cannot be described included", () => {
    const broken: CpuDefinition[] = [
      { type: "host", fallback: "allow", features: [] },
      { type: "host", fallback: "allow", model: "Nonesuch", features: [] },
      { type: "host", fallback: "allow", model: "486", features: [{ name: "nonesuch" }] },
    ];
    const anyHost = fc.oneof(
      { weight: 3, arbitrary: hostIn(map) },
      { weight: 1, arbitrary: fc.constantFrom(...broken) },
    );
    fc.assert(
      fc.property(fc.array(anyHost, { maxLength: 5 }), fc.array(anyHost, { maxLength: 5 }), (front, behind) => {
        const sum = sumOf(front, map);
        addSum(sum, sumOf(behind, map), map);
        expect(sum).toEqual(sumOf([...front, ...behind], map));
      }),
      RUNS,
    );
  });

  it.each([false, true])("every host runs their baseline (migratable: %s)", (migratable) => {
    fc.assert(
      fc.property(clusterIn(map), (hosts) => {
        const cpu = baselineOf(hosts, map, migratable);
        if (cpu === undefined) return;
        expect(hosts.filter((host) => compareCpu(host, cpu, map).result === "incompatible")).toEqual([]);
      }),
      RUNS,
    );
  });

  // With a first host that names no vendor libvirt's answer does depend on the order; here each names one.
  it("a baseline does not depend on the order of hosts that all name their vendor", () => {
    fc.assert(
      fc.property(
        clusterIn(map).chain((hosts) =>
          fc.tuple(fc.constant(hosts), fc.shuffledSubarray(hosts, { minLength: hosts.length })),
        ),
        ([hosts, shuffled]) => {
          expect(baselineOf(shuffled, map, false)).toEqual(baselineOf(hosts, map, false));
        },
      ),
      RUNS,
    );
  });

  it("a baseline has all that the hosts have in common, and tells who lacks the rest", () => {
    fc.assert(
      fc.property(clusterIn(map), (hosts) => {
        if (baselineOf(hosts, map, false) === undefined) return;
        const { cpu, because } = baselineCpu(hosts, map);
        const got = wordsOf(cpu, map);
        const reasons = new Map<string, number[]>();
        hosts.forEach((host, index) => {
          const words = wordsOf(host, map);
          expect(isEmpty(difference(got, words))).toBe(true);
          for (const name of because.keys()) {
            if (!hasBits(words, map.featureByName.get(name)?.bits ?? [])) {
              reasons.set(name, [...(reasons.get(name) ?? []), index]);
            }
          }
        });
        expect(new Map(because)).toEqual(reasons);
        expect([...because.keys()]).toEqual(featureNames(difference(unionOf(hosts, map), got), map));
      }),
      RUNS,
    );
  });

  it("expanding twice is expanding once", () => {
    fc.assert(
      fc.property(guestIn(map), (guest) => {
        const once = expandCpu(guest, map);
        expect(expandCpu(once, map)).toEqual(once);
      }),
      RUNS,
    );
  });

  it("an expanded CPU is the same CPU", () => {
    fc.assert(
      fc.property(guestIn(map, ["require", "disable"]), (guest) => {
        expect(wordsOf(expandCpu(guest, map), map)).toEqual(wordsOf(guest, map));
      }),
      RUNS,
    );
  });

  it("what is printed reads back as what was printed", () => {
    fc.assert(
      fc.property(fc.oneof(decorated(guestIn(map)), hostIn(map)), (any) => {
        const cpu = asReadBy(any, map.release);
        expect(parseCpu(formatCpu(cpu), { type: cpu.type, map })).toEqual(cpu);
      }),
      RUNS,
    );
  });

  /**
   * Precondition: the migratable part of the host has what the guest's model and `require` ask for, the guest forbids
   * nothing the host has, forces nothing, names no other vendor and is not strict. host-model asks with its features only.
   */
  it("a guest updated for a host that has what it asks for runs there", () => {
    const policies = ["require", "optional", "disable", "forbid"] as const;
    const asks = fc.tuple(
      hostIn(map),
      guestIn(map, policies),
      fc.constantFrom("custom" as const, "host-model" as const),
    );
    fc.assert(
      fc.property(asks, ([host, { match = "exact", ...guest }, mode]) => {
        const has = wordsOf(host, map);
        const migratable = has.slice();
        for (const { bits, migratable: may } of map.features) if (!may) subtractBits(migratable, bits);
        const features = guest.features.filter(({ name, policy }) => {
          const { bits = [] } = map.featureByName.get(name) ?? {};
          return policy === "require" ? hasBits(migratable, bits) : policy !== "forbid" || !hasBits(has, bits);
        });
        const runnable = map.models.filter((model) => isEmpty(difference(model.words, migratable)));
        const wish = map.modelByName.get(guest.model ?? "")?.order ?? 0;
        const model = runnable[wish % Math.max(runnable.length, 1)]?.name;
        if (mode === "custom" && model === undefined) return;
        const { vendor: _vendor, model: _model, ...rest } = guest;
        const cpu: CpuDefinition =
          mode === "host-model"
            ? { ...rest, mode, features }
            : {
                ...rest,
                mode,
                features,
                match: match === "strict" ? "exact" : match,
                ...(model === undefined ? {} : { model }),
              };
        expect(compareCpu(host, updateCpu(cpu, host, map), map).result).not.toBe("incompatible");
      }),
      RUNS,
    );
  });

  it("a description of registers has just these registers", () => {
    fc.assert(
      fc.property(modelIn(map), wordsIn(map), ({ words: own, vendor }, changed) => {
        for (const words of [own, changed]) {
          const cpu = decode({ words, ...(vendor && { vendor }) }, map, { type: "guest" });
          expect(wordsOf(cpu, map)).toEqual(words);
        }
      }),
      RUNS,
    );
  });

  // Haswell's generation loses its broken TSX on the way, as it does in libvirt.
  it("a translation is the same CPU but for hle and rtm", () => {
    const question = fc.tuple(guestIn(map, ["require", "disable"]), fc.uniqueArray(modelIn(map), { minLength: 1 }));
    fc.assert(
      fc.property(question, ([guest, models]) => {
        const names = models.map(({ name }) => name);
        const vendor = map.modelByName.get(guest.model ?? "")?.vendor;
        if (!models.some((model) => model.decodeGuest && (model.vendor ?? vendor) === (vendor ?? model.vendor))) return;
        const [before, after] = [guest, translateCpu({ ...guest, fallback: "allow" }, map, names)].map((cpu) => {
          const words = wordsOf(cpu, map);
          for (const name of ["hle", "rtm"]) subtractBits(words, map.featureByName.get(name)?.bits ?? []);
          return words;
        });
        expect(after).toEqual(before);
      }),
      RUNS,
    );
  });

  it("the names of registers give the registers back", () => {
    fc.assert(
      fc.property(wordsIn(map), (words) => {
        expect(wordsOfNames(featureNames(words, map), map)).toEqual(words);
      }),
      RUNS,
    );
  });
});
