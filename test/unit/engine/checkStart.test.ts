import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Because,
  CPU_MODES,
  checkStart,
  expandOnHost,
  fillDefaults,
  formatCpu,
  type Host,
  joinHosts,
  parseCpu,
  readHost,
} from "../../../shared/src/engine/index.js";
import { BECAUSE } from "../../../shared/src/engine/startProblem.js";
import { loadMap, readVectorFile } from "../../conformance/vectors.js";
import { decorated, guestIn } from "./arbitraries.js";

const map = loadMap();
const guest = (xml: string) => parseCpu(xml, { type: "guest" });
const domcaps = (kind: string) => readHost(readVectorFile(`start/domcapabilities-${kind}.xml`), map);
const kvmAlone = domcaps("kvm");
const capabilities = readHost(readVectorFile("start/capabilities.xml"), map);
const kvm = joinHosts([kvmAlone, capabilities]);
const tcg = joinHosts([domcaps("qemu"), capabilities]);

const outcome = (xml: string, host: Host, cpuMap = map) => {
  const { starts, problems } = checkStart(guest(xml), host, cpuMap);
  return [starts, ...problems.map(({ code }) => code)];
};
const custom = (model: string, rest = "", attributes = "") => `<cpu ${attributes}><model>${model}</model>${rest}</cpu>`;

/** As libvirt 9.0.0 answered on a machine whose emulated host-model is an EPYC that names umip, and fpu only by its model. */
describe("what is forbidden", () => {
  const epyc = { model: "EPYC", type: "guest", mode: "custom", match: "exact", fallback: "forbid" } as const;
  const emulated: Host = {
    ...tcg,
    hostModel: { ...epyc, features: ["umip", "hypervisor"].map((name) => ({ name, policy: "require" as const })) },
  };
  const following = (mode: string, check: string, name: string) =>
    `<cpu mode='${mode}' check='${check}'><feature policy='forbid' name='${name}'/></cpu>`;

  it.each([
    ["host-model", "full", "umip", [false, "forbidden-feature"]],
    ["host-model", "partial", "umip", [false, "forbidden-feature", "forbidden-feature"]],
    ["host-model", "partial", "fpu", [false, "forbidden-feature"]],
    ["host-model", "full", "fpu", [true]],
    ["host-model", "none", "umip", [true]],
    ["maximum", "partial", "umip", [false, "forbidden-feature"]],
    ["maximum", "partial", "fpu", [true]],
    ["maximum", "full", "fpu", [true]],
  ])("emulated, %s, check %s: %s", (mode, check, name, expected) => {
    expect(outcome(following(mode, check, name), emulated)).toEqual(expected);
  });

  it.each(["host-model", "host-passthrough", "maximum"])("under KVM in a %s every feature is found", (mode) => {
    expect(outcome(following(mode, "full", "fpu"), kvm)).toEqual([false, "forbidden-feature"]);
  });
});

/** libvirt 9.0.0 under KVM: "missing features: rdctl-no,…" where a guest goes without the register that holds them. */
describe("check='full' of a guest without arch-capabilities", () => {
  const without = "<feature policy='disable' name='arch-capabilities'/>";
  const gives = (host: Host, name: string) =>
    host.hostModel?.features.some((feature) => feature.name === name) === true;

  it.each([
    ["host-model", `<cpu mode='host-model' check='full'>${without}</cpu>`, [false, "specification-differs"]],
    ["host-model as it is", "<cpu mode='host-model' check='full'/>", [true]],
    ["host-model, partial", `<cpu mode='host-model' check='partial'>${without}</cpu>`, [true]],
    ["host-passthrough that names none", `<cpu mode='host-passthrough' check='full'>${without}</cpu>`, [true]],
    [
      "host-passthrough that names one",
      `<cpu mode='host-passthrough' check='full'>${without}<feature policy='require' name='mds-no'/></cpu>`,
      [false, "specification-differs"],
    ],
    [
      "host-passthrough with the register",
      "<cpu mode='host-passthrough' check='full'><feature policy='require' name='mds-no'/></cpu>",
      [true],
    ],
  ])("%s", (_what, xml, expected) => {
    expect([gives(kvm, "arch-capabilities"), gives(kvm, "mds-no")]).toEqual([true, true]);
    expect(outcome(xml, kvm)).toEqual(expected);
  });
});

