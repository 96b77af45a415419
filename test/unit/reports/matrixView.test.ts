import { readFileSync } from "node:fs";
import * as l10n from "@vscode/l10n";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Matrix } from "../../../shared/src/messages.js";
import {
  arrange,
  CELL_CODES,
  cellOf,
  cellWords,
  emptyReason,
  FIRST_VIEW,
  groupLabel,
  hasConflict,
  isDifferent,
  MAX_PICTURE_CELLS,
  type MatrixView,
  matrixCsv,
  matrixMarkdown,
  matrixSvg,
  shownLine,
  summaryLine,
  usedAsks,
} from "../../../shared/src/reports/matrix/view/index.js";
import { handMade } from "./matrixSample.js";

const THREE = handMade(
  { sse2: "yyy", avx: "yyn", pku: "ynu", amx: "nww", new: "y--" },
  ["node1", "node2", "node3"],
  "mr x ",
);
const ALL: MatrixView = { ...FIRST_VIEW, differencesOnly: false, sort: "order" };

function rowsShown(matrix: Matrix, view: Partial<MatrixView>): string[] {
  const { lines } = arrange(matrix, { ...ALL, ...view });
  return lines.map((line) => (line.row === undefined ? `# ${line.heading}` : (matrix.features[line.row]?.name ?? "")));
}

describe("arrange", () => {
  it.each<[string, Partial<MatrixView>, string[]]>([
    ["all", {}, ["sse2", "avx", "pku", "amx", "new"]],
    ["those that differ", { differencesOnly: true }, ["avx", "pku"]],
    ["words of the filter", { filter: " A  x" }, ["avx", "amx"]],
    ["a group's name", { filter: "base" }, ["sse2", "avx", "pku", "amx", "new"]],
    ["by name", { sort: "name" }, ["amx", "avx", "new", "pku", "sse2"]],
    ["by name, backwards", { sort: "name", descending: true }, ["sse2", "pku", "new", "avx", "amx"]],
    ["by a host", { sort: "host", sortHost: "node3" }, ["sse2", "amx", "avx", "pku", "new"]],
    ["by a host that is gone", { sort: "host", sortHost: "gone" }, ["sse2", "avx", "pku", "amx", "new"]],
    ["by the document", { sort: "document" }, ["avx", "sse2", "amx", "pku", "new"]],
    ["in groups", { sort: "group" }, ["# base", "sse2", "avx", "pku", "amx", "new"]],
    ["nothing", { filter: "nothing" }, []],
  ])("%s", (_, view, expected) => {
    expect(rowsShown(THREE, view)).toEqual(expected);
  });

  it("filters hosts, and then only these decide what differs", () => {
    const { columns } = arrange(THREE, { ...ALL, hostFilter: "NODE2" });
    expect(columns).toEqual([1]);
    expect(rowsShown(handMade({ avx: "yn" }, ["a", "b"]), { differencesOnly: true, hostFilter: "a" })).toEqual([]);
  });

  it.each([
    ["the VM asks for what no host has", "r", ["avx"]],
    ["the VM's model has it", "m", ["avx"]],
    ["the VM forbids what no host has", "x", []],
    ["the VM disables it", "d", []],
  ])("%s", (_, ask, expected) => {
    expect(rowsShown(handMade({ avx: "nn" }, ["a", "b"], ask), { differencesOnly: true })).toEqual(expected);
  });
});

const matrices = fc
  .record({
    rows: fc.integer({ min: 0, max: 12 }),
    names: fc.uniqueArray(fc.string({ maxLength: 8 }), { maxLength: 6 }),
  })
  .chain(({ rows, names }) =>
    fc.record({
      names: fc.constant(names),
      features: fc.uniqueArray(fc.string({ maxLength: 10 }), { minLength: rows, maxLength: rows }),
      cells: fc.array(fc.array(fc.constantFrom(...CELL_CODES), { minLength: rows, maxLength: rows }), {
        minLength: names.length,
        maxLength: names.length,
      }),
    }),
  )
  .map(
    ({ names, features, cells }): Matrix => ({
      features: features.map((name) => ({ name, group: "base" })),
      models: [],
      blockers: [],
      hosts: names.map((name, column) => ({
        names: [name],
        about: "",
        features: cells[column]?.join("") ?? "",
        models: "",
        blockers: [],
      })),
    }),
  );

