import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readMaps } from "../../../scripts/importCpuMap.js";
import { joinCpuMaps } from "../../../scripts/joinCpuMaps.js";
import { type CpuMapJson, type CpuMapsJson, cpuMapAt } from "../../../shared/src/engine/index.js";

type Arch = CpuMapsJson["arch"];

const readJson = (path: string) => JSON.parse(readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8"));
const mapsOf = (arch: Arch): CpuMapsJson => readJson(`data/cpu-map/${arch}.json`);
const contentOf = ({ vendors, features, models }: CpuMapJson) => [vendors, features, models];

/** What was imported from libvirt's files: models, features, and a checksum of everything. */
const IMPORTED: readonly (readonly [arch: Arch, release: string, models: number, features: number, sum: string])[] = [
  ["x86", "7.0.0", 57, 184, "9567948a64804c73"],
  ["x86", "8.1.0", 58, 187, "205490ecb5aef111"],
  ["x86", "9.0.0", 58, 212, "8baf7f73bdd083fa"],
  ["x86", "9.8.0", 60, 237, "919d5b6da336eb4c"],
  ["x86", "9.10.0", 60, 332, "ed104718a3988883"],
  ["x86", "10.4.0", 60, 332, "562bf3476ca21eb9"],
  ["x86", "10.7.0", 61, 341, "b87132f28dff8773"],
  ["x86", "11.3.0", 150, 364, "9cd48941fd17dcf0"],
  ["x86", "12.8.0", 176, 400, "8ed01135c8dc7a04"],
  ["aarch64", "7.0.0", 8, 17, "5222948363ec90f4"],
  ["aarch64", "8.1.0", 8, 17, "5222948363ec90f4"],
  ["aarch64", "9.0.0", 12, 17, "c91b916b01bcf56f"],
  ["aarch64", "9.8.0", 12, 17, "c91b916b01bcf56f"],
  ["aarch64", "9.10.0", 12, 17, "c91b916b01bcf56f"],
  ["aarch64", "10.4.0", 12, 17, "c91b916b01bcf56f"],
  ["aarch64", "10.7.0", 12, 18, "b389bcd3222c5307"],
  ["aarch64", "11.3.0", 14, 18, "eacef671bcdc473f"],
  ["aarch64", "12.8.0", 15, 18, "285e1917be1c5074"],
  ["ppc64", "7.0.0", 6, 0, "362c782128fd0d86"],
  ["ppc64", "8.1.0", 6, 0, "362c782128fd0d86"],
  ["ppc64", "9.0.0", 7, 0, "b34a84cc59a15b15"],
  ["ppc64", "9.8.0", 7, 0, "b34a84cc59a15b15"],
  ["ppc64", "9.10.0", 7, 0, "b34a84cc59a15b15"],
  ["ppc64", "10.4.0", 7, 0, "b34a84cc59a15b15"],
  ["ppc64", "10.7.0", 7, 0, "b34a84cc59a15b15"],
  ["ppc64", "11.3.0", 7, 0, "12fcfac63ecdc4cf"],
  ["ppc64", "12.8.0", 8, 0, "02b7bc11ae8583b6"],
];

it.each(IMPORTED)("%s of libvirt %s: %i models, %i features", (arch, release, models, features, sum) => {
  const map = cpuMapAt(mapsOf(arch), release);
  expect([map.models.length, map.features.length]).toEqual([models, features]);
  expect(
    createHash("sha256")
      .update(JSON.stringify(contentOf(map)))
      .digest("hex")
      .slice(0, 16),
  ).toBe(sum);
});

it("there are no others", () => {
  const stored = (["x86", "aarch64", "ppc64"] as const).flatMap((arch) =>
    mapsOf(arch).releases.map((release) => `${arch} ${release}`),
  );
  expect(stored).toEqual(IMPORTED.map(([arch, release]) => `${arch} ${release}`));
  expect(() => cpuMapAt(mapsOf("x86"), "10.0.0")).toThrow("there is none of libvirt 10.0.0");
});

/** libvirt's own files are not part of the project: a folder with one cpu_map folder a release may be named. */
const SOURCE = process.env.CPU_MAPS ?? "";

describe.runIf(existsSync(SOURCE))("libvirt's own files", () => {
  it.each(["x86", "aarch64", "ppc64"] as const)("%s is stored as they say it", (arch) => {
    const imported = readMaps(SOURCE, arch);
    expect(imported.length).toBeGreaterThan(0);
    for (const map of imported) {
      expect([map.release, ...contentOf(cpuMapAt(mapsOf(arch), map.release))]).toEqual([
        map.release,
        ...contentOf(map),
      ]);
    }
  });
});

describe("joinCpuMaps", () => {
  const map = (release: string, ...features: string[]): CpuMapJson => ({
    source: "",
    licence: "LGPL-2.1-or-later",
    arch: "x86",
    release,
    vendors: [],
    features: features.map((text) => {
      const [name = "", bit] = text.split("=");
      return { name, ...(bit === undefined ? {} : { registers: [{ cpuid: "0x1", eax: bit }] }) };
    }),
    models: [],
  });

  it.each<[what: string, lists: readonly (readonly string[])[], joined: readonly string[]]>([
    [
      "alike",
      [
        ["a", "b"],
        ["a", "b"],
      ],
      ["a", "b"],
    ],
    [
      "one more",
      [
        ["a", "c"],
        ["a", "b", "c"],
      ],
      ["a", "b 2.0.0..", "c"],
    ],
    ["one less", [["a", "b"], ["b"]], ["a ..1.0.0", "b"]],
    ["defined anew", [["a=0x1"], ["a=0x2"]], ["a ..1.0.0", "a 2.0.0.."]],
    [
      "moved",
      [
        ["a", "b", "c"],
        ["b", "c", "a"],
      ],
      ["a ..1.0.0", "b", "c", "a 2.0.0.."],
    ],
    ["gone and back", [["a"], [], ["a"]], ["a ..1.0.0", "a 3.0.0.."]],
  ])("%s", (_, lists, joined) => {
    const maps = lists.map((names, at) => map(`${at + 1}.0.0`, ...names));
    const all = joinCpuMaps(maps);
    const shown = all.features.map(({ name, since = "", until = "" }) =>
      since === "" && until === "" ? name : `${name} ${since}..${until}`,
    );
    expect(shown).toEqual(joined);
    for (const each of maps) expect(cpuMapAt(all, each.release).features).toEqual(each.features);
  });
});