it.each(["host-passthrough", "maximum"])("a %s is not compared with the host by check='partial'", (mode) => {
  const feature = "<feature policy='require' name='svm'/>";
  expect(outcome(`<cpu mode='${mode}' check='partial'>${feature}</cpu>`, kvm)).toEqual([true]);
  expect(outcome(`<cpu mode='${mode}' check='full'>${feature}</cpu>`, kvm)).toEqual([false, "specification-differs"]);
});

describe("before the host's CPU is looked at", () => {
  it.each([
    ["an unknown feature", custom("486", "<feature name='telepathy'/>"), kvm, [false, "unknown-feature"]],
    ["QEMU's spelling", custom("486", "<feature name='sse4_1'/>", "check='none'"), kvm, [false, "unknown-feature"]],
    ["an unknown model", custom("haswell"), kvm, [false, "unknown-model"]],
    // As libvirt 9.0.0 answered: host-model replaces the model, but a partial check looks it up before.
    [
      "an unknown model of host-model",
      "<cpu mode='host-model'><model>haswell</model></cpu>",
      kvm,
      [false, "unknown-model"],
    ],
    ["the same without a check", "<cpu mode='host-model' check='none'><model>haswell</model></cpu>", kvm, [true]],
    ["the same, emulated", "<cpu mode='host-model'><model>haswell</model></cpu>", tcg, [false, "unknown-model"]],
    ["a model __proto__", custom("__proto__"), kvm, [false, "unknown-model"]],
    ["a mode that is not supported", "<cpu mode='host-passthrough'/>", tcg, [false, "mode-not-supported"]],
    [
      "too wide an address",
      custom("486", "<maxphysaddr mode='emulate' bits='49'/>", "check='none'"),
      kvm,
      [false, "address-bits"],
    ],
    ["as wide an address as the host's", custom("486", "<maxphysaddr mode='emulate' bits='48'/>"), kvm, [true]],
  ])("%s", (_what, xml, host, expected) => {
    expect(outcome(xml, host)).toEqual(expected);
  });

  it("says how libvirt spells an alias", () => {
    const { problems } = checkStart(guest(custom("486", "<feature name='sse4_1'/>")), kvm, map);
    expect(problems[0]).toMatchObject({ message: "unknown CPU feature: sse4_1", features: ["sse4_1"] });
    expect(problems[0]?.because).toEqual({ reason: "otherSpelling", values: [map.release, "sse4_1", "sse4.1"] });
  });

  it("does not judge what a newer libvirt's host names", () => {
    const newer: Host = {
      ...kvm,
      unknownFeatures: ["telepathy"],
      models: [...(kvm.models ?? []), { name: "Dream", usable: "yes", blockers: [], deprecated: false }],
    };
    expect(outcome(custom("486", "<feature name='telepathy'/>"), newer)).toEqual(["unknown", "unknown-feature"]);
    expect(outcome(custom("Dream"), newer)).toEqual(["unknown", "model-unknown-here"]);
    const described: Host = { ...kvm, hostModel: { type: "guest", model: "Dream", fallback: "allow", features: [] } };
    expect(outcome(custom("486"), described)).toEqual(["unknown", "model-unknown-here"]);
  });
});

