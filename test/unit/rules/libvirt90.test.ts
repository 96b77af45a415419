import { describe, expect, it } from "vitest";
import { domainView } from "../../../shared/src/domain/index.js";
import { checkDocument } from "../../../shared/src/rules/index.js";
import { parseXml } from "../../../shared/src/xml/index.js";
import { testCatalogue } from "../../support/catalogue.js";
import { LIBVIRT_90 } from "./libvirt90.js";

const ARCHES = ["x86_64", "aarch64"];
const CATALOGUES = new Map(
  await Promise.all(ARCHES.map(async (arch) => [arch, await testCatalogue(arch, "9.0.0")] as const)),
);

/** libvirt's own messages of what we say it refuses at define. */
function refusals(xml: string): (string | undefined)[] {
  const document = parseXml(xml);
  const catalogue = CATALOGUES.get(domainView(document)?.os?.arch?.value ?? "") ?? CATALOGUES.get("x86_64");
  if (catalogue === undefined) throw new Error("no catalogue");
  const findings = checkDocument({ document, catalogue });
  return findings.filter((f) => f.stage === "define" && f.severity === "error").map(({ libvirt }) => libvirt);
}

/** Reworded since, or hidden behind another error of the daemon. */
const OTHER_WORDS = new Set([
  "unsupported configuration: hpet timer is not supported",
  "XML error: No PCI buses available",
  "XML error: init binary must be specified",
]);

describe("features, timers, IOMMUs and firmware as libvirt 9.0 takes them", () => {
  it.each(LIBVIRT_90.filter(([, define]) => define === null))("accepted: %s", (xml) => {
    expect(refusals(xml)).toEqual([]);
  });

  it.each(LIBVIRT_90.filter(([, define]) => define !== null))("refused: %s", (xml, define) => {
    if (OTHER_WORDS.has(define ?? "")) expect(refusals(xml)).not.toEqual([]);
    else expect(refusals(xml)).toContain(define);
  });
});