describe("laws", () => {
  it("differences only keeps every row in which one host has it and another has not, and no row where all are alike", () => {
    fc.assert(
      fc.property(matrices, (matrix) => {
        const shown = arrange(matrix, { ...ALL, differencesOnly: true }).lines.map(({ row }) => row);
        matrix.features.forEach((_, row) => {
          const codes = matrix.hosts.map((column) => cellOf(column, "features", row));
          const has = codes.some((code) => code === "y" || code === "p");
          const lacks = codes.some((code) => code === "n" || code === "w");
          expect(shown.includes(row)).toBe(has && lacks);
        });
      }),
    );
  });

  it("no sort loses or doubles a row", () => {
    fc.assert(
      fc.property(
        matrices,
        fc.constantFrom("group", "order", "name", "document", "host"),
        fc.boolean(),
        (matrix, sort, descending) => {
          const rows = arrange(matrix, { ...ALL, sort, descending }).lines.flatMap(({ row }) => row ?? []);
          expect(rows.sort((a, b) => a - b)).toEqual(matrix.features.map((_, row) => row));
        },
      ),
    );
  });

  it("CSV parses back to the same names and cells", () => {
    fc.assert(
      fc.property(matrices, (matrix) => {
        const [head = [], ...records] = parseCsv(matrixCsv(matrix, ALL, arrange(matrix, ALL)));
        expect(head.slice(2).map(withoutGuard)).toEqual(matrix.hosts.map(({ names: [name] }) => name));
        expect(records.map(([name = ""]) => withoutGuard(name))).toEqual(matrix.features.map(({ name }) => name));
        records.forEach((record, row) => {
          const expected = matrix.hosts.map((column) => cellWords("features", cellOf(column, "features", row)));
          expect(record.slice(2)).toEqual(expected);
        });
      }),
    );
  });

  it("no field of the CSV begins a formula", () => {
    fc.assert(
      fc.property(matrices, (matrix) => {
        for (const field of parseCsv(matrixCsv(matrix, ALL, arrange(matrix, ALL))).flat()) {
          expect(field).not.toMatch(/^[=+\-@\t\r]/);
        }
      }),
    );
  });
});

function withoutGuard(text: string): string {
  return /^'+[=+\-@\t\r]/.test(text) ? text.slice(1) : text;
}

/** RFC 4180, written apart from the code that it tests. */
function parseCsv(csv: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let field = "";
  for (let at = 0; at < csv.length; at++) {
    const character = csv.charAt(at);
    if (field === "" && character === '"') {
      for (at++; csv.charAt(at) !== '"' || csv.charAt(at + 1) === '"'; at++) {
        if (csv.charAt(at) === '"') at++;
        field += csv.charAt(at);
      }
    } else if (character === "," || csv.startsWith("\r\n", at)) {
      record.push(field);
      field = "";
      if (character === ",") continue;
      records.push(record);
      record = [];
      at++;
    } else field += character;
  }
  return records;
}

describe("exports", () => {
  const hostile = handMade({ "<b>&\"'|\u0000": "yn", "=1+1": "nn" }, ["=cmd|x", 'a,b"c\n<script>'], "r ");

  it("CSV has one column for each single host", () => {
    const [first] = THREE.hosts;
    if (first === undefined) throw new Error("the sample is gone");
    const grouped = { ...THREE, hosts: [{ ...first, names: ["node1", "node7"] }] };
    const csv = matrixCsv(grouped, ALL, arrange(grouped, ALL));
    expect(csv.split("\r\n")[0]).toBe("feature,group,web01,node1,node7");
    expect(csv.split("\r\n")[1]).toBe("sse2,base,in its model,available to VMs,available to VMs");
  });

  it("Markdown keeps hostile names in their cells, and says which cells the VM cannot live with", () => {
    const lines = matrixMarkdown(hostile, ALL, arrange(hostile, ALL)).split("\n");
    const table = lines.filter((line) => line.startsWith("|"));
    expect(table).toHaveLength(4);
    for (const line of table) expect(line.replaceAll(/\\\|/g, "").match(/\|/g)).toHaveLength(5);
    expect(table[2]).toContain("| **○** |");
    expect(table.join("\n")).not.toMatch(/(?<!\\)</);
  });

  it("SVG is well formed whatever the names, and needs nothing else", () => {
    const picture = matrixSvg(hostile, ALL, arrange(hostile, ALL), "a & <b>");
    const svg = picture?.svg ?? "";
    expect(svg.includes("\0")).toBe(false);
    expect(svg).not.toMatch(/<script|<b>|href="(?!#)|url\(/);
    expect(svg).toContain("<title>a &amp; &lt;b&gt;</title>");
    expect(svg.replaceAll(/&(amp|lt|gt|quot);/g, "")).not.toContain("&");
    // Three cells, one entry of the legend, and one for what is conflicts with the VM.
    expect(svg.match(/<use href="#n"/g)).toHaveLength(3 + 1 + 1);
    expect(svg.match(/<use href="#conflict"/g)).toHaveLength(1 + 1);
  });

  it("a picture of too many cells is none", () => {
    const hosts = Array.from({ length: 1000 }, (_, index) => `h${index}`);
    const rows = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`f${index}`, "y"]));
    const large = handMade(rows, hosts);
    expect(300 * 1000).toBeGreaterThan(MAX_PICTURE_CELLS);
    expect(matrixSvg(large, ALL, arrange(large, ALL), "large")).toBeUndefined();
    const some = { ...ALL, filter: "f1" };
    expect(matrixSvg(large, some, arrange(large, some), "some")).toBeDefined();
  });
});

