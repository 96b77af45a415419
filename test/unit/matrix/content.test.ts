import { beforeAll, describe, expect, it } from "vitest";
import { contentOf, type GridContent } from "../../../client/src/matrix/webview/content.js";
import type { Matrix } from "../../../shared/src/messages.js";
import { arrange, FIRST_VIEW, type MatrixView } from "../../../shared/src/reports/matrix/view/index.js";
import { matrixOf, sampleHosts } from "../reports/matrixSample.js";

const WEB = "<cpu><model>Haswell-noTSX</model><feature policy='require' name='pku'/></cpu>";

let matrix: Matrix;
beforeAll(async () => {
  const hosts = await sampleHosts();
  const alike = hosts.slice(0, 1).map((host) => ({ ...host, name: "node7" }));
  matrix = await matrixOf([...hosts, ...alike], WEB, { unknown: [{ name: "node9", reason: "No document." }] });
});

function contentWith(change: Partial<MatrixView> = {}, from: Matrix = matrix): GridContent {
  const view = { ...FIRST_VIEW, ...change };
  return contentOf(from, view, arrange(from, view), "Features");
}

/** The labels of the row with this name. */
function labels(content: GridContent, name: string): string[] {
  const row = Array.from({ length: content.rows }, (_, index) => index).find(
    (index) => content.cell(index, 0).text === name,
  );
  if (row === undefined) throw new Error(`no row ${name}`);
  return Array.from({ length: content.columns }, (_, column) => content.cell(row, column).label);
}

describe("headers", () => {
  it("name what is there: rows, the VM, hosts that are alike once, those not known", () => {
    const content = contentWith();
    const headers = Array.from({ length: content.columns }, (_, column) => content.header(column));
    expect(headers.map(({ kind, text, more }) => [kind, text, more])).toEqual([
      ["names", "Features", ""],
      ["document", "web01", ""],
      ["host", "node1", "+1"],
      ["host", "node2", ""],
      ["host", "node3", ""],
      ["host", "bare", ""],
      ["host", "node9", ""],
    ]);
    expect(content.fixed).toBe(2);
  });

  it("say whether the VM starts, and why not", () => {
    const content = contentWith();
    expect(content.header(2)).toMatchObject({
      outcome: "starts",
      label: expect.stringMatching(/^node1, node7: .*\. web01 starts here$/),
    });
    expect(content.header(3)).toMatchObject({
      outcome: "fails",
      label: expect.stringMatching(/web01 does not start here: missing pku$/),
    });
    expect(content.header(5).outcome).toBe("fits");
    expect(content.header(6)).toMatchObject({ outcome: "unknown", label: expect.stringContaining("No document.") });
  });

  it("without a document there is no verdict, and hosts begin at once", async () => {
    const content = contentWith({}, await matrixOf(await sampleHosts()));
    expect(content.fixed).toBe(1);
    expect(content.header(1)).toMatchObject({ kind: "host", text: "node1" });
    expect(content.header(1).outcome).toBeUndefined();
    expect(content.header(1).label).not.toContain("start");
  });

  it.each([
    [0, { sort: "name" }],
    [1, { sort: "document" }],
    [3, { sort: "host", sortHost: "node2" }],
  ] as const)("column %d sorts, and shows it", (column, sort) => {
    expect(contentWith().sortOf(column)).toEqual(sort);
    expect(contentWith(sort).header(column).sort).toBe("ascending");
    expect(contentWith({ ...sort, descending: true }).header(column).sort).toBe("descending");
    expect(contentWith().header(column).sort).toBeUndefined();
  });
});

describe("cells", () => {
  it("say all of themselves in words", () => {
    expect(labels(contentWith(), "pku")).toEqual([
      "pku: PKU (protection keys, user)",
      "pku: required (web01)",
      "pku: available to VMs on node1, node7",
      "pku: missing on node2; the VM requires it",
      "pku: missing on node3; the VM requires it",
      "pku: in the processor, hypervisor unknown on bare",
      "pku: unknown on node9",
    ]);
  });

  it("of models name the blockers", () => {
    const [, , , node2] = labels(contentWith({ tab: "models" }), "Skylake-Server");
    expect(node2).toMatch(/not usable on node2; missing: .*avx512f/);
  });

  it("differ in class where they differ in meaning", () => {
    const content = contentWith({ filter: "pku" });
    const kinds = [2, 3, 5, 6].map((column) => content.cell(1, column).kind);
    expect(kinds).toEqual(["y", "n conflict", "p", "u"]);
  });

  it("headings have their group and its size", () => {
    const content = contentWith({ filter: "pku" });
    expect(content.isHeading(0)).toBe(true);
    expect(content.cell(0, 0)).toMatchObject({ kind: "heading", about: "1" });
    expect(content.isHeading(1)).toBe(false);
  });
});
