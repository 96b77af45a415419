import { readFile } from "node:fs/promises";
import { type CpuMap, joinHosts, parseCpu, readHost } from "../../../shared/src/engine/index.js";
import type { PoolHost } from "../../../shared/src/hosts/index.js";
import type { Matrix } from "../../../shared/src/messages.js";
import { type MatrixSubject, matrixSteps } from "../../../shared/src/reports/matrix/matrix.js";
import { testCatalogue } from "../../support/catalogue.js";

const FOLDER = new URL("../../../samples/hosts/", import.meta.url);

/** A host out of files of samples/hosts. */
export async function sampleHost(name: string, map: CpuMap, ...files: readonly string[]): Promise<PoolHost> {
  const texts = await Promise.all(files.map((file) => readFile(new URL(file, FOLDER), "utf8")));
  const host = joinHosts(texts.map((text) => readHost(text, map)));
  return { name, host, release: map.release, map };
}

/** The map that the samples are judged by. */
export async function sampleMap(release = "12.8.0"): Promise<CpuMap> {
  const { map } = await testCatalogue("x86_64", release);
  if (map === undefined) throw new Error("there is no map");
  return map;
}

/** The three sample hosts, and a processor without a hypervisor. */
export async function sampleHosts(): Promise<PoolHost[]> {
  const map = await sampleMap();
  return Promise.all([
    sampleHost("node1", map, "node1.domcaps.xml", "node1.caps.xml"),
    sampleHost("node2", map, "node2.domcaps.xml", "node2.caps.xml"),
    sampleHost("node3", map, "node3.domcaps.xml", "node3.caps.xml"),
    sampleHost("bare", map, "node1.caps.xml"),
  ]);
}

/** The matrix of hosts, beside a definition where one is given. */
export async function matrixOf(
  hosts: readonly PoolHost[],
  cpu?: string,
  more: Partial<MatrixSubject> = {},
): Promise<Matrix> {
  const catalogue = await testCatalogue();
  const document =
    cpu === undefined
      ? {}
      : { document: { name: "web01", guest: { cpu: parseCpu(cpu, { type: "guest" }), arch: "x86_64" }, catalogue } };
  const steps = matrixSteps({ hosts, unknown: [], catalogues: [catalogue], ...document, ...more });
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** A small matrix made by hand: one row a pair of name and cells. */
export function handMade(rows: Readonly<Record<string, string>>, hosts: readonly string[], document?: string): Matrix {
  const names = Object.keys(rows);
  const features = names.map((name) => ({ name, group: "base" }));
  return {
    features,
    models: [],
    blockers: [],
    hosts: hosts.map((host, column) => ({
      names: [host],
      about: "",
      features: names.map((name) => rows[name]?.charAt(column) ?? "u").join(""),
      models: "",
      blockers: [],
    })),
    ...(document === undefined ? {} : { document: { name: "web01", about: "", features: document, models: "" } }),
  };
}
