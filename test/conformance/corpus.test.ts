import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { archOf, type Catalogue } from "../../shared/src/catalogue/index.js";
import { domainView } from "../../shared/src/domain/index.js";
import { checkDocument } from "../../shared/src/rules/index.js";
import { parseXml } from "../../shared/src/xml/index.js";
import { testCatalogue } from "../support/catalogue.js";
import { readVectors } from "./vectors.js";

const TEST = new URL("../", import.meta.url);
const ARCHES = ["x86_64", "i686", "aarch64", "ppc64", "ppc64le", "s390x", "riscv64", "loongarch64"];

interface File {
  readonly name: string;
  readonly text: string;
}

function filesIn(folder: URL): File[] {
  const names = readdirSync(folder).filter((name) => name.endsWith(".xml"));
  return names.map((name) => ({ name, text: readFileSync(new URL(name, folder), "utf8") }));
}

async function cataloguesOf(release: string): Promise<Map<string, Catalogue>> {
  return new Map(await Promise.all(ARCHES.map(async (arch) => [arch, await testCatalogue(arch, release)] as const)));
}

/** Findings that say libvirt refuses it, at define or at start. */
function errors(text: string, catalogues: ReadonlyMap<string, Catalogue>): string[] {
  const document = parseXml(text);
  const catalogue = catalogues.get(archOf(domainView(document)));
  if (catalogue === undefined) throw new Error("an architecture without a catalogue");
  const findings = checkDocument({ document, catalogue }).filter(({ severity }) => severity === "error");
  return findings.map(({ stage, rule, message }) => `${stage} ${rule}: ${message}`);
}

const newest = await cataloguesOf("12.8.0");

for (const folder of readdirSync(new URL("corpus/", TEST)).filter((name) => name.startsWith("libvirtd-"))) {
  const release = folder.replace("libvirtd-", "");
  const catalogues = await cataloguesOf(release);
  const files = filesIn(new URL(`corpus/${folder}/`, TEST));

  describe(`domains that libvirt ${release} started`, () => {
    it("are there", () => expect(files.length).toBeGreaterThan(50));
    it.each(files)("$name", ({ text }) => expect(errors(text, catalogues)).toEqual([]));
  });
}

describe("the samples", () => {
  const samples = filesIn(new URL("../samples/", TEST));
  it.each(samples.filter(({ name }) => name !== "broken.xml"))("$name", ({ text }) => {
    expect(errors(text, newest)).toEqual([]);
  });

  it("broken.xml is broken", () => {
    const broken = samples.find(({ name }) => name === "broken.xml");
    expect(errors(broken?.text ?? "", newest).length).toBeGreaterThan(5);
  });
});

describe("what libvirt 12.8.0 accepted", () => {
  const define = (text: string): string[] => errors(text, newest).filter((line) => line.startsWith("define "));

  it("as a domain", () => {
    const rows = readVectors<{ xml: string; define: string | null }>("domains.jsonl").filter(
      (row) => row.define === null,
    );
    expect(rows.length).toBeGreaterThan(50);
    expect(rows.flatMap(({ xml }) => define(xml).map((line) => `${line} in ${xml}`))).toEqual([]);
  });

  it("as a CPU of its own", () => {
    const rows = readVectors<{ cpu: string; expect: object }>("parse.jsonl").filter((row) => "ok" in row.expect);
    expect(rows.length).toBeGreaterThan(50);
    expect(rows.flatMap(({ cpu }) => define(cpu).map((line) => `${line} in ${cpu}`))).toEqual([]);
  });

  it.each(["kvm", "qemu"])("and started as a CPU of a domain of type %s", (type) => {
    const rows = readVectors<{ cpu: string; start: string | null; live?: string }>(`start/${type}.jsonl`);
    const inDomain = (cpu: string): string => `<domain type='${type}'>${vcpuFor(cpu)}${cpu}</domain>`;
    const started = rows.filter(({ start }) => start === null).flatMap(({ cpu, live = "" }) => [cpu, live]);
    expect(started.length).toBeGreaterThan(50);
    expect(started.flatMap((cpu) => errors(inDomain(cpu), newest).map((line) => `${line} in ${cpu}`))).toEqual([]);
  });
});

/** The number of vCPUs is not in the rows; it was the topology's. */
function vcpuFor(cpu: string): string {
  const product = domainView(parseXml(cpu))?.cpu?.topology?.product;
  return product === undefined ? "<vcpu>2</vcpu>" : `<vcpu>${product}</vcpu>`;
}
