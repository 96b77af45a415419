import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { baselineCpu, CpuError, formatCpu, parseCpu } from "../../../shared/src/engine/index.js";
import type { PoolHost } from "../../../shared/src/hosts/index.js";
import { asDriverSays } from "../../../shared/src/planning/baseline/common.js";
import {
  addFleet,
  addToFleet,
  emptyFleet,
  type FleetSum,
  fleetBaseline,
  readPartial,
  toPartial,
} from "../../../shared/src/planning/fleet/index.js";
import { hostNames, hostVariant, loadMap } from "../../conformance/vectors.js";

const map = loadMap();
const CHOICES = { migratable: false, usableModels: false, expand: false };

function hostOf(name: string, cpu = hostVariant(name)): PoolHost {
  return { name, host: { source: "cpu", arch: "x86_64", cpu, unknownFeatures: [] }, release: map.release, map };
}

const variants = hostNames.flatMap((name) => [0, 1, 2].map((k) => `${name}#${k}`));
const HOSTS = variants.map((name) => hostOf(name));
const vendorless = parseCpu("<cpu><arch>x86_64</arch><model>Nehalem</model><feature name='vmx'/></cpu>", {
  type: "host",
});
const anyHost = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom(...HOSTS) },
  { weight: 1, arbitrary: fc.constant(hostOf("plain", vendorless)) },
);
const anyFleet = fc.array(anyHost, { maxLength: 12 });

function sumOf(hosts: readonly PoolHost[]): FleetSum {
  const sum = emptyFleet(map);
  for (const host of hosts) addToFleet(sum, host, map);
  return sum;
}

/** The baseline and why, or libvirt's error. */
function answerOf(sum: FleetSum): unknown {
  try {
    return fleetBaseline(sum, map, CHOICES);
  } catch (error) {
    if (error instanceof CpuError) return error.message;
    throw error;
  }
}

/** As it is when another run made it. */
function carried(sum: FleetSum): FleetSum {
  const read = readPartial(JSON.parse(JSON.stringify(toPartial(sum, map))), map);
  if ("wrong" in read) throw new Error(read.wrong);
  return read;
}

function merged(...parts: readonly FleetSum[]): FleetSum {
  const whole = emptyFleet(map);
  for (const part of parts) expect(addFleet(whole, part, map)).toBeUndefined();
  return whole;
}

describe("a fleet", () => {
  it("is the sum of its parts, wherever it is cut and however they are grouped", () => {
    fc.assert(
      fc.property(anyFleet, anyFleet, anyFleet, (a, b, c) => {
        const whole = answerOf(sumOf([...a, ...b, ...c]));
        const [sumA, sumB, sumC] = [sumOf(a), sumOf(b), sumOf(c)];
        expect(answerOf(merged(merged(sumA, sumB), sumC))).toEqual(whole);
        expect(answerOf(merged(sumOf(a), merged(sumOf(b), sumOf(c))))).toEqual(whole);
        expect(answerOf(merged(...[a, b, c].map((part) => carried(sumOf(part)))))).toEqual(whole);
      }),
      { numRuns: 200 },
    );
  });

  it("has libvirt's baseline", () => {
    fc.assert(
      fc.property(fc.array(anyHost, { minLength: 1, maxLength: 8 }), (hosts) => {
        const answer = (make: () => string) => {
          try {
            return make();
          } catch (error) {
            return error instanceof CpuError ? error.message : error;
          }
        };
        const cpus = hosts.flatMap(({ host }) => host.cpu ?? []);
        const expected = answer(() => formatCpu(asDriverSays(baselineCpu(cpus, map).cpu, map, false)));
        expect(answer(() => formatCpu(fleetBaseline(sumOf(hosts), map, CHOICES).cpu))).toBe(expected);
      }),
      { numRuns: 200 },
    );
  });

  it("tells who lacks what is lost", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...HOSTS), { minLength: 1, maxLength: 8 }), (hosts) => {
        const answer = answerOf(sumOf(hosts));
        if (typeof answer === "string") return;
        const cpus = hosts.flatMap(({ host }) => host.cpu ?? []);
        const { because } = baselineCpu(cpus, map);
        const { lost } = answer as ReturnType<typeof fleetBaseline>;
        expect(new Map(lost.map(({ feature, lackedBy }) => [feature, lackedBy]))).toEqual(
          new Map([...because].map(([feature, indices]) => [feature, indices.length])),
        );
        for (const { feature, hosts: named } of lost) {
          const lacking = because.get(feature)?.map((index) => hosts[index]?.name) ?? [];
          expect(named).toEqual(lacking.slice(0, 3));
        }
      }),
      { numRuns: 100 },
    );
  });

  it("does not grow with its hosts", () => {
    const sizes = [HOSTS.length, 10 * HOSTS.length].map((count) => {
      const hosts = Array.from({ length: count }, (_, index) => HOSTS[index % HOSTS.length] ?? hostOf("Westmere"));
      return JSON.stringify(toPartial(sumOf(hosts), map)).length;
    });
    expect(sizes[1]).toBeLessThan((sizes[0] ?? 0) * 1.2);
  });
});

describe("what another run made", () => {
  const good = toPartial(sumOf(HOSTS.slice(0, 2)), map);

  it.each([
    ["of another form", { ...good, libvirtCpuBaseline: 2 }, "it was made by another version of libvirt-cpu."],
    [
      "for another libvirt",
      { ...good, libvirt: "9.0.0" },
      "it was made for libvirt 9.0.0, this run is for 12.8.0: choose one with --libvirt.",
    ],
    ["with a number that is none", { ...good, hosts: -1 }, "it is damaged."],
    ["with a feature that there is not", { ...good, common: ["no-such"] }, "it is damaged."],
    ["with models that are none", { ...good, models: { Haswell: [1, "x", {}] } }, "it is damaged."],
    ["with nothing else", { libvirtCpuBaseline: 1, libvirt: "12.8.0" }, "it is damaged."],
  ])("%s is refused", (_, value, wrong) => {
    expect(readPartial(value, map)).toEqual({ wrong });
  });

  it("may have any names", () => {
    const odd = { ...good, vendors: JSON.parse('{"__proto__": 2}'), models: JSON.parse('{"__proto__": [1, 0, {}]}') };
    expect(readPartial(odd, map)).toMatchObject({ arch: "x86_64" });
  });
});
