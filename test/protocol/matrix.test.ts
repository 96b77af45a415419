import { afterEach, describe, expect, it } from "vitest";
import { CancellationTokenSource, LSPErrorCodes } from "vscode-languageserver/node";
import type { Matrix, MatrixAnswer, MatrixRequest } from "../../shared/src/messages.js";
import { askOf, cellOf } from "../../shared/src/reports/matrix/view/index.js";
import { makeFleet } from "../support/fleet.js";
import { readSample, serveSamples } from "../support/sampleFolder.js";
import { folder, startClient, type TestClient } from "./client.js";

let client: TestClient;
afterEach(() => client.stop());

async function withSamples(): Promise<void> {
  const config = await readSample("libvirt-cpu.json");
  client = await startClient({
    readFile: (uri) => (uri === `${folder}/libvirt-cpu.json` ? config : null),
    readHostFile: serveSamples(folder),
  });
}

function ask(request: MatrixRequest): Promise<MatrixAnswer> {
  return client.connection.sendRequest<MatrixAnswer>("libvirtCpu/matrix", request);
}

async function matrixOf(request: MatrixRequest): Promise<Matrix> {
  const answer = await ask(request);
  if ("error" in answer) throw new Error(answer.error);
  return answer;
}

/** A row of every host, and of the document. */
function row(matrix: Matrix, tab: "features" | "models", name: string): string {
  const index = matrix[tab].findIndex((each) => each.name === name);
  return `${matrix.hosts.map((column) => cellOf(column, tab, index)).join("")}|${askOf(matrix, tab, index)}`;
}

const vm = (cpu: string) =>
  `<domain type='kvm'><vcpu>2</vcpu><os><type arch='x86_64' machine='q35'>hvm</type></os>${cpu}</domain>`;
const LAB = [{ folder, name: "lab" }];

describe("the matrix of the sample hosts", () => {
  it("has a pool's hosts, and beside them what the document's VM asks for", async () => {
    await withSamples();
    const { uri, version } = await client.open(vm("<cpu><model>Skylake-Server</model></cpu>"));
    const matrix = await matrixOf({ hosts: LAB, document: { uri, version } });
    expect(matrix.hosts.map(({ names }) => names)).toEqual([["node1"], ["node2"], ["node3"], ["old-xeon"]]);
    expect(row(matrix, "features", "avx512f")).toBe("ynnn|m");
    expect(row(matrix, "features", "svm")).toMatch(/^n.*\| $/);
    expect(row(matrix, "models", "Skylake-Server")).toMatch(/\|m$/);
    expect(matrix.hosts.map(({ verdict }) => verdict?.outcome)).toEqual(["starts", "fails", "fails", "fails"]);
    expect(matrix.hosts[1]?.verdict?.why).toMatch(/^missing .*avx512f|^missing .* others$/);
  });

  it.each([
    ["no document", undefined],
    ["a host's <cpu>", "<cpu><arch>x86_64</arch><model>Haswell</model></cpu>"],
    ["a domain without <cpu>", vm("")],
    ["a domain that is being typed", "<domain><vcpu"],
  ])("has no column for %s, and no verdicts", async (_, text) => {
    await withSamples();
    const document = text === undefined ? undefined : await client.open(text);
    const place = document && { document: { uri: document.uri, version: document.version } };
    const matrix = await matrixOf({ hosts: [{ folder, name: "node1" }], ...place });
    expect(matrix.document).toBeUndefined();
    expect(matrix.hosts[0]?.verdict).toBeUndefined();
  });

  it("a host of two pools comes once", async () => {
    await withSamples();
    const { hosts } = await matrixOf({ hosts: [{ folder, name: "prod" }, ...LAB, { folder, name: "node1" }] });
    expect(hosts.flatMap(({ names }) => names)).toEqual(["node1", "node2", "node3", "old-xeon"]);
  });

  it("a name that is gone is an error in words", async () => {
    await withSamples();
    expect(await ask({ hosts: [{ folder, name: "__proto__" }] })).toEqual({
      error: "__proto__ is not a host or pool in libvirt-cpu.json.",
    });
  });

  it("a document that has changed meanwhile is told as such", async () => {
    await withSamples();
    const { uri, version } = await client.open(vm("<cpu mode='host-model'/>"));
    await expect(ask({ hosts: LAB, document: { uri, version: version + 1 } })).rejects.toMatchObject({
      code: LSPErrorCodes.ContentModified,
    });
  });
});

describe("the matrix of a fleet", () => {
  const COUNT = 120;
  const fleet = new Map([...makeFleet(COUNT)].map((host) => [host.name, host.domainCapabilities]));
  const config = JSON.stringify({
    hosts: Object.fromEntries([...fleet.keys()].map((name) => [name, { domainCapabilities: `${name}.xml` }])),
    pools: { all: [...fleet.keys()] },
  });
  const all = { hosts: [{ folder, name: "all" }] };

  async function withFleet(): Promise<void> {
    client = await startClient({
      readFile: (uri) => (uri === `${folder}/libvirt-cpu.json` ? config : null),
      readHostFile: (uri) => fleet.get(/([^/]+)\.xml$/.exec(uri)?.[1] ?? ""),
    });
  }

  it("has every host once, and one cell a row in each column", async () => {
    await withFleet();
    const matrix = await matrixOf(all);
    expect(matrix.hosts.flatMap(({ names }) => names).sort()).toEqual([...fleet.keys()].sort());
    for (const { features, models, blockers } of matrix.hosts) {
      expect(features).toHaveLength(matrix.features.length);
      expect(models).toHaveLength(matrix.models.length);
      expect(blockers).toHaveLength(matrix.models.length);
    }
  });

  it("is not made to the end once nobody waits for it, and the next question is answered", async () => {
    await withFleet();
    await client.hostsSettled();
    const source = new CancellationTokenSource();
    const stale = client.connection.sendRequest("libvirtCpu/matrix", all, source.token);
    const cancelled = expect(stale).rejects.toMatchObject({ code: LSPErrorCodes.RequestCancelled });
    source.cancel();
    await cancelled;
    expect((await matrixOf(all)).hosts.length).toBeGreaterThan(1);
  });
});