describe("what a release possibly lacks", () => {
  const uncertain = { models: new Set(["486"]), features: new Set(["avx2"]) };
  const between = { ...map, uncertain };
  const outcomeBetween = (cpu: string, host: Host) => {
    const { starts, problems } = checkStart(guest(cpu), host, between);
    return [starts, ...problems.map(({ code }) => code)];
  };
  const { models: _, cpu: __, hostModel: ___, ...untold } = kvm;

  it("is neither a start nor a refusal", () => {
    expect(outcomeBetween(custom("486"), { ...untold, models: [] })).toContain("model-uncertain");
    expect(outcomeBetween(custom("486"), { ...untold, models: [] })[0]).not.toBe(true);
    const lists = (name: string): Host => ({
      ...kvm,
      hostModel: { type: "guest", fallback: "allow", model: "Haswell", features: [{ name }] },
    });
    expect(outcomeBetween(custom("Haswell", "<feature policy='optional' name='avx2'/>"), lists("pcid"))).toEqual([
      "unknown",
      "feature-uncertain",
    ]);
    expect(outcomeBetween(custom("Haswell", "<feature policy='optional' name='avx2'/>"), lists("avx2"))).toEqual([
      true,
    ]);
  });

  it("is refused where another reason is certain", () => {
    const { starts, problems } = checkStart(
      guest(custom("486", "<feature name='nonsense'/>")),
      { ...untold, models: [] },
      between,
    );
    expect([starts, problems.map(({ code }) => code)]).toEqual([false, ["model-uncertain", "unknown-feature"]]);
  });

  it("is known where the host's own documents name it", () => {
    expect(outcomeBetween(custom("486"), kvm)).toEqual([true]);
  });
});

describe("models of the hypervisor", () => {
  const few: Host = { ...kvm, models: kvm.models?.filter(({ name }) => name === "486") ?? [] };

  it.each([
    [
      "refused when no other may take its place",
      "<cpu><model fallback='forbid'>pentium</model></cpu>",
      [false, "model-not-supported"],
    ],
    ["replaced by another", "<cpu><model fallback='allow'>pentium</model></cpu>", [true]],
  ])("a missing one is %s", (_what, xml, expected) => {
    expect(outcome(xml, few)).toEqual(expected);
  });

  it("a missing one that nothing can replace", () => {
    const none: Host = { ...kvm, models: [] };
    expect(outcome(custom("pentium"), none)).toEqual([false, "no-replacement-model"]);
  });

  it("a model with blockers starts when each is disabled, and without a check", () => {
    const model = kvm.models?.find(({ name }) => name === "Nehalem-v1");
    const disabled = (names: readonly string[]) =>
      names.map((name) => `<feature policy='disable' name='${name}'/>`).join("");
    const [first = "", ...rest] = model?.blockers ?? [];
    expect(rest.length).toBeGreaterThan(0);
    expect(outcome(custom("Nehalem-v1", disabled([first, ...rest])), kvm)).toEqual([true]);
    expect(checkStart(guest(custom("Nehalem-v1", disabled(rest))), kvm, map).problems).toMatchObject([
      { code: "missing-features", features: [first] },
    ]);
    expect(outcome(custom("Nehalem-v1", "", "check='none'"), kvm)).toEqual([true]);
  });

  it("a model that cannot be used is compared as a whole where its blockers are not named", () => {
    const models =
      kvm.models?.map((model) => (model.name === "EPYC-Rome-v4" ? { ...model, blockers: [] } : model)) ?? [];
    expect(outcome(custom("EPYC-Rome-v4"), { ...kvm, models })).toEqual([false, "missing-features"]);
  });
});

describe("every problem is listed in libvirt's order", () => {
  it("forbidden features before missing ones", () => {
    const xml = custom("EPYC-Rome-v4", "<feature policy='forbid' name='rtm'/><feature policy='forbid' name='hle'/>");
    expect(outcome(xml, kvm)).toEqual([false, "forbidden-feature", "forbidden-feature", "missing-features"]);
  });
});

describe("what the processor decides under KVM", () => {
  // pni is in the processor, and not in what the hypervisor gives.
  const required = custom("pentium2", "<feature name='pni'/>");
  const forbidden = custom("pentium2", "<feature policy='forbid' name='pni'/><feature policy='disable' name='mca'/>");
  it.each([
    ["a required feature", required, kvm, [true]],
    ["a required feature, without capabilities", required, kvmAlone, ["unknown", "missing-features"]],
    ["a forbidden feature, without capabilities", forbidden, kvmAlone, ["unknown", "host-cpu-unknown"]],
    [
      "match='strict', without capabilities",
      custom("486", "<feature name='vme'/>", "match='strict'"),
      kvmAlone,
      [false, "extra-features"],
    ],
    [
      "another vendor",
      custom("pentium2", "<vendor>AMD</vendor><feature name='vme'/>"),
      kvmAlone,
      [false, "vendor-differs"],
    ],
  ])("%s", (_what, xml, host, expected) => {
    expect(outcome(xml, host)).toEqual(expected);
  });

  it("a newer release's marks decide who is compared: 9.0.0 compares all", () => {
    const old = loadMap("x86", "9.0.0");
    const host: Host = { ...kvm, hostModel: guest(custom("pentium3")), cpu: guest(custom("pentium3")) };
    expect(outcome(custom("pentium3", "", "match='strict'"), host, old)).toEqual([true]);
    expect(outcome(custom("pentium2", "", "match='strict'"), host, old)).toEqual([false, "extra-features"]);
    expect(outcome(custom("pentium2", "", "match='strict'"), host)).toEqual([true]);
  });
});

