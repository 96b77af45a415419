import { describe, expect, it } from "vitest";
import { type Knowledge, type KnowledgeSubject, knows } from "../../../shared/src/catalogue/index.js";
import { knownIn } from "../../../shared/src/catalogue/knows.js";
import { testCatalogue } from "../../support/catalogue.js";

/** `yes`, `yes since 9.8.0`, `possibly 11.3.0..12.8.0`, `later 9.8.0`, `never`. */
function told(knowledge: Knowledge): string {
  const { known, ...rest } = knowledge as Knowledge & { since?: string; after?: string; by?: string };
  const { since, after, by } = rest;
  const when = since ?? (after === undefined ? "" : `${after}..${by}`);
  return `${known} ${when}`.trim();
}

const model = (name: string): KnowledgeSubject => ({ model: name });
const feature = (name: string): KnowledgeSubject => ({ feature: name });

describe("what a release knows, as libvirt's maps and release notes tell", () => {
  it.each<[release: string, subject: KnowledgeSubject, expected: string]>([
    // Ubuntu 24.04, judged by 9.10.0, which has the same names.
    ["10.0.0", model("EPYC-Genoa"), "yes 9.8.0"],
    ["10.0.0", model("SapphireRapids"), "yes 9.4.0"],
    ["10.0.0", feature("vmx-ept"), "yes 9.8.0..9.10.0"],
    ["10.0.0", feature("fsrs"), "yes 9.0.0..9.4.0"],
    ["10.0.0", feature("auto-ibrs"), "yes 9.0.0..9.8.0"],
    ["10.0.0", model("GraniteRapids"), "later 10.5.0..10.7.0"],
    ["10.0.0", feature("lam"), "later 10.5.0..10.7.0"],
    ["10.0.0", model("Haswell"), "yes"],
    ["10.0.0", model("Nonsense"), "never"],
    ["10.0.0", feature("nonsense"), "never"],
    // Ubuntu 22.04.
    ["8.0.0", model("EPYC-Genoa"), "later 9.8.0"],
    ["8.0.0", model("SapphireRapids"), "later 9.4.0"],
    ["8.0.0", model("EPYC-Milan"), "yes 7.0.0..8.0.0"],
    ["8.0.0", feature("svme-addr-chk"), "yes 7.0.0..8.0.0"],
    ["8.0.0", feature("sgx"), "later 8.1.0..9.0.0"],
    // Debian 11 and 12.
    ["7.0.0", model("EPYC-Milan"), "later 7.0.0..8.0.0"],
    ["7.0.0", model("Snowridge"), "yes 7.0.0"],
    ["7.0.0", feature("avx-vnni"), "later 7.0.0..8.0.0"],
    ["7.0.0", feature("vmx-ept"), "later 9.8.0..9.10.0"],
    ["9.0.0", model("SapphireRapids"), "later 9.4.0"],
    ["9.0.0", feature("auto-ibrs"), "later 9.0.0..9.8.0"],
    ["9.0.0", feature("amx-tile"), "yes 8.1.0..9.0.0"],
    // Between two maps.
    ["7.2.0", model("EPYC-Milan"), "possibly 7.0.0..8.0.0"],
    ["8.7.0", feature("sgx"), "possibly 8.1.0..9.0.0"],
    ["9.3.0", model("SapphireRapids"), "later 9.4.0"],
    ["9.4.0", model("SapphireRapids"), "yes 9.4.0"],
    ["9.4.0", feature("fsrs"), "yes 9.0.0..9.4.0"],
    ["9.3.0", feature("fsrs"), "possibly 9.0.0..9.4.0"],
    ["9.7.0", model("EPYC-Genoa"), "later 9.8.0"],
    ["9.9.0", feature("vmx-ept"), "possibly 9.8.0..9.10.0"],
    ["10.6.0", model("GraniteRapids"), "possibly 10.5.0..10.7.0"],
    ["10.9.0", model("Skylake-Server-v4"), "later 10.10.0"],
    ["10.9.0", model("Haswell-v1"), "later 10.9.0..11.0.0"],
    // RHEL 9.6.
    ["10.10.0", model("Skylake-Server-v4"), "yes 10.10.0"],
    ["10.10.0", model("EPYC-Rome-v4"), "yes 10.10.0"],
    ["10.10.0", model("Haswell-v1"), "possibly 10.9.0..11.0.0"],
    ["10.10.0", model("SierraForest"), "possibly 10.7.0..11.3.0"],
    ["10.10.0", model("EPYC-v5"), "later 11.3.0..12.8.0"],
    ["11.0.0", model("Haswell-v1"), "yes 10.9.0..11.0.0"],
    ["11.3.0", model("SierraForest"), "yes 10.7.0..11.3.0"],
    // RHEL 10, Fedora, Ubuntu.
    ["11.3.0", model("EPYC-Turin"), "later 11.3.0..12.8.0"],
    ["11.5.0", model("EPYC-Turin"), "possibly 11.3.0..12.8.0"],
    ["11.6.0", feature("tsa-l1-no"), "possibly 11.3.0..12.8.0"],
    ["12.0.0", model("DiamondRapids"), "possibly 11.3.0..12.8.0"],
    ["12.6.0", model("EPYC-v5"), "possibly 11.3.0..12.8.0"],
    ["12.6.0", model("Skylake-Server-v4"), "yes 10.10.0"],
    ["12.8.0", model("EPYC-Turin"), "yes 11.3.0..12.8.0"],
    ["12.9.0", model("YongFeng"), "yes 11.3.0..12.8.0"],
    ["12.9.0", feature("gmet"), "yes 11.3.0..12.8.0"],
    // Elements, attributes and values of the definition.
    ["7.0.0", { element: "cpu", attribute: "mode", value: "maximum" }, "later 7.1.0"],
    ["7.1.0", { element: "cpu", attribute: "mode", value: "maximum" }, "yes 7.1.0"],
    ["8.6.0", { element: "cpu/maxphysaddr" }, "later 8.7.0"],
    ["8.7.0", { element: "cpu/maxphysaddr" }, "yes 8.7.0"],
    ["10.0.0", { element: "cpu/topology", attribute: "clusters" }, "later 10.1.0"],
    ["10.1.0", { element: "cpu/topology", attribute: "clusters" }, "yes 10.1.0"],
    ["12.8.0", { element: "cpu/nonsense" }, "never"],
  ])("%s, %o: %s", async (release, subject, expected) => {
    expect(told(knows(await testCatalogue("x86_64", release), subject))).toBe(expected);
  });

  it.each<[release: string, subject: KnowledgeSubject, expected: string]>([
    ["11.1.0", model("Ampere-1"), "later 11.2.0"],
    ["11.2.0", model("Ampere-1"), "yes 11.2.0"],
    ["10.5.0", feature("pauth"), "later 10.6.0"],
    ["10.6.0", feature("pauth"), "yes 10.6.0"],
    ["11.6.0", model("Neoverse-V2"), "possibly 11.3.0..12.8.0"],
  ])("aarch64, %s, %o: %s", async (release, subject, expected) => {
    expect(told(knows(await testCatalogue("aarch64", release), subject))).toBe(expected);
  });

  it.each([
    ["9.0.0", "yes"],
    ["9.5.0", "possibly"],
    ["10.0.0", "gone"],
  ])("%s, of a name that was removed: %s", (release, known) => {
    expect(knownIn({ release }, { gone: { after: "9.0.0", by: "10.0.0" } }).known).toBe(known);
  });

  it.each([
    ["9.0.0", "10.0.0", {}, "yes"],
    ["9.0.0", "10.0.0", { since: "9.4.0" }, "possibly"],
    ["9.4.0", "10.0.0", { since: "9.4.0" }, "yes"],
    ["9.0.0", "10.0.0", { since: "10.1.0" }, "later"],
    ["9.0.0", "11.3.0", { gone: { after: "10.0.0", by: "10.4.0" } }, "possibly"],
  ])("from %s to %s, of %j: %s", (from, release, history, known) => {
    expect(knownIn({ from, release }, history).known).toBe(known);
  });
});
