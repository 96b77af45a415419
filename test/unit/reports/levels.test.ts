import { readFile } from "node:fs/promises";
import { beforeAll, describe, expect, it } from "vitest";
import { sampleHost, sampleTarget } from "../../../scripts/sampleTarget.js";
import { judge, type PoolHost, type Target } from "../../../shared/src/hosts/index.js";
import { levelDocument, levelSteps, loadLadders, reportMarkdown } from "../../../shared/src/reports/index.js";
import { highestRung, isReached, type LevelReport } from "../../../shared/src/reports/levels/levelReport.js";
import type { Ladder } from "../../../shared/src/reports/levels/levelsJson.js";
import { testCatalogue } from "../../support/catalogue.js";
import { fleetTarget } from "../../support/fleetTarget.js";
import { toEnd } from "../../support/steps.js";

/** Reading a fleet takes a second, and many of them on a busy machine; in milliseconds. */
const FLEET_LIMIT = 60_000;

const DATA = new URL("../../../data/", import.meta.url);
let ladders: readonly Ladder[] = [];
beforeAll(async () => {
  ladders = await loadLadders((path) => readFile(new URL(path, DATA), "utf8"));
});

function levels(target: Pick<Target, "hosts" | "unknown">): LevelReport {
  return toEnd(levelSteps("prod", target, ladders));
}

function markdown(target: Pick<Target, "hosts" | "unknown">): string {
  return reportMarkdown(levelDocument(levels(target)));
}

describe("the ladders", () => {
  it("name models of libvirt's newest map, of their vendor, each once", async () => {
    const { map } = await testCatalogue();
    const models = ladders.flatMap(({ vendor, levels }) =>
      levels.flatMap((each) => each.models.map((m) => [m, vendor])),
    );
    for (const [model = "", vendor] of models) {
      const own = map?.modelByName.get(model);
      expect(own, model).toBeDefined();
      expect([undefined, vendor], model).toContain(own?.vendor);
    }
    expect(new Set(models.map(([model]) => model)).size).toBe(models.length);
  });

  it("say why where there is no model", () => {
    const without = ladders.flatMap(({ levels }) => levels.filter(({ models }) => models.length === 0));
    expect(without.map(({ name }) => name)).toEqual(["Opteron Generation 3", "Opteron Steamroller"]);
    for (const { note } of without) expect(note).toBeTruthy();
  });
});

describe("how far hosts get", () => {
  it.each([
    [["node1"], ["Intel Skylake", "x86-64 x86-64-v4"]],
    [["node2"], ["Intel Haswell", "x86-64 x86-64-v3"]],
    [["node3"], ["AMD Zen 2", "x86-64 x86-64-v3"]],
    [["old-xeon"], ["Intel Westmere", "x86-64 x86-64-v2"]],
    [
      ["node1", "node2"],
      ["Intel Haswell", "x86-64 x86-64-v3"],
    ],
    [
      ["node1", "node2", "node3", "old-xeon"],
      ["Intel Westmere", "AMD Zen 2", "x86-64 x86-64-v2"],
    ],
  ])("%j: %j", (names, expected) => {
    const { vendors, abi } = levels(sampleTarget(names));
    const found = [...vendors, ...(abi === undefined ? [] : [abi])];
    expect(found.map((ladder) => `${ladder.name} ${highestRung(ladder)?.name}`)).toEqual(expected);
  });

  it("the highest level's model runs on every host, and no next one's does", () => {
    for (const names of [["node1", "node2"], ["node3"], ["node1", "node2", "old-xeon"]]) {
      const { hosts } = sampleTarget(names);
      const [ladder] = levels({ hosts, unknown: [] }).vendors;
      const highest = ladder && highestRung(ladder);
      const rungs = ladder?.rungs ?? [];
      const above = highest === undefined ? rungs : rungs.slice(rungs.indexOf(highest) + 1);
      expect(hosts.every((host) => runs(highest?.model, host))).toBe(true);
      expect(above.length).toBeGreaterThan(0);
      const models = ladders.flatMap((each) =>
        each.levels.filter(({ name }) => above.some((rung) => rung.name === name)),
      );
      for (const model of models.flatMap((level) => level.models)) {
        expect(
          hosts.every((host) => runs(model, host)),
          model,
        ).toBe(false);
      }
    }
  });

  it(
    "of a fleet as well, in a document that can be read",
    async () => {
      const { map } = await testCatalogue();
      if (map === undefined) throw new Error("there is no map");
      const target = fleetTarget(1000, map);
      const report = levels(target);
      const [ladder] = report.vendors;
      const highest = ladder && highestRung(ladder);
      expect(target.hosts.every((host) => runs(highest?.model, host))).toBe(true);
      for (const { usable, blocked, unknown } of ladder?.rungs ?? []) {
        const blockedHosts = blocked.reduce((sum, { hosts }) => sum + hosts.length, 0);
        expect(usable.length + blockedHosts + unknown.length).toBe(1000);
      }
      expect(reportMarkdown(levelDocument(report)).length).toBeLessThan(20_000);
    },
    FLEET_LIMIT,
  );

  it("a host of an older libvirt that has not the model does not reach its level", () => {
    const [ladder] = levels(sampleTarget(["libvirt90-node1"])).vendors;
    const rung = ladder?.rungs.find(({ name }) => name === "Sapphire Rapids");
    expect(rung === undefined || isReached(rung)).toBe(false);
  });
});

