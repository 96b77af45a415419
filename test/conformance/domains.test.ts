import { describe, expect, it } from "vitest";
import { domainView } from "../../shared/src/domain/index.js";
import { checkDocument } from "../../shared/src/rules/index.js";
import { parseXml } from "../../shared/src/xml/index.js";
import { testCatalogue } from "../support/catalogue.js";
import { readVectors } from "./vectors.js";

interface Row {
  readonly xml: string;
  readonly define: string | null;
}

const rows = readVectors<Row>("domains.jsonl");
const ARCHES = ["x86_64", "aarch64", "ppc64", "ppc64le", "s390x", "riscv64", "loongarch64", "i686"];
const catalogues = new Map(await Promise.all(ARCHES.map(async (arch) => [arch, await testCatalogue(arch)] as const)));

function defineErrors(xml: string): string[] {
  const document = parseXml(xml);
  const catalogue = catalogues.get(domainView(document)?.os?.arch?.value ?? "x86_64");
  if (catalogue === undefined) throw new Error("an architecture without a catalogue");
  const findings = checkDocument({ document, catalogue });
  return findings.filter((f) => f.stage === "define" && f.severity === "error").map((f) => f.message);
}

describe("whole domains, as a real libvirtd took them at define", () => {
  it.each(rows.filter(({ define }) => define === null))("no false alarm $#", ({ xml }) => {
    expect(defineErrors(xml)).toEqual([]);
  });

  it.each(rows.filter(({ define }) => define !== null))("an error where it refuses: $define $#", ({ xml }) => {
    expect(defineErrors(xml)).not.toEqual([]);
  });
});
