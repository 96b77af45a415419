import { describe, expect, it } from "vitest";
import { domainView } from "../../../shared/src/domain/index.js";
import { readHost } from "../../../shared/src/engine/index.js";
import { insertBaseline } from "../../../shared/src/rewrites/index.js";
import { parseXml } from "../../../shared/src/xml/index.js";
import { applyEdits } from "../../../shared/src/xml/textEdit.js";
import { testCatalogue } from "../../support/catalogue.js";

const catalogue = await testCatalogue();

function host(name: string, model: string, features: readonly string[], vendor = "Intel") {
  if (catalogue.map === undefined) throw new Error("no map");
  const list = features.map((feature) => `<feature name='${feature}'/>`).join("");
  const xml = `<cpu><arch>x86_64</arch><model>${model}</model><vendor>${vendor}</vendor>${list}</cpu>`;
  return { name, host: readHost(xml, catalogue.map) };
}

const NEW = host("new", "Westmere", ["avx", "invtsc"]);
const OLD = host("old", "Nehalem", ["vmx", "invtsc"]);
const AMD = host("amd", "EPYC", [], "AMD");

function rewrite(text: string, hosts = [NEW, OLD], migratable = true) {
  const document = parseXml(text);
  const view = domainView(document);
  if (view === undefined) throw new Error("no view");
  const result = insertBaseline({ document, view, catalogue }, hosts, { migratable });
  return "error" in result ? result : { ...result, text: applyEdits(text, result.edits) };
}

const BLOCK =
  "<cpu mode='custom' match='exact'>\n    <model fallback='allow'>Nehalem</model>\n    <vendor>Intel</vendor>\n";

describe("insertBaseline", () => {
  it.each([
    [
      "a new block stands between features and clock",
      "<domain type='kvm'>\n  <os/>\n  <features/>\n  <clock offset='utc'/>\n  <devices/>\n</domain>",
      `<domain type='kvm'>\n  <os/>\n  <features/>\n  ${BLOCK}  </cpu>\n  <clock offset='utc'/>\n  <devices/>\n</domain>`,
    ],
    [
      "a new block in a domain with nothing behind it",
      "<domain type='kvm'>\n  <os/>\n</domain>",
      `<domain type='kvm'>\n  <os/>\n  ${BLOCK}  </cpu>\n</domain>`,
    ],
    [
      "a CPU that is there keeps its layout and loses its features",
      "<domain type='kvm'>\n  <cpu mode='host-passthrough' migratable='on'>\n    <topology sockets='1' cores='2' threads='1'/>\n    <feature policy='require' name='avx'/>\n  </cpu>\n</domain>",
      `<domain type='kvm'>\n  ${BLOCK}    <topology sockets='1' cores='2' threads='1'/>\n  </cpu>\n</domain>`,
    ],
  ])("%s", (_, before, after) => {
    const result = rewrite(before);
    expect("text" in result && result.text).toBe(after);
  });

  it("tells what each host costs", () => {
    const result = rewrite("<domain/>");
    expect("lost" in result && result.lost).toEqual([
      { feature: "vmx", missingOn: ["new"] },
      { feature: "aes", missingOn: ["old"] },
      { feature: "avx", missingOn: ["old"] },
      { feature: "invtsc", missingOn: [] },
    ]);
  });

  it("keeps what blocks migration when asked to", () => {
    const result = rewrite("<domain/>", [NEW, OLD], false);
    expect("preview" in result && result.preview).toContain("name='invtsc'");
  });

  it("explains hosts of different vendors", () => {
    expect(rewrite("<domain/>", [NEW, AMD])).toEqual({ error: expect.stringContaining("new Intel, amd AMD") });
  });
});
