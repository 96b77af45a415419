import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sampleAssess, sampleHost } from "../../../scripts/sampleTarget.js";
import { domainView } from "../../../shared/src/domain/index.js";
import { formatCpu, parseCpu } from "../../../shared/src/engine/index.js";
import { certainProblems, guestOf } from "../../../shared/src/hosts/index.js";
import { parseXml } from "../../../shared/src/xml/index.js";
import { applyEdits } from "../../../shared/src/xml/textEdit.js";
import { featuresIn, modelIn } from "../engine/arbitraries.js";
import { findingsOn, fixesOn, inDomain, rulesIn } from "./check.js";

const PROD = ["node1", "node2"];
const ALL = ["node1", "node2", "node3", "old-xeon"];

const { map } = sampleHost("node1");

describe("the TSC frequency for invtsc", () => {
  const text = inDomain("<cpu mode='host-passthrough' migratable='on'><feature policy='require' name='invtsc'/></cpu>");
  const fixes = (hosts: readonly string[]) => fixesOn(hosts, text, "invtsc-frequency");

  it("is the hosts', within what they can give", () => {
    expect(fixes(["node1"]).map(({ title, preferred }) => [title, preferred])).toEqual([
      ["Add the TSC frequency of the hosts (2100000000 Hz)", true],
      ["Remove the feature invtsc", false],
    ]);
    // node2 cannot scale, node1 can.
    expect(fixes(["node1", "node2"])[0]?.title).toBe("Add the TSC frequency of the hosts (1900000000 Hz)");
  });

  it("is nobody's guess", () => {
    expect(fixes(["old-xeon"]).map(({ title }) => title)).toEqual(["Remove the feature invtsc"]);
    expect(rulesIn(text).filter((rule) => rule.includes("invtsc"))).toEqual(["invtsc-frequency"]);
    const clock = "<clock offset='utc'><timer name='tsc' frequency='2100000000'/></clock></domain>";
    expect(rulesIn(text.replace("</domain>", clock)).filter((rule) => rule.includes("invtsc"))).toEqual([]);
  });
});
const OWN = /^target-/;

describe("what is said for the hosts of the target", () => {
  it.each([
    [
      "a model that one host lacks features for",
      PROD,
      "<cpu><model>Haswell</model></cpu>",
      [["target-model", "warning", "Haswell", "Haswell needs hle and rtm, not available on node2."]],
    ],
    [
      "a model that no host runs",
      PROD,
      "<cpu><model>Cooperlake</model></cpu>",
      [
        ["target-model", "error", "Cooperlake", ", not available on node1."],
        ["target-model", "error", "Cooperlake", ", not available on node2."],
      ],
    ],
    [
      "a feature that the definition asks for, on its line",
      PROD,
      "<cpu><model>Nehalem</model><feature policy='require' name='avx512f'/></cpu>",
      [["target-feature", "warning", "avx512f", "avx512f is missing on node2."]],
    ],
    [
      "one feature that several hosts lack, once",
      ["node1", "node2", "old-xeon"],
      "<cpu><model>Nehalem</model><feature policy='require' name='sha-ni'/></cpu>",
      [["target-feature", "error", "sha-ni", "sha-ni is missing on all 3 hosts of prod."]],
    ],
    [
      "a feature and a model",
      PROD,
      "<cpu><model>Haswell</model><feature policy='require' name='avx512f'/></cpu>",
      [
        ["target-model", "warning", "Haswell", "Haswell needs hle and rtm, not available on node2."],
        ["target-feature", "warning", "avx512f", "avx512f is missing on node2."],
      ],
    ],
    [
      "a model that host-model looks up",
      PROD,
      "<cpu mode='host-model'><model>haswell</model></cpu>",
      [["target-model-unknown", "error", "haswell", "The model haswell is not supported on both hosts of prod."]],
    ],
    [
      "a model's feature that the definition forbids is the model's",
      PROD,
      "<cpu><model>Broadwell</model><feature policy='forbid' name='adx'/></cpu>",
      [
        [
          "target-model",
          "error",
          "Broadwell",
          "needs hle, rtm, rdseed, adx, smap and 3dnowprefetch, not available on node2.",
        ],
        ["target-forbidden-feature", "error", "adx", "The definition forbids adx, but it is available on node1."],
      ],
    ],
    [
      "another architecture is no mistake",
      PROD,
      "<domain type='kvm'><os><type arch='aarch64' machine='virt'>hvm</type></os><cpu mode='host-passthrough'/></domain>",
      [["target-arch", "information", "aarch64"]],
    ],
    ["what is not certain is not said", ["old-xeon"], "<cpu mode='maximum'/>", []],
    ["an unknown model is told by its own rule", PROD, "<cpu><model>haswell</model></cpu>", []],
    [
      "an unknown feature is told by its own rule",
      PROD,
      "<cpu mode='host-model'><feature policy='require' name='sse4_1'/></cpu>",
      [],
    ],
    [
      "a mode that no emulated guest has is told by its own rule",
      PROD,
      "<domain type='qemu'><cpu mode='host-passthrough'/></domain>",
      [],
    ],
    ["no <cpu>", PROD, "<domain type='kvm'><vcpu>2</vcpu></domain>", []],
  ])("%s", (_, hosts, cpu, expected) => {
    const text = inDomain(cpu);
    const found = findingsOn(hosts, text).filter(({ rule }) => OWN.test(rule));
    const shown = found.map(({ rule, severity, start, end, message }) => [
      rule,
      severity,
      text.slice(start, end),
      message,
    ]);
    expect(shown).toEqual(
      expected.map(([rule, severity, marked, words = ""]) => [rule, severity, marked, expect.stringContaining(words)]),
    );
  });

  it("nothing without a target", () => {
    expect(rulesIn(inDomain("<cpu><model>Cooperlake</model></cpu>")).filter((rule) => OWN.test(rule))).toEqual([]);
  });

  it.each([
    [
      "strict",
      "<cpu match='strict'><model>Westmere</model><feature policy='require' name='pcid'/></cpu>",
      "match-strict",
    ],
    ["full", "<cpu check='full'><model>Haswell-noTSX-IBRS</model></cpu>", "check-full"],
  ])("is not said twice: %s", (_, cpu, general) => {
    expect(rulesIn(inDomain(cpu))).toContain(general);
    expect(rulesIn(inDomain(cpu), PROD)).not.toContain(general);
  });
});

