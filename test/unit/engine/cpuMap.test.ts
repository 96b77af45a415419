import { describe, expect, it } from "vitest";
import { featureNames, wordsOf } from "../../../shared/src/engine/cpuData.js";
import { wordsOfData } from "../../../shared/src/engine/decode.js";
import {
  type CpuData,
  CpuError,
  type CpuMap,
  type CpuMapJson,
  compareCpu,
  decodeCpu,
  expandCpu,
  loadCpuMap,
  parseCpu,
  readCpuMap,
} from "../../../shared/src/engine/index.js";

const JSON_MAP: CpuMapJson = {
  source: "a test",
  release: "0.0.0",
  licence: "LGPL-2.1-or-later",
  arch: "x86",
  vendors: [{ name: "V", string: "VVVVVVVVVVVV" }],
  features: [{ name: "f", registers: [{ cpuid: "0x1", edx: "0x1" }] }],
  models: [],
};

function messageOf(build: () => unknown): string {
  try {
    build();
    return "built";
  } catch (error) {
    if (error instanceof CpuError) return `${error.code}: ${error.message}`;
    throw error;
  }
}

describe("loadCpuMap refuses", () => {
  it.each([
    [{ name: "M", features: ["nope"] }, "Feature nope required by CPU model M not found"],
    [{ name: "M", added: ["nope"] }, "Feature nope required by CPU model M not found"],
    [{ name: "M", removed: ["nope"] }, "Feature nope required by CPU model M not found"],
    [{ name: "M", ancestor: "nope" }, "Ancestor model nope not found for CPU model M"],
    [{ name: "M", ancestor: "M" }, "Ancestor model M not found for CPU model M"],
    [{ name: "M", ancestor: "__proto__" }, "Ancestor model __proto__ not found for CPU model M"],
    [{ name: "M", vendor: "nope" }, "Unknown vendor nope referenced by CPU model M"],
  ])("%j", (model, message) => {
    const build = () => loadCpuMap({ ...JSON_MAP, models: [model] });
    expect(messageOf(build)).toBe(`invalid-map: internal error: ${message}`);
  });
});

/** `pair` holds the bit of `low`; `wide` is in two leaves, `span` in two registers of one, `deep` in an MSR. */
const FEATURES = {
  pair: "<feature name='pair'><cpuid eax_in='0x01' edx='0x00000003'/></feature>",
  low: "<feature name='low'><cpuid eax_in='0x01' edx='0x00000001'/></feature>",
  wide: "<feature name='wide'><cpuid eax_in='0x01' ecx='0x10'/><cpuid eax_in='0x07' ecx_in='0x00' ebx='0x100'/></feature>",
  span: "<feature name='span' migratable='no'><cpuid eax_in='0x0d' ecx_in='0x01' eax='0x2' ebx='0x4'/></feature>",
  deep: "<feature name='deep'><alias name='DEEP' source='qemu'/><msr index='0x10a' eax='0x1' edx='0x1'/></feature>",
  p: "<feature name='p'><cpuid eax_in='0x80000001' ecx='0x1'/></feature>",
  q: "<feature name='q'><cpuid eax_in='0x80000001' ecx='0x2'/></feature>",
};

function usersMap(order: readonly (keyof typeof FEATURES)[], models: readonly string[]): Promise<CpuMap> {
  const files = new Map([
    [
      "index.xml",
      `<cpus><arch name='x86'><include filename='x86_vendors.xml'/><include filename='x86_features.xml'/>
        <group name='Mine'>${models.map((_, i) => `<include filename='x86_${i}.xml'/>`).join("")}</group></arch></cpus>`,
    ],
    ["x86_vendors.xml", "<cpus><vendor name='Acme' string='AcmeAcmeAcme'/></cpus>"],
    ["x86_features.xml", `<cpus>${order.map((name) => FEATURES[name]).join("")}</cpus>`],
    ...models.map((model, i): [string, string] => [`x86_${i}.xml`, `<cpus>${model}</cpus>`]),
  ]);
  return readCpuMap(files, { release: "12.8.0" });
}

const model = (name: string, features: readonly string[], more = "") =>
  `<model name='${name}'><decode host='on' guest='on'/>${more}${features.map((f) => `<feature name='${f}'/>`).join("")}</model>`;

const data = (registers: Partial<Record<"edx1" | "ecx1" | "ebx7" | "eaxD" | "ebxD" | "ecx8", number>>): CpuData => {
  const row = { subleaf: 0, eax: 0, ebx: 0, ecx: 0, edx: 0 };
  return {
    cpuid: [
      { ...row, leaf: 1, edx: registers.edx1 ?? 0, ecx: registers.ecx1 ?? 0 },
      { ...row, leaf: 7, ebx: registers.ebx7 ?? 0 },
      { ...row, leaf: 13, subleaf: 1, eax: registers.eaxD ?? 0, ebx: registers.ebxD ?? 0 },
      { ...row, leaf: 0x80000001, ecx: registers.ecx8 ?? 0 },
    ],
    msr: [],
  };
};

