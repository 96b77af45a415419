import { describe, expect, it } from "vitest";
import { RULES } from "../../../shared/src/rules/index.js";
import { RULE_EXAMPLES } from "../../support/ruleExamples.js";
import { findingsBy, findingsIn, inDomain, marked, rulesIn } from "./check.js";
import { NEAR_MISSES } from "./nearMisses/index.js";

describe("every rule", () => {
  it.each(RULE_EXAMPLES)("$id is broken by its example", ({ id, example, ...by }) => {
    expect(findingsBy(by, inDomain(example)).map(({ rule }) => rule)).toContain(id);
  });

  const accepted = RULE_EXAMPLES.filter(({ id }) =>
    RULES.some((rule) => rule.id === id && (rule.stage === "silent" || rule.stage === "advice")),
  );
  it.each(accepted)("$id speaks of what libvirt accepts: no error stands beside it", ({ example, ...by }) => {
    const refused = findingsBy(by, inDomain(example)).filter(
      ({ stage, severity }) => stage === "define" && severity === "error",
    );
    expect(refused.map(({ rule }) => rule)).toEqual([]);
  });

  it.each(RULE_EXAMPLES)("$id holds for its near misses", ({ id, ...by }) => {
    const misses = NEAR_MISSES[id] ?? [];
    expect(misses.length).toBeGreaterThan(0);
    for (const text of misses) {
      expect(
        findingsBy(by, inDomain(text)).map(({ rule }) => rule),
        text,
      ).not.toContain(id);
    }
  });

  it("has its own id", () => {
    expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length);
  });
});

describe("a finding marks what is wrong", () => {
  it.each([
    ["feature-policy", "<cpu mode='host-model'><feature policy='enable' name='aes'/></cpu>", "enable"],
    ["cpu-mode", "<cpu mode='passthrough'/>", "passthrough"],
    ["attribute-value", "<cpu mode='host-model' check=''/>", "check=''"],
    ["attribute-missing", "<cpu mode='host-model'><topology sockets='1' cores='2'/></cpu>", "topology"],
    ["feature-unknown", "<cpu mode='host-model'><feature policy='require' name='sse4_1'/></cpu>", "sse4_1"],
    ["model-unknown", "<cpu><model> haswell </model></cpu>", "haswell"],
    ["vendor-unknown", "<cpu><model>Haswell</model><vendor>GenuineIntel</vendor></cpu>", "GenuineIntel"],
    ["text-ignored", "<cpu mode='host-model'>Haswell</cpu>", "Haswell"],
    [
      "topology-vcpus",
      "<cpu mode='host-model'><topology sockets='4' cores='2' threads='1'/></cpu>",
      "sockets='4' cores='2' threads='1'",
    ],
    ["attribute-unknown", "<cpu mode='host-model' polcy='x'/>", "polcy"],
  ])("%s", (rule, cpu, text) => {
    expect(marked(inDomain(cpu), rule)).toEqual([text]);
  });
});

describe("messages name the likely meant", () => {
  it.each([
    ["<cpu mode='host-model'><feature policy='require' name='sse4_1'/></cpu>", "Did you mean sse4.1?"],
    ["<cpu mode='host-model'><feature policy='require' name='pclmulqdq'/></cpu>", "Did you mean pclmuldq?"],
    ["<cpu mode='host-model'><feature policy='require' name='sse3'/></cpu>", "Did you mean pni?"],
    ["<cpu mode='host-model'><feature policy='require' name='AVX2'/></cpu>", "Did you mean avx2?"],
    ["<cpu mode='host-model'><feature policy='require' name='avx51f2'/></cpu>", "Did you mean avx512f?"],
    ["<cpu mode='host-model'><feature policy='require' name='hv_relaxed'/></cpu>", "<features><hyperv>"],
    ["<cpu><model>haswell</model></cpu>", "Did you mean Haswell?"],
    ["<cpu><model>Hasswell</model></cpu>", "Did you mean Haswell?"],
    ["<cpu><model>IvyBridge-IBR</model></cpu>", "Did you mean IvyBridge-IBRS?"],
    ["<cpu><model>max</model></cpu>", "use mode maximum"],
    ["<cpu><model>x86-64-v3</model></cpu>", "does not support levels as models"],
    ["<cpu><model>Haswell</model><vendor>GenuineIntel</vendor></cpu>", "Did you mean Intel?"],
    ["<cpu mode='host-passthrough' migrateable='off'/>", "Did you mean migratable?"],
  ])("%s", (cpu, text) => {
    expect(
      findingsIn(inDomain(cpu))
        .map(({ message }) => message)
        .join("\n"),
    ).toContain(text);
  });
});

describe("severity", () => {
  it("is an error only where libvirt refuses", () => {
    for (const { severity, stage, id } of RULES) {
      if (severity === "error") expect(["define", "start"], id).toContain(stage);
    }
  });

  it("follows the user's choice, also off", () => {
    const text = inDomain("<cpu mode='host-model' match='exact'><feature policy='enable' name='aes'/></cpu>");
    const findings = findingsIn(
      text,
      new Map([
        ["feature-policy", "hint"],
        ["match-ignored", "off"],
      ] as const),
    );
    expect(findings.map(({ rule, severity }) => [rule, severity])).toEqual([["feature-policy", "hint"]]);
  });

  it.each([
    ["none", "warning"],
    ["partial", "error"],
  ])("of a vendor nobody has depends on whether it is compared: check %s", (check, severity) => {
    const text = inDomain(`<cpu check='${check}'><model>Haswell</model><vendor>intel</vendor></cpu>`);
    const findings = findingsIn(text).filter(({ rule }) => rule === "vendor-unknown");
    expect(findings.map((finding) => finding.severity)).toEqual([severity]);
  });
});

describe("a comment silences the next line", () => {
  const cpu = (comment: string) =>
    inDomain(`<cpu mode='host-model'>\n    ${comment}\n    <feature policy='enable' name='sse4_1'/>\n  </cpu>`);
  it.each([
    ["<!-- libvirt-cpu-disable-next-line -->", []],
    ["<!-- libvirt-cpu-disable-next-line feature-policy -->", ["feature-unknown"]],
    ["<!-- libvirt-cpu-disable-next-line feature-policy feature-unknown -->", []],
    ["<!-- libvirt-cpu-disable-next-line other -->", ["feature-policy", "feature-unknown"]],
    ["<!-- something else -->", ["feature-policy", "feature-unknown"]],
  ])("%s", (comment, rules) => {
    expect(rulesIn(cpu(comment))).toEqual(rules);
  });
});

describe("other documents", () => {
  it.each([
    ["no root of libvirt's", "<html><cpu mode='nonsense'/></html>", []],
    ["nothing", "", []],
    [
      "domain capabilities say what they like",
      "<domainCapabilities><cpu><mode name='x'/></cpu></domainCapabilities>",
      [],
    ],
    [
      "a snapshot's domain is checked",
      "<domainsnapshot><domain type='kvm'><cpu mode='x'/></domain></domainsnapshot>",
      ["cpu-mode"],
    ],
    ["a definition on its own", "<cpu mode='x'/>", ["cpu-mode"]],
  ])("%s", (_, text, rules) => {
    expect(rulesIn(text)).toEqual(rules);
  });
});
