import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { CpuError, compareCpu, type Host, joinHosts, readHost } from "../../../shared/src/engine/index.js";
import { loadMap } from "../../conformance/vectors.js";

const map = loadMap();
const url = (path: string) => new URL(`../../../${path}`, import.meta.url);
const documents = ["test/fixtures/hosts", "samples/hosts"].flatMap((folder) =>
  readdirSync(url(`${folder}/`)).map((name) => `${folder}/${name}`),
);
const read = (path: string) => readHost(readFileSync(url(path), "utf8"), map);

/** One line for what a host knows. */
function summary({ source, arch, cpu, hostModel, models, virtType, maxVcpus, physicalBits, unknownFeatures }: Host) {
  const given = hostModel && `${hostModel.model} ${hostModel.vendor} ${hostModel.features.length} ${hostModel.fallback}`;
  const usable = models?.filter((model) => model.usable === "yes").length;
  const blocked = models?.filter((model) => model.blockers.length > 0).length;
  const listed = models && `${models.length} models, ${usable} usable, ${blocked} with blockers`;
  const facts = [source, arch, cpu && `${cpu.model} ${cpu.features.length}`, given, listed, virtType, maxVcpus, physicalBits];
  expect(unknownFeatures).toEqual([]);
  return facts.map((fact) => fact ?? "-").join(" | ");
}

const RECORDED: Readonly<Record<string, string>> = {
  "capabilities-libvirt12.8.xml": "",
};

describe("every recorded host document", () => {
  it.each(Object.entries(RECORDED))("%s", (name, expected) => {
    expect(summary(read(`test/fixtures/hosts/${name}`))).toBe(expected);
  });
  it("x", () => { for (const d of documents.filter((x) => x.endsWith(".xml"))) console.log(`  "${d.split("/").pop()}": "${summary(read(d))}",`); });
});
