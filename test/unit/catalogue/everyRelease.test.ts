import { describe, expect, it } from "vitest";
import { type Catalogue, knows } from "../../../shared/src/catalogue/index.js";
import { decodeCpu } from "../../../shared/src/engine/index.js";
import { hostData, hostNames } from "../../conformance/vectors.js";
import { testCatalogue } from "../../support/catalogue.js";

/** libvirt's releases: eleven a year, ten in the year that is not over. */
const MINORS = [7, 8, 9, 10, 11, 12].flatMap((major) =>
  Array.from({ length: major === 12 ? 10 : 11 }, (_, minor) => `${major}.${minor}.0`),
);

function mapOf({ map }: Catalogue) {
  if (map === undefined) throw new Error("no map");
  return map;
}

describe.each(["x86_64", "aarch64", "ppc64"])("every release from 7.0.0 to 12.9.0, %s", (arch) => {
  it.each(MINORS)("%s: its map has what the release knows or possibly knows, and nothing else", async (release) => {
    const catalogue = await testCatalogue(arch, release);
    const { models, features } = catalogue.histories;
    const map = mapOf(catalogue);
    const expected = (names: Iterable<string>, kind: "model" | "feature", known: readonly string[]) =>
      [...names].filter((name) =>
        known.includes(knows(catalogue, kind === "model" ? { model: name } : { feature: name }).known),
      );
    const there = ["yes", "possibly"];
    expect(new Set(map.modelByName.keys())).toEqual(new Set(expected(models.keys(), "model", there)));
    expect(new Set(map.featureByName.keys())).toEqual(new Set(expected(features.keys(), "feature", there)));
    expect(map.uncertain).toEqual({
      models: new Set(expected(models.keys(), "model", ["possibly"])),
      features: new Set(expected(features.keys(), "feature", ["possibly"])),
    });
    expect(map.release).toBe(release);
  });

  it.each(MINORS)("%s: a model that it has for sure is made of what it has for sure", async (release) => {
    const map = mapOf(await testCatalogue(arch, release));
    const unsure = map.features.filter(({ name }) => map.uncertain.features.has(name));
    for (const model of map.models.filter(({ name }) => !map.uncertain.models.has(name))) {
      const odd = unsure.filter(({ bits }) => bits.some(({ word, mask }) => ((model.words[word] ?? 0) & mask) !== 0));
      expect([model.name, odd.map(({ name }) => name)]).toEqual([model.name, []]);
      expect(map.uncertain.models.has(model.ancestor ?? "")).toBe(false);
      expect(map.uncertain.models.has(model.canonical ?? "")).toBe(false);
    }
  });
});

describe.each(["7.2.0", "8.7.0", "9.3.0", "10.6.0", "10.10.0", "11.6.0", "12.6.0"])("libvirt %s", (release) => {
  it.each(hostNames)("describes %s without what it possibly lacks", async (host) => {
    const map = mapOf(await testCatalogue("x86_64", release));
    const guest = decodeCpu(hostData(host), map, { type: "guest" });
    expect(guest.features.filter(({ name }) => map.uncertain.features.has(name))).toEqual([]);
    for (const { model = "" } of [guest, decodeCpu(hostData(host), map, { type: "host" })]) {
      expect(map.uncertain.models.has(model)).toBe(false);
    }
  });
});