describe("words", () => {
  it.each([
    [
      THREE,
      [0, 1, 2],
      "2 of 5 features differ between 3 hosts · 2 on all, 1 on none · web01 starts on 0 of 3 hosts, 3 unknown",
    ],
    [THREE, [2], "1 of 5 features available, 2 not available, 2 unknown"],
    [THREE, [], "No hosts, 5 features"],
  ])("summary %#", (matrix, columns, expected) => {
    expect(summaryLine(matrix, "features", columns)).toBe(expected);
  });

  it.each([
    [["starts", "fails", "fits"], "web01 starts on 1 of 3 hosts, 1 unknown"],
    [["starts", "starts", "starts"], "web01 starts on 3 of 3 hosts"],
    [["fails", "fails", "unknown"], "web01 starts on 0 of 3 hosts, 1 unknown"],
  ] as const)("on how many hosts the VM starts: %j", (outcomes, expected) => {
    const hosts = THREE.hosts.map((host, index) => ({ ...host, verdict: { outcome: outcomes[index] ?? "unknown" } }));
    expect(summaryLine({ ...THREE, hosts }, "features", [0, 1, 2])).toMatch(new RegExp(`· ${expected}$`));
  });

  it("of one host says whether the VM starts there, and why not", () => {
    const verdict = { outcome: "fails", why: "missing avx" } as const;
    const hosts = THREE.hosts.map((host) => ({ ...host, verdict }));
    expect(summaryLine({ ...THREE, hosts }, "features", [2])).toMatch(/ · web01 does not start here: missing avx$/);
  });

  it.each<[Partial<MatrixView>, string]>([
    [{}, "Showing 5 features"],
    [{ filter: "sse2", sort: "group" }, "Showing 1 feature"],
    [{ filter: "zzz" }, "Showing 0 features"],
    [{ hostFilter: "node2" }, "Showing 5 features on 1 of 3 hosts"],
  ])("what is shown is counted: %j", (change, expected) => {
    const view = { ...ALL, ...change };
    expect(shownLine(THREE, view, arrange(THREE, view))).toBe(expected);
  });

  it.each<[Partial<MatrixView>, string[], boolean]>([
    [{}, ["r", "m", "x"], true],
    [{ filter: "sse2" }, ["m"], false],
    [{ filter: "avx" }, ["r"], true],
    [{ filter: "avx", hostFilter: "node1" }, ["r"], false],
    [{ filter: "zzz" }, [], false],
  ])("the legend explains what is there: %j", (change, asks, conflict) => {
    const view = { ...ALL, ...change };
    expect(usedAsks(THREE, "features", arrange(THREE, view))).toEqual(asks);
    expect(hasConflict(THREE, "features", arrange(THREE, view))).toBe(conflict);
  });

  it.each<[Partial<MatrixView>, RegExp | undefined]>([
    [{}, undefined],
    [{ filter: "zzz" }, /Clear the filter/],
    [{ filter: "sse2", differencesOnly: true }, /turn off "Differences only"/],
    [{ hostFilter: "zzz" }, /Clear the host filter/],
    [{ tab: "models" }, /There are no models/],
  ])("an empty table says why: %j", (change, expected) => {
    const view = { ...ALL, ...change };
    const reason = emptyReason(THREE, view, arrange(THREE, view));
    if (expected === undefined) expect(reason).toBeUndefined();
    else expect(reason).toMatch(expected);
  });

  it("no host, and no difference", () => {
    const none = handMade({ avx: "" }, []);
    expect(emptyReason(none, ALL, arrange(none, ALL))).toMatch(/Add one/);
    const alike = handMade({ avx: "yy" }, ["a", "b"]);
    const view = { ...ALL, differencesOnly: true };
    expect(isDifferent(alike, "features", 0, [0, 1])).toBe(false);
    expect(emptyReason(alike, view, arrange(alike, view))).toMatch(/Differences only/);
  });
});

describe("the groups of features", () => {
  const groups = ["x86", "aarch64"].flatMap((arch) => {
    const text = readFileSync(new URL(`../../../data/docs/features/${arch}.json`, import.meta.url), "utf8");
    return [...text.matchAll(/"group": "([^"]+)"/g)].map(([, group = ""]) => group);
  });

  it.each([...new Set(groups)])("%s has a heading that can be translated", (group) => {
    l10n.config({ contents: readTranslations() });
    const label = groupLabel(group);
    l10n.config({ contents: {} });
    expect(label).toMatch(/\p{Script=Han}/u);
  });
});

function readTranslations(): Record<string, string> {
  return JSON.parse(readFileSync(new URL("../../../l10n/bundle.l10n.zh-cn.json", import.meta.url), "utf8"));
}