describe("migration within the pool", () => {
  it.each([
    [PROD, "<cpu mode='host-model'/>", "host-model-migration", "node2: missing hle, fdp-excptn-only, rtm"],
    [["node1", "node3"], "<cpu mode='host-model'/>", "host-model-migration", "node1 is Intel, node3 is AMD"],
    [PROD, "<cpu mode='host-passthrough'/>", "host-passthrough-migration", "node2: missing"],
    [PROD, "<cpu mode='maximum'/>", "host-passthrough-migration", "node2: missing"],
    [["node1"], "<cpu mode='host-model'/>", undefined, ""],
    [
      PROD,
      "<domain type='kvm'><os><type arch='aarch64' machine='virt'>hvm</type></os><cpu mode='host-passthrough'/></domain>",
      undefined,
      "",
    ],
    [["node1", "node1"], "<cpu mode='host-model'/>", undefined, ""],
  ])("%s: %s", (hosts, cpu, rule, words) => {
    const found = findingsOn(hosts, inDomain(cpu)).filter(({ stage }) => stage === "migrate");
    expect(found.map((finding) => finding.rule)).toEqual(rule === undefined ? [] : [rule]);
    expect(found[0]?.message ?? "").toContain(words);
  });

  it.each(["disable", "forbid"])("features that the guest goes without do not count: %s", (policy) => {
    const [finding] = findingsOn(PROD, inDomain("<cpu mode='host-model'/>")).filter(({ stage }) => stage === "migrate");
    const names = /node2: missing (.*) and \d+ others/.exec(finding?.message ?? "")?.[1]?.split(", ") ?? [];
    expect(names.length).toBeGreaterThan(2);
    const off = names.map((name) => `<feature policy='${policy}' name='${name}'/>`).join("");
    const [after] = findingsOn(PROD, inDomain(`<cpu mode='host-model'>${off}</cpu>`)).filter(
      ({ stage }) => stage === "migrate",
    );
    expect(after?.message).toContain("node2: missing");
    for (const name of names) expect(after?.message).not.toContain(` ${name},`);
  });
});

/** Definitions with anything that may keep them from starting. */
const definitions = fc
  .tuple(
    fc.constantFrom("custom", "host-model", "host-passthrough", "maximum"),
    modelIn(map),
    featuresIn(map),
    fc.constantFrom("exact", "strict", "minimum"),
    fc.constantFrom("none", "partial", "full"),
    fc.constantFrom(undefined, "Intel", "AMD"),
  )
  .map(([mode, model, features, match, check, vendor]) => {
    const custom = mode === "custom";
    const lines = features.map(({ name, policy }) => `    <feature policy='${policy}' name='${name}'/>`);
    const head = custom
      ? [`    <model fallback='allow'>${model.name}</model>`, ...(vendor ? [`    <vendor>${vendor}</vendor>`] : [])]
      : [];
    return `<cpu mode='${mode}'${custom ? ` match='${match}'` : ""} check='${check}'>\n${[...head, ...lines].join("\n")}\n  </cpu>`;
  });

const targets = fc.constantFrom(PROD, ["node1", "node3"], ["node3"], ["old-xeon"], ALL);

function assessed(text: string, hosts: readonly string[]) {
  const view = domainView(parseXml(text));
  if (view?.cpu === undefined) throw new Error("no CPU");
  const cpu = parseCpu(text.slice(view.cpu.element.start, view.cpu.element.end), { type: "guest" });
  const guest = guestOf(view, "x86_64");
  if (guest === undefined) throw new Error(`no guest: ${formatCpu(cpu)}`);
  return sampleAssess(hosts)(guest);
}

