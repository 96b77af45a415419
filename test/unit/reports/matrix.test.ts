import { beforeAll, describe, expect, it } from "vitest";
import { modelsWith } from "../../../shared/src/catalogue/index.js";
import type { PoolHost } from "../../../shared/src/hosts/index.js";
import { judge } from "../../../shared/src/hosts/index.js";
import type { Matrix } from "../../../shared/src/messages.js";
import { askOf, cellOf, cellText, type Tab } from "../../../shared/src/reports/matrix/view/index.js";
import { testCatalogue } from "../../support/catalogue.js";
import { matrixOf, sampleHost, sampleHosts, sampleMap } from "./matrixSample.js";

const WEB =
  "<cpu mode='custom' match='exact'><model>Haswell-noTSX</model><feature policy='require' name='pku'/><feature policy='disable' name='avx2'/><feature policy='forbid' name='pcid'/></cpu>";

let hosts: readonly PoolHost[];
let matrix: Matrix;
beforeAll(async () => {
  hosts = await sampleHosts();
  matrix = await matrixOf(hosts, WEB, { unknown: [{ name: "node9", reason: "No document describes it." }] });
});

function row(tab: Tab, name: string): number {
  return matrix[tab].findIndex((each) => each.name === name);
}

function codes(tab: Tab, name: string): string {
  return matrix.hosts.map((column) => cellOf(column, tab, row(tab, name))).join("");
}

describe("cells of the sample hosts node1, node2, node3, a bare processor, one unknown", () => {
  it.each([
    ["features", "sse2", "yyypu"],
    ["features", "avx512f", "ynnpu"],
    ["features", "pku", "ynnpu"],
    ["features", "amx-tile", "nnnnu"],
  ] as const)("%s %s: %s", (tab, name, expected) => {
    expect(codes(tab, name)).toBe(expected);
  });

  it("a feature that the hypervisor withholds is told from one that the processor lacks", () => {
    expect(codes("features", "monitor").charAt(0)).toBe("w");
  });

  it("every model agrees with the host's own list, or with what starting it would be judged", () => {
    for (const [column, host] of hosts.entries()) {
      for (const [index, { name }] of matrix.models.entries()) {
        const code = matrix.hosts[column]?.models.charAt(index);
        const listed = host.host.models?.find((model) => model.name === name);
        if (listed !== undefined) expect(code, name).toBe({ yes: "y", no: "n", unknown: "u" }[listed.usable]);
        else if (host.host.models !== undefined) expect(code, name).toMatch(/[w-]/);
        else {
          const cpu = {
            type: "guest",
            mode: "custom",
            match: "exact",
            model: name,
            fallback: "forbid",
            features: [],
          } as const;
          expect(code, name).toBe(
            { fits: "p", fails: "n", unknown: "u", starts: "y" }[judge({ cpu, arch: "x86_64" }, host).outcome],
          );
        }
      }
    }
  });

  it("says what blocks a model", () => {
    const index = row("models", "Skylake-Server");
    expect(codes("models", "Skylake-Server").charAt(1)).toBe("n");
    expect(cellText(matrix, "models", index, 1)).toMatch(/^Skylake-Server: not usable on node2; missing: .*avx512f/);
  });

  it("what the hypervisor of an old libvirt does not say, the host-model tells", async () => {
    const [node2] = hosts.slice(1);
    if (node2?.host.models === undefined) throw new Error("node2 lists no models");
    const models = node2.host.models.map((model) => ({ ...model, blockers: [] }));
    const silent = await matrixOf([{ ...node2, host: { ...node2.host, models } }]);
    const index = silent.models.findIndex(({ name }) => name === "Skylake-Server");
    expect(cellText(silent, "models", index, 0)).toContain("avx512f");
  });

  it("the bare processor's cells name no hypervisor", () => {
    expect(matrix.hosts[3]?.features).not.toMatch(/[yw]/);
    expect(matrix.hosts[3]?.models).not.toMatch(/[yw]/);
  });
});

