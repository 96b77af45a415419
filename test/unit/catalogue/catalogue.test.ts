import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { abiLevel, type Catalogue, loadCatalogue, modelsWith } from "../../../shared/src/catalogue/index.js";

const readData = (path: string) => readFile(new URL(`../../../data/${path}`, import.meta.url), "utf8");
const load = (arch: string, release = "12.8.0", read = readData) => loadCatalogue(read, { arch, release });

function mapOf({ map }: Catalogue) {
  if (map === undefined) throw new Error("no map");
  return map;
}

describe("loadCatalogue", () => {
  it.each([
    ["x86_64", "x86", 176, 400],
    ["i686", "x86", 176, 400],
    ["aarch64", "aarch64", 47, 18],
    ["ppc64le", "ppc64", 8, 0],
    ["s390x", undefined, 82, 0],
    ["riscv64", undefined, 28, 0],
    ["mips", undefined, 0, 0],
    ["__proto__", undefined, 0, 0],
  ])("%s: the map %s, %i models, %i features", async (arch, map, models, features) => {
    const catalogue = await load(arch);
    expect(catalogue.map?.arch).toBe(map);
    expect([catalogue.models.size, catalogue.features.size]).toEqual([models, features]);
    expect(catalogue.grammar.elements["cpu/feature"]?.attributes?.policy?.values).toHaveProperty("forbid");
  });

  it("reads only what the architecture needs", async () => {
    const read: string[] = [];
    await load("s390x", "12.8.0", (path) => {
      read.push(path);
      return readData(path);
    });
    expect(read.sort()).toEqual(["docs/elements.json", "docs/models/s390x.json", "models/s390x.json"]);
  });

  it("knows on x86 no model that the release lacks", async () => {
    expect((await load("x86_64", "11.3.0")).models.has("EPYC-Turin")).toBe(false);
    expect((await load("x86_64", "12.8.0")).models.has("EPYC-Turin")).toBe(true);
  });

  it.each(["7.0.0", "8.1.0", "9.0.0", "9.8.0", "9.10.0", "10.4.0", "10.7.0", "11.3.0", "12.8.0"])(
    "describes every model and feature of %s",
    async (release) => {
      const { models, features } = await load("x86_64", release);
      const plain = /^(?:The model|A model of|A variant of|The CPU feature) /;
      const undescribed = [...models.values(), ...features.values()].filter(({ summary }) => plain.test(summary));
      expect(undescribed.map(({ name }) => name)).toEqual([]);
    },
  );

  it("goes without descriptions, but not without a map or a grammar", async () => {
    const without = (missing: RegExp) => (path: string) =>
      missing.test(path) ? Promise.reject(new Error(`no ${path}`)) : readData(path);
    const bare = await load("x86_64", "12.8.0", without(/docs\/(?:models|features)|^models/));
    expect(bare.models.get("Haswell")).toMatchObject({
      vendor: "Intel",
      summary: "A model of Intel.",
      deprecated: false,
    });
    expect(bare.features.get("avx2")).toMatchObject({ title: "avx2", summary: expect.stringContaining("ebx bit 5") });
    await expect(load("x86_64", "12.8.0", without(/cpu-map/))).rejects.toThrow("no cpu-map/x86.json");
    await expect(load("x86_64", "12.8.0", without(/elements/))).rejects.toThrow("no docs/elements.json");
  });

  it("finds nothing under the names of prototypes", async () => {
    const { grammar } = await load("mips");
    expect(grammar.elements.constructor).toBeUndefined();
    expect(grammar.elements.cpu?.attributes?.toString).toBeUndefined();
  });
});

describe("placeOf, as the entries say it", () => {
  it.each([
    ["avx2", "CPUID leaf 0x7, subleaf 0, ebx bit 5"],
    ["sse2", "CPUID leaf 0x1, edx bit 26"],
    ["xsaveopt", "CPUID leaf 0xd, subleaf 1, eax bit 0"],
    ["invtsc", "CPUID leaf 0x80000007, edx bit 8"],
    ["rdctl-no", "MSR 0x10a bit 0"],
    ["vmx-ept", "MSR 0x48b bit 33"],
  ])("%s: %s", async (name, place) => {
    expect((await load("x86_64")).features.get(name)?.place).toBe(place);
  });
});

describe("abiLevel", () => {
  it.each([
    ["486", undefined],
    ["qemu64", "x86-64-v1"],
    ["Nehalem", "x86-64-v2"],
    ["IvyBridge", "x86-64-v2"],
    ["Haswell", "x86-64-v3"],
    ["EPYC", "x86-64-v3"],
    ["Skylake-Client", "x86-64-v3"],
    ["Skylake-Server", "x86-64-v4"],
    ["EPYC-Genoa", "x86-64-v4"],
  ])("%s: %s", async (name, level) => {
    const catalogue = await load("x86_64");
    const model = mapOf(catalogue).modelByName.get(name);
    if (model === undefined) throw new Error(`no ${name}`);
    expect(abiLevel(model, mapOf(catalogue))).toBe(level);
    expect(catalogue.models.get(name)?.abiLevel).toBe(level);
  });
});

describe("modelsWith", () => {
  it.each([
    ["md-clear", []],
    ["mpx", ["Denverton", "Icelake-Client"]],
    ["sve", undefined],
  ])("%s", async (name, expected) => {
    const map = mapOf(await load("x86_64"));
    const feature = map.featureByName.get(name);
    expect(feature === undefined).toBe(expected === undefined);
    if (feature === undefined) return;
    const names = modelsWith(feature, map);
    expect(names).toEqual(expect.arrayContaining(expected ?? []));
    // The other way round: who has it says so.
    for (const model of map.models) {
      const has = feature.bits.every(({ word, mask }) => ((model.words[word] ?? 0) & mask) >>> 0 === mask >>> 0);
      expect(names.includes(model.name)).toBe(has);
    }
  });
});