function runs(model: string | undefined, host: PoolHost): boolean {
  const cpu = {
    type: "guest",
    mode: "custom",
    match: "exact",
    check: "partial",
    fallback: "allow",
    features: [],
  } as const;
  if (model === undefined) return false;
  const { outcome } = judge({ cpu: { ...cpu, model }, arch: "x86_64" }, host);
  return outcome === "starts" || outcome === "fits";
}

describe("the levels as Markdown", () => {
  it("say the highest first, then each level, then what stands in the way", () => {
    const text = markdown(sampleTarget(["node1", "node2"]));
    expect(text).toContain(
      "# CPU levels of prod\n\nThe highest Intel generation of all hosts is **Haswell**. Its model is `Haswell-noTSX-IBRS`. The highest x86-64 level of all hosts is **x86-64-v3**.",
    );
    expect(text).toContain(
      "| **Haswell** | `Haswell-noTSX-IBRS` | ✓ all |\n| Broadwell | `Broadwell-noTSX-IBRS` | ✗ 1 of 2 |",
    );
    expect(text).toContain("- **Broadwell**: `3dnowprefetch`, `adx`, `rdseed` and `smap` missing on node2.");
    expect(text).toContain("- **x86-64-v4**: `avx512f`,");
  });

  it("say of a level without a model why", () => {
    const text = markdown(sampleTarget(["node3"]));
    expect(text).toContain("| Opteron Steamroller | none | – no model |");
    expect(text).toContain("Note on **Opteron Steamroller**: libvirt has no model of this generation.");
  });

  it("say which hosts have no ladder, and of which nothing is known", () => {
    const arm = sampleHost("node1");
    const hosts = [sampleHost("node2"), { ...arm, name: "pi", host: { ...arm.host, arch: "aarch64" } }, hygon()];
    const text = markdown({ hosts, unknown: [{ name: "node9", reason: "No document describes it." }] });
    expect(text).toContain("- **pi**: only x86-64 has levels; these are aarch64.");
    expect(text).toContain("- **dhyana**: there are no levels for Hygon processors.");
    expect(text).toContain("- **node9**: No document describes it.");
    expect(text).toContain("There is no data about node9.");
  });

  it("say so where nothing is known at all", () => {
    expect(markdown({ hosts: [], unknown: [{ name: "a", reason: "r" }] })).toContain(
      "There is no data about a host with levels.",
    );
  });
});

function hygon(): PoolHost {
  const host = sampleHost("old-xeon");
  const cpu = {
    type: "host",
    arch: "x86_64",
    model: "Dhyana",
    vendor: "Hygon",
    fallback: "allow",
    features: [],
  } as const;
  return { ...host, name: "dhyana", host: { ...host.host, cpu } };
}