describe("laws", () => {
  it("errors where all hosts of which enough is known refuse, warnings where some do, else nothing", () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(definitions, targets, (cpu, hosts) => {
        const text = inDomain(cpu);
        const known = assessed(text, hosts)
          .verdicts.map(({ outcome }) => outcome)
          .filter((outcome) => outcome !== "unknown");
        const severities = findingsOn(hosts, text)
          .filter(({ rule }) => OWN.test(rule))
          .map(({ severity }) => severity);
        const refusing = known.filter((outcome) => outcome === "fails").length;
        const expected = refusing === 0 ? [] : refusing === known.length ? ["error"] : ["warning"];
        expect([...new Set(severities)], text).toEqual(expected);
        seen.add(expected.join());
      }),
      { numRuns: 300 },
    );
    expect([...seen].sort()).toEqual(["", "error", "warning"]);
  });

  it("no fix lets it start on fewer hosts; a preferred one lets it start on all that are known", () => {
    let fixes = 0;
    fc.assert(
      fc.property(definitions, targets, (cpu, hosts) => {
        const text = inDomain(cpu);
        const before = assessed(text, hosts);
        const rules = new Set(findingsOn(hosts, text).map(({ rule }) => rule));
        for (const rule of rules) {
          if (!OWN.test(rule)) continue;
          for (const fix of fixesOn(hosts, text, rule)) {
            fixes++;
            const after = assessed(applyEdits(text, fix.edits), hosts);
            before.verdicts.forEach(({ outcome }, index) => {
              if (outcome === "starts") expect(after.verdicts[index]?.outcome, `${fix.title}: ${text}`).toBe("starts");
            });
            if (fix.preferred) expect(certainProblems(after), `${fix.title}: ${text}`).toEqual([]);
          }
        }
      }),
      { numRuns: 60 },
    );
    expect(fixes).toBeGreaterThan(20);
  });
});

describe("the text after a fix", () => {
  it.each([
    [
      "target-model",
      "Disable the 2 missing features",
      "<cpu><model>Haswell</model></cpu>",
      "<cpu><model>Haswell</model>\n    <feature policy='disable' name='hle'/>\n    <feature policy='disable' name='rtm'/>\n  </cpu>",
    ],
    [
      "target-model",
      "Change to Haswell-noTSX, which all hosts of prod support",
      "<cpu><model>Haswell</model></cpu>",
      "<cpu><model>Haswell-noTSX</model></cpu>",
    ],
    [
      "target-feature",
      "Remove avx512f",
      "<cpu mode='custom' match='exact'><model fallback='forbid'>Nehalem</model><feature policy='require' name='avx512f'/></cpu>",
      "<cpu mode='custom' match='exact'><model fallback='forbid'>Nehalem</model></cpu>",
    ],
    [
      "target-feature",
      "Set policy of avx512f to optional: the VM has it only if the host has it",
      "<cpu><model>Nehalem</model><feature policy='require' name='avx512f'/></cpu>",
      "<cpu><model>Nehalem</model><feature policy='optional' name='avx512f'/></cpu>",
    ],
    [
      "target-vendor",
      "Remove <vendor>",
      "<cpu><model>Nehalem</model><vendor>AMD</vendor><feature policy='require' name='aes'/></cpu>",
      "<cpu><model>Nehalem</model><feature policy='require' name='aes'/></cpu>",
    ],
    [
      "target-model",
      "Change mode to host-model: the VM uses the CPU of the host that it starts on",
      "<cpu match='exact'>\n    <model>Cooperlake</model>\n    <feature policy='require' name='avx512f'/>\n    <feature policy='disable' name='vmx'/>\n  </cpu>",
      "<cpu mode='host-model'>\n    <feature policy='disable' name='vmx'/>\n  </cpu>",
    ],
    [
      "target-vendor",
      "Change <vendor> to Intel",
      "<cpu><model>Nehalem</model><vendor>AMD</vendor><feature policy='require' name='aes'/></cpu>",
      "<cpu><model>Nehalem</model><vendor>Intel</vendor><feature policy='require' name='aes'/></cpu>",
    ],
    [
      "target-check-full",
      "Change check to partial",
      "<cpu check='full'><model>Haswell-noTSX-IBRS</model></cpu>",
      "<cpu check='partial'><model>Haswell-noTSX-IBRS</model></cpu>",
    ],
    [
      "target-strict",
      "Change match to exact",
      "<cpu match='strict'><model>Westmere</model><feature policy='require' name='pcid'/></cpu>",
      "<cpu match='exact'><model>Westmere</model><feature policy='require' name='pcid'/></cpu>",
    ],
    [
      "target-address-bits",
      "Change to 46 bits",
      "<cpu mode='host-model'><maxphysaddr mode='emulate' bits='52'/></cpu>",
      "<cpu mode='host-model'><maxphysaddr mode='emulate' bits='46'/></cpu>",
    ],
  ])("%s, %s", (rule, title, before, after) => {
    const fixes = fixesOn(PROD, inDomain(before), rule);
    const fix = fixes.find((each) => each.title === title);
    expect(fixes.map((each) => each.title)).toContain(title);
    expect(applyEdits(inDomain(before), fix?.edits ?? [])).toBe(inDomain(after));
  });
});