describe("check='full'", () => {
  const full = "check='full'";
  const hypervisor = "<feature name='hypervisor'/>";
  it.each([
    ["refuses what QEMU adds", custom("Penryn-v1", "", full), tcg, [false, "specification-differs"]],
    [
      "cannot tell what QEMU's models hold",
      custom("Penryn-v1", hypervisor, full),
      tcg,
      ["unknown", "specification-differs"],
    ],
    [
      "refuses what QEMU cannot give",
      custom("Penryn-v1", `${hypervisor}<feature name='avx512f'/>`, full),
      tcg,
      [false, "specification-differs"],
    ],
    ["accepts host-model", "<cpu mode='host-model' check='full'/>", tcg, [true]],
    [
      "looks only at named features of a CPU handed through",
      "<cpu mode='host-passthrough' check='full'/>",
      kvm,
      [true],
    ],
    [
      "finds them missing",
      "<cpu mode='host-passthrough' check='full'><feature name='pni'/></cpu>",
      kvm,
      [false, "specification-differs"],
    ],
    [
      "does not miss what libvirt never asks QEMU for",
      "<cpu mode='maximum' check='full'><feature name='osxsave'/></cpu>",
      kvm,
      [true],
    ],
  ])("%s", (_what, xml, host, expected) => {
    expect(outcome(xml, host)).toEqual(expected);
  });

  it.each([
    ["KVM", kvm],
    ["emulation", tcg],
  ])("accepts host-model spelled out for the same host: %s", (_what, host) => {
    const spelledOut = expandOnHost(guest("<cpu mode='host-model'/>"), host, map);
    expect(outcome(formatCpu({ ...spelledOut, check: "full" }), host)).toEqual([true]);
    const [dropped, ...features] = spelledOut.features;
    expect(dropped).toBeDefined();
    expect(outcome(formatCpu({ ...spelledOut, features, check: "full" }), host)[0]).not.toBe(true);
  });
});

describe("hosts of which little is known", () => {
  const bare = readHost("<cpu><arch>x86_64</arch><model>Penryn</model></cpu>", map);
  it.each([
    ["a processor says nothing about the hypervisor", custom("486"), bare, ["unknown", "hypervisor-unknown"]],
    ["nor about modes", "<cpu mode='host-passthrough'/>", bare, ["unknown", "hypervisor-unknown"]],
    ["a guest's CPU stands for a hypervisor", custom("Penryn"), readHost(custom("Nehalem"), map), [true]],
    ["and lacks what it lacks", custom("Nehalem"), readHost(custom("Penryn"), map), [false, "missing-features"]],
  ])("%s", (_what, xml, host, expected) => {
    expect(outcome(xml, host)).toEqual(expected);
  });
});

describe("other architectures", () => {
  const s390x: Host = {
    source: "domainCapabilities",
    arch: "s390x",
    virtType: "kvm",
    modes: { custom: { supported: true }, "host-model": { supported: true } },
    models: [
      { name: "qemu", usable: "yes", blockers: [], deprecated: false },
      { name: "gen16a", usable: "no", blockers: ["aen", "te"], deprecated: false },
      { name: "gen15a", usable: "unknown", blockers: [], deprecated: false },
    ],
    unknownFeatures: [],
  };
  it.each([
    ["a usable model", custom("qemu"), [true]],
    ["a model with blockers", custom("gen16a"), [false, "missing-features"]],
    [
      "its blockers disabled",
      custom("gen16a", "<feature policy='disable' name='aen'/><feature policy='disable' name='te'/>"),
      ["unknown", "hypervisor-unknown"],
    ],
    ["a model of which nothing is known", custom("gen15a"), ["unknown", "hypervisor-unknown"]],
    ["a model that is not listed", custom("z900"), [false, "model-not-supported"]],
    ["a mode that is listed", "<cpu mode='host-model'/>", [true]],
    ["a mode that is not", "<cpu mode='maximum'/>", [false, "mode-not-supported"]],
    ["no model", "<cpu/>", [true]],
  ])("%s", (_what, xml, expected) => {
    expect(outcome(xml, s390x)).toEqual(expected);
  });
});

