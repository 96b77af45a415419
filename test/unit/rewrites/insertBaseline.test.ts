import { describe, expect, it } from "vitest";
import { domainView } from "../../../shared/src/domain/index.js";
import { readHost } from "../../../shared/src/engine/index.js";
import type { PoolHost } from "../../../shared/src/hosts/index.js";
import { planBaseline, USUAL_CHOICES } from "../../../shared/src/planning/index.js";
import { insertBaseline } from "../../../shared/src/rewrites/index.js";
import { parseXml } from "../../../shared/src/xml/index.js";
import { applyEdits } from "../../../shared/src/xml/textEdit.js";
import { testCatalogue } from "../../support/catalogue.js";
import { toEnd } from "../../support/steps.js";

const catalogue = await testCatalogue();

function host(name: string, model: string, features: readonly string[]): PoolHost {
  if (catalogue.map === undefined) throw new Error("no map");
  const list = features.map((feature) => `<feature name='${feature}'/>`).join("");
  const xml = `<cpu><arch>x86_64</arch><model>${model}</model><vendor>Intel</vendor>${list}</cpu>`;
  return { name, host: readHost(xml, catalogue.map), release: "12.8.0", map: catalogue.map };
}

const NEW = host("new", "Westmere", ["avx", "invtsc"]);
const OLD = host("old", "Nehalem", ["vmx", "invtsc"]);

function rewrite(text: string): string {
  const document = parseXml(text);
  const view = domainView(document);
  if (view === undefined) throw new Error("no view");
  const plan = toEnd(planBaseline({ hosts: [NEW, OLD], unknown: [] }, USUAL_CHOICES));
  const cpu = plan.vendors[0]?.cpu;
  if (cpu === undefined) throw new Error("no baseline");
  const result = insertBaseline({ document, view, catalogue }, cpu, 2);
  if ("error" in result) throw new Error(result.error);
  expect(result.summary).toBe("Baseline of 2 hosts: Nehalem with 0 features.");
  return applyEdits(text, result.edits);
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
    expect(rewrite(before)).toBe(after);
  });
});
