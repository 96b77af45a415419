import { readFileSync } from "node:fs";
import {
  baselineCpu,
  type CpuMap,
  compareCpu,
  cpuMapAt,
  decodeCpu,
  expandCpu,
  formatCpu,
  loadCpuMap,
  parseCpu,
  readHost,
} from "../../shared/src/engine/index.js";
import { checkDocument } from "../../shared/src/rules/index.js";
import { parseXml } from "../../shared/src/xml/index.js";
import { hostData, hostVariantXml } from "../conformance/vectors.js";
import { testCatalogue } from "../support/catalogue.js";
import { brokenDocumentOf, documentOf, PROBLEMS } from "./documents.js";
import { intelHosts } from "./hosts.js";
import { measure, printFigures, printHeading } from "./measure.js";

/** The engine's verbs on recorded CPUs. */
export async function benchEngine(budget: number): Promise<void> {
  const json = JSON.parse(readFileSync(new URL("../../data/cpu-map/x86.json", import.meta.url), "utf8"));
  const map: CpuMap = loadCpuMap(cpuMapAt(json, "12.8.0"));
  const time = async (what: string, work: () => unknown) => printFigures(what, await measure(work, budget));
  const xeon = hostVariantXml("Xeon-Gold-6148#0");
  const host = parseCpu(xeon, { type: "host" });
  const guest = parseCpu("<cpu><model>Haswell-noTSX</model><feature policy='require' name='vmx'/></cpu>", {
    type: "guest",
  });
  const data = hostData("Xeon-Gold-6148");
  const domcaps = readFileSync(
    new URL("../conformance/vectors/start/domcapabilities-kvm.xml", import.meta.url),
    "utf8",
  );
  printHeading("Engine (libvirt 12.8.0 map)");
  await time("load the map", () => loadCpuMap(json));
  await time("parse a host's <cpu>", () => parseCpu(xeon, { type: "host" }));
  await time("format it", () => formatCpu(host));
  await time(`read domain capabilities (${kilobytes(domcaps)})`, () => readHost(domcaps, map));
  await time("decode CPUID data as host", () => decodeCpu(data, map, { type: "host" }));
  await time("decode CPUID data as guest", () => decodeCpu(data, map, { type: "guest" }));
  await time("compare", () => compareCpu(host, guest, map));
  await time("expand", () => expandCpu(guest, map));
  for (const count of [10, 1000, 100_000]) {
    const hosts = intelHosts(count);
    await time(`baseline of ${count.toLocaleString("en")} parsed hosts`, () => baselineCpu(hosts, map));
    await time("  and what each host costs", () => baselineCpu(hosts, map).because);
  }
  printHeading("Syntax tree");
  for (const bytes of [5_000, 30_000, 1_000_000]) {
    const text = documentOf(bytes);
    await time(`parse a document of ${kilobytes(text)}`, () => parseXml(text));
  }
}

/** The rules, on documents as they are and on one that is full of mistakes. */
export async function benchRules(budget: number): Promise<void> {
  const catalogue = await testCatalogue();
  printHeading("Rules");
  const sound = [5_000, 1_000_000].map((bytes) => documentOf(bytes));
  for (const text of [...sound, brokenDocumentOf(1_000_000, PROBLEMS)]) {
    const document = parseXml(text);
    const found = checkDocument({ document, catalogue }).length;
    const what = `check a document of ${kilobytes(text)}, ${found} findings`;
    printFigures(what, await measure(() => checkDocument({ document, catalogue }), budget));
  }
}

function kilobytes(text: string): string {
  return `${Math.round(text.length / 1000).toLocaleString("en")} KB`;
}