describe("a user's map whose features share bits and span registers", () => {
  const all = ["pair", "low", "wide", "span", "deep", "p", "q"] as const;
  const names = (map: CpuMap, registers: Parameters<typeof data>[0]) =>
    featureNames(wordsOfData(data(registers), map), map);

  it("does not count bits there", async () => {
    expect((await usersMap(all, [])).oneBitEach).toBe(false);
    expect((await usersMap(["p", "q"], [])).oneBitEach).toBe(true);
    expect((await usersMap(["low", "pair"], [])).oneBitEach).toBe(false);
    expect((await usersMap(["span"], [])).oneBitEach).toBe(false);
  });

  it("names shared bits once, by the first feature of the map that has them all", async () => {
    expect(names(await usersMap(["pair", "low"], []), { edx1: 3 })).toEqual(["pair"]);
    expect(names(await usersMap(["low", "pair"], []), { edx1: 3 })).toEqual(["low"]);
    expect(names(await usersMap(["pair", "low"], []), { edx1: 1 })).toEqual(["low"]);
    expect(names(await usersMap(["pair", "low"], []), { edx1: 2 })).toEqual([]);
  });

  it("has a feature only when all its registers are set", async () => {
    const map = await usersMap(all, []);
    expect(names(map, { ecx1: 0x10, ebx7: 0x100 })).toEqual(["wide"]);
    expect(names(map, { ecx1: 0x10 })).toEqual([]);
    expect(names(map, { eaxD: 2, ebxD: 4 })).toEqual(["span"]);
    expect(names(map, { ebxD: 4 })).toEqual([]);
  });

  it("takes its facts from the XML", async () => {
    const map = await usersMap(all, [model("A", ["low"], "<vendor name='Acme'/>")]);
    expect(map.featureByAlias.get("DEEP")?.name).toBe("deep");
    expect(map.features.filter(({ migratable }) => !migratable).map(({ name }) => name)).toEqual(["span"]);
    expect(map.models.map(({ name, vendor, group }) => [name, vendor, group])).toEqual([["A", "Acme", "Mine"]]);
  });

  it("weighs features, not bits, when it chooses a model", async () => {
    // From A one feature of two bits is missing, from B two features of one bit each.
    const map = await usersMap(all, [model("A", ["p", "q"]), model("B", ["wide"])]);
    const cpu = decodeCpu(data({ ecx1: 0x10, ebx7: 0x100, ecx8: 3 }), map, { type: "host" });
    expect([cpu.model, cpu.features]).toEqual(["A", [{ name: "wide" }]]);
  });

  it("describes a CPU by features that are wholly beyond the model", async () => {
    const map = await usersMap(all, [model("A", ["low", "p"])]);
    const guest = decodeCpu(data({ edx1: 3, ecx8: 2 }), map, { type: "guest" });
    // The second bit of `pair` alone has no name.
    expect(guest.features).toEqual([
      { name: "q", policy: "require" },
      { name: "p", policy: "disable" },
    ]);
  });

  it("compares and expands by the same rules", async () => {
    const map = await usersMap(all, [model("A", ["pair", "wide"])]);
    const guest = (xml: string) => parseCpu(xml, { type: "guest", map });
    const host = parseCpu("<cpu><arch>x86_64</arch><model>A</model></cpu>", { type: "host" });
    expect(expandCpu(guest("<cpu><model>A</model></cpu>"), map).features.map(({ name }) => name)).toEqual([
      "pair",
      "wide",
    ]);
    const wantsSpan = guest("<cpu><model>A</model><feature name='span'/></cpu>");
    expect(compareCpu(host, wantsSpan, map)).toMatchObject({ result: "incompatible", features: ["span"] });
    // Disabling `low` takes a bit from `pair`: what is left of it is no feature.
    const withoutLow = guest("<cpu><model>A</model><feature policy='disable' name='low'/></cpu>");
    expect(featureNames(wordsOf(withoutLow, map), map)).toEqual(["wide"]);
  });

  it("hands down an ancestor's registers, signatures and vendor", async () => {
    const base = model("Base", ["low", "p"], "<signature family='6' model='1'/><vendor name='Acme'/>");
    const map = await usersMap(all, [
      base,
      model("Sub", ["q"], "<model name='Base'/><signature family='6' model='2'/>"),
    ]);
    const sub = map.modelByName.get("Sub");
    expect(sub?.vendor).toBe("Acme");
    expect(sub?.signatures.map((signature) => signature.model)).toEqual([2]);
    expect(featureNames(sub?.words ?? new Uint32Array(), map)).toEqual(["low", "p", "q"]);
    expect(map.modelByName.get("Base")?.canonical).toBeUndefined();
  });
});

describe("readCpuMap refuses", () => {
  const index = (content: string) => ({ "index.xml": `<cpus><arch name='x86'>${content}</arch></cpus>` });
  it.each([
    ["no index", {}, /file index.xml is missing/],
    ["another architecture", { "index.xml": "<cpus><arch name='arm'/></cpus>" }, /no architecture x86/],
    ["a missing file", index("<include filename='x86_a.xml'/>"), /file x86_a.xml is missing/],
    ["an unknown element", index("<future/>"), /unknown element <future>/],
    [
      "an unknown attribute",
      { ...index("<include filename='a'/>"), a: "<cpus><feature name='f' new='1'/></cpus>" },
      /unknown attribute new/,
    ],
    ["a file that is no XML", { "index.xml": "<cpus><arch name='x86'></cpus>" }, /not-well-formed: .*line 1/],
    ["no root", { "index.xml": "" }, /not-well-formed/],
    ["two roots", { "index.xml": "<cpus/><cpus/>" }, /not-well-formed/],
    ["a document type", { "index.xml": "<!DOCTYPE cpus><cpus/>" }, /not-well-formed/],
    ["an entity", index("<include filename='&a;'/>"), /not-well-formed/],
    ["33 levels", { "index.xml": "<a>".repeat(33) + "</a>".repeat(33) }, /not-well-formed/],
  ])("%s", async (_what, files, message) => {
    const refusal: unknown = await readCpuMap(files).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(CpuError);
    const { code, message: said } = refusal as CpuError;
    expect(`${code}: ${said}`).toMatch(message);
  });
});