describe("the document's column", () => {
  it.each([
    ["pku", "r"],
    ["avx2", "d"],
    ["pcid", "x"],
    ["sse2", "m"],
    ["avx512f", " "],
  ])("%s: %s", (name, expected) => {
    expect(askOf(matrix, "features", row("features", name))).toBe(expected);
  });

  it("says where a host falls short of it", () => {
    expect(cellText(matrix, "features", row("features", "pku"), 1)).toBe("pku: missing on node2; the VM requires it");
    expect(cellText(matrix, "features", row("features", "pcid"), 0)).toBe(
      "pcid: available to VMs on node1; the VM forbids it",
    );
  });

  it("marks the model, and follows the host where the mode does", async () => {
    expect(askOf(matrix, "models", row("models", "Haswell-noTSX"))).toBe("m");
    const following = await matrixOf(hosts, "<cpu mode='host-model'><feature policy='disable' name='avx'/></cpu>");
    expect(following.document?.features.trim()).toBe("d");
    expect(following.document?.about).toContain("host-model");
  });
});

describe("rows and columns", () => {
  it("has every feature and model of the map once, features in its order", async () => {
    const { features, models } = await testCatalogue();
    expect(matrix.features.map(({ name }) => name)).toEqual([...features.keys()]);
    expect(new Set(matrix.models.map(({ name }) => name)).size).toBe(matrix.models.length);
    expect(matrix.models.map(({ name }) => name)).toEqual(expect.arrayContaining([...models.keys()]));
  });

  it("orders models by vendor, then by year", () => {
    const groups = [...new Set(matrix.models.map(({ group }) => group))];
    expect(groups.slice(0, 2)).toEqual(["Intel", "AMD"]);
    expect(groups).toHaveLength(new Set(groups).size);
    expect(row("models", "Nehalem")).toBeLessThan(row("models", "Haswell"));
    expect(row("models", "EPYC")).toBeLessThan(row("models", "EPYC-Milan"));
  });

  it("gathers hosts that share a description, 1,000 of them too", async () => {
    const [node1, node2] = hosts;
    if (node1 === undefined || node2 === undefined) throw new Error("the samples are gone");
    const many = Array.from({ length: 1000 }, (_, index) => ({
      ...(index % 3 === 0 ? node2 : node1),
      name: `h${index}`,
    }));
    const large = await matrixOf(many);
    expect(large.hosts.map(({ names }) => names.length)).toEqual([334, 666]);
    expect(cellText(large, "features", 0, 0)).toContain("h0 and 333 others");
  });

  it("a release that lacks a name says so, and does not hide it from the others", async () => {
    const old = await sampleMap("9.0.0");
    const node2 = await sampleHost("old", old, "node2.domcaps.xml");
    const mixed = await matrixOf([node2, ...hosts], undefined, {
      catalogues: [await testCatalogue("x86_64", "9.0.0"), await testCatalogue()],
    });
    const added = mixed.features.findIndex(({ name }) => !old.featureByName.has(name));
    expect(added).toBeGreaterThan(0);
    expect(mixed.hosts[0]?.features.charAt(added)).toBe("-");
    expect(mixed.hosts[1]?.features.charAt(added)).not.toBe("-");
    expect(mixed.features).toHaveLength(matrix.features.length);
  });

  it("a host model that the map lacks leaves the cells unknown", async () => {
    const [node1] = hosts;
    if (node1?.host.hostModel === undefined) throw new Error("node1 has no host-model");
    const { cpu: _cpu, ...host } = { ...node1.host, hostModel: { ...node1.host.hostModel, model: "Future-v9" } };
    const future = await matrixOf([{ ...node1, host }]);
    expect(new Set(future.hosts[0]?.features)).toEqual(new Set(["u"]));
  });

  it("agrees with the map on what a model holds", async () => {
    const { map } = await testCatalogue();
    const pcid = map?.featureByName.get("pcid");
    if (map === undefined || pcid === undefined) throw new Error("the map is gone");
    const asked = await matrixOf(hosts, "<cpu match='exact'><model>Haswell</model></cpu>");
    expect(askOf(asked, "features", row("features", "pcid"))).toBe(
      modelsWith(pcid, map).includes("Haswell") ? "m" : " ",
    );
  });
});