describe("fillDefaults", () => {
  it.each([
    ["<cpu/>", "kvm", "<cpu mode='custom' match='exact' check='none'><model fallback='forbid'>qemu64</model></cpu>"],
    ["<cpu mode='host-model'/>", "kvm", "<cpu mode='host-model' check='partial'/>"],
    ["<cpu mode='host-model'/>", "qemu", "<cpu mode='host-model' check='partial'/>"],
    ["<cpu mode='host-passthrough'/>", "kvm", "<cpu mode='host-passthrough' check='none'/>"],
    ["<cpu mode='maximum'/>", "qemu", "<cpu mode='maximum' check='none'/>"],
    [custom("486"), "kvm", custom("486", "", "check='partial'")],
    [custom("486"), "qemu", custom("486", "", "check='none'")],
    [custom("486", "", "check='full'"), "qemu", custom("486", "", "check='full'")],
  ])("%s under %s", (xml, virtType, expected) => {
    expect(fillDefaults(guest(xml), { arch: "x86_64", virtType })).toEqual(guest(expected));
  });

  it("leaves other architectures' default models to the machine", () => {
    expect(fillDefaults(guest("<cpu/>"), { arch: "aarch64", virtType: "qemu" }).model).toBeUndefined();
  });
});

it("expandOnHost needs to know something of the host's CPU", () => {
  const { hostModel: _given, cpu: _processor, ...nothing } = kvm;
  const host: Host = nothing;
  expect(() => expandOnHost(guest("<cpu mode='host-model'/>"), host, map)).toThrow("unknown host CPU model");
  expect(expandOnHost(guest("<cpu mode='maximum'/>"), host, map).check).toBe("none");
});

it.each([
  ["12.8.0", "KVM", kvm],
  ["12.8.0", "KVM without capabilities", kvmAlone],
  ["12.8.0", "emulation", tcg],
  ["9.0.0", "a newer KVM", kvm],
])("a map of %s and %s have an answer for every guest, with its reasons", (release, _what, host) => {
  const cpuMap = loadMap("x86", release);
  const modes = fc.constantFrom(...CPU_MODES);
  const answers = new Set<boolean | "unknown">();
  fc.assert(
    fc.property(decorated(guestIn(cpuMap)), modes, (cpu, mode) => {
      const { starts, problems } = checkStart({ ...cpu, mode }, host, cpuMap);
      answers.add(starts);
      const verdicts = problems.map(({ verdict }) => verdict);
      expect(starts).toBe(verdicts.includes("fails") ? false : verdicts.length > 0 ? "unknown" : true);
      const places = ({ reason, values }: Because) =>
        BECAUSE[reason].replaceAll(/\{(\d)\}/g, (_place, index: string) => values[Number(index)] ?? "undefined");
      expect(problems.filter(({ because }) => /undefined|[{}]/.test(places(because)))).toEqual([]);
      for (const { message, lists } of problems) {
        if (lists)
          expect(lists.map(({ before, names, between }) => before + names.join(between)).join("")).toBe(message);
      }
    }),
    { seed: 20_260_607, numRuns: 300 },
  );
  expect(answers.has(false)).toBe(true);
});

describe("what a definition names says nothing about why it is refused", () => {
  it.each(["forbidden", "strictly", "required features"])("vendor %s", (vendor) => {
    expect(outcome(`<cpu check='partial'><model>Haswell</model><vendor>${vendor}</vendor></cpu>`, kvm)).toEqual([
      false,
      "vendor-differs",
    ]);
  });
});
