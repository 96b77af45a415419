import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sampleAssess, sampleHost, sampleTarget } from "../../../scripts/sampleTarget.js";
import { type DomainView, domainView } from "../../../shared/src/domain/index.js";
import {
  type Assessment,
  assess,
  certainProblems,
  type Guest,
  guestOf,
  runSync,
} from "../../../shared/src/hosts/index.js";
import { runOnTarget } from "../../../shared/src/rewrites/index.js";
import { parseXml } from "../../../shared/src/xml/index.js";
import { applyEdits } from "../../../shared/src/xml/textEdit.js";
import { testCatalogue } from "../../support/catalogue.js";
import { featuresIn, modelIn } from "../engine/arbitraries.js";

const catalogue = await testCatalogue("x86_64");
const { map } = sampleHost("node1");

function guestIn(text: string): { view: DomainView; guest: Guest } {
  const view = domainView(parseXml(text));
  if (view?.cpu === undefined) throw new Error("no CPU");
  const guest = guestOf(view, "x86_64");
  if (guest === undefined) throw new Error("no guest");
  return { view, guest };
}

function rewritten(text: string, hosts: readonly string[]): { after: string; summary: string } | { error: string } {
  const { view, guest } = guestIn(text);
  const answer = runSync(runOnTarget({ document: parseXml(text), view, catalogue }, sampleAssess(hosts)(guest)));
  if ("error" in answer) return answer;
  const { edits, summary, cautions = [] } = answer;
  expect(summary).not.toMatch(/migrate between/);
  return { after: applyEdits(text, edits), summary: [summary, ...cautions].join(" ") };
}

const vm = (cpu: string) => `<domain type='kvm'>\n  <!-- ours -->\n  <vcpu>2</vcpu>\n  ${cpu}\n</domain>\n`;

it("removes a TSC frequency that not every host can give", () => {
  const timer = "<timer name='tsc' frequency='2500000000' mode='native'/>";
  const text = vm(`<cpu><model>Nehalem</model></cpu>\n  <clock offset='utc'>\n    ${timer}\n  </clock>`);
  const { view, guest } = guestIn(text);
  const { hosts } = sampleTarget(["node1", "node2"]);
  const known = hosts.map((each) => ({
    ...each,
    host: { ...each.host, tsc: { frequency: 1_900_000_000, scaling: false } },
  }));
  const assessment = assess(guest, { name: "prod", isPool: true, hosts: known, unknown: [] });
  expect(certainProblems(assessment).map(({ problem }) => problem.code)).toEqual(["tsc-frequency"]);
  const answer = runSync(runOnTarget({ document: parseXml(text), view, catalogue }, assessment));
  if ("error" in answer) throw new Error(answer.error);
  expect(applyEdits(text, answer.edits)).toBe(text.replace(timer, "<timer name='tsc' mode='native'/>"));
  expect(answer.summary).toContain("The TSC frequency is removed.");
});

describe("the smallest change after which it runs on the whole target", () => {
  it.each([
    [
      "two features of the model that one host lacks",
      ["node1", "node2"],
      "<cpu><model>Haswell</model></cpu>",
      "<cpu><model>Haswell-noTSX</model></cpu>",
      "Haswell becomes Haswell-noTSX, supported on all hosts of prod",
    ],
    [
      "one feature too many",
      ["node1", "node2"],
      "<cpu><model>Nehalem</model>\n    <feature policy='require' name='aes'/>\n    <feature policy='require' name='avx512f'/>\n  </cpu>",
      "<cpu><model>Nehalem</model>\n    <feature policy='require' name='aes'/>\n  </cpu>",
      "The VM starts on all hosts of prod with avx512f removed.",
    ],
    [
      "a forbidden feature",
      ["node1", "node2"],
      "<cpu><model>Haswell-noTSX-IBRS</model><feature policy='forbid' name='pdpe1gb'/></cpu>",
      "<cpu><model>Haswell-noTSX-IBRS</model><feature policy='disable' name='pdpe1gb'/></cpu>",
      "with pdpe1gb disabled.",
    ],
    [
      "hosts of two vendors: libvirt compares features, not models' vendors",
      ["node1", "node3"],
      "<cpu><model>Westmere</model><feature policy='require' name='svm'/></cpu>",
      "<cpu><model>Westmere</model></cpu>",
      "with svm removed. node1 is Intel, node3 is AMD: do not migrate a running VM between them.",
    ],
    [
      "a vendor that is no host's goes with the model",
      ["node1", "node2"],
      "<cpu><model>EPYC</model>\n    <vendor>AMD</vendor>\n  </cpu>",
      "<cpu><model>Haswell-noTSX</model>\n  </cpu>",
      "EPYC becomes Haswell-noTSX, supported on all hosts of prod, without <vendor>.",
    ],
    [
      "a vendor alone",
      ["node1", "node3"],
      "<cpu><model>Nehalem</model><vendor>Intel</vendor><feature policy='require' name='aes'/></cpu>",
      "<cpu><model>Nehalem</model><feature policy='require' name='aes'/></cpu>",
      "without <vendor>.",
    ],
    [
      "features of which each host lacks others are taken out once, and not disabled",
      ["node1", "node2"],
      "<cpu><model>Nehalem</model>\n    <feature policy='require' name='svm'/>\n    <feature policy='require' name='avx512f'/>\n  </cpu>",
      "<cpu><model>Nehalem</model>\n  </cpu>",
      "The VM starts on all hosts of prod with svm and avx512f removed.",
    ],
    [
      "two things at once",
      ["node1", "node2"],
      "<cpu match='strict'><model>Nehalem</model><feature policy='require' name='avx512f'/></cpu>",
      "<cpu match='exact'><model>Nehalem</model></cpu>",
      "with match='exact' and avx512f removed.",
    ],
    [
      "address bits",
      ["node1", "node2"],
      "<cpu mode='host-model'><maxphysaddr mode='emulate' bits='52'/></cpu>",
      "<cpu mode='host-model'><maxphysaddr mode='emulate' bits='46'/></cpu>",
      "with 46 address bits.",
    ],
    [
      "a mode that one hypervisor does not have",
      ["old-node1", "node2"],
      "<cpu mode='maximum'/>",
      "<cpu mode='host-model'/>",
      "maximum becomes host-model, supported on all hosts of prod.",
    ],
    [
      "migratable",
      ["old-node1", "node2"],
      "<cpu mode='host-passthrough' migratable='on'/>",
      "<cpu mode='host-passthrough'/>",
      "without migratable.",
    ],
  ])("%s", (_, hosts, before, after, words) => {
    const answer = rewritten(vm(before), hosts);
    expect(answer).toEqual({ after: vm(after), summary: expect.stringContaining(words) });
  });

  it.each([
    [
      "starts already",
      ["node1", "node2"],
      "<cpu><model>Nehalem</model></cpu>",
      "already starts on every known host of prod",
    ],
  ])("%s", (_, hosts, cpu, words) => {
    expect(rewritten(vm(cpu), hosts)).toEqual({ error: expect.stringContaining(words) });
  });

  it("does not call unknown what starts", () => {
    const emulated = vm("<cpu><model>Haswell</model></cpu>").replace("kvm", "qemu");
    expect(rewritten(emulated, ["node1", "node2"])).toEqual({
      error: "This VM fails on no host of prod, but there is not enough data about node1 and node2.",
    });
  });

  it("says what stands in the way where no CPU helps", () => {
    const text = vm("<cpu><model>Nehalem</model></cpu>").replace("<vcpu>2<", "<vcpu>5000<");
    expect(rewritten(text, ["node1", "node2"])).toEqual({
      error: expect.stringContaining("node1 and node2: at most 255 vCPUs"),
    });
  });

  it("says so where nothing is known of the hosts", () => {
    const { view, guest } = guestIn(vm("<cpu><model>Haswell</model></cpu>"));
    const target = { ...sampleTarget(["node1", "node2"]), hosts: [], unknown: [{ name: "a", reason: "Gone." }] };
    const nothing: Assessment = assess(guest, target);
    expect(runSync(runOnTarget({ document: parseXml(""), view, catalogue }, nothing))).toEqual({
      error: "There is no data about the hosts of prod.",
    });
  });
});

describe("law", () => {
  it("afterwards no known host refuses it, and all but the <cpu> stays byte for byte", () => {
    let done = 0;
    const definitions = fc.tuple(modelIn(map), featuresIn(map), fc.constantFrom("none", "partial", "full"));
    const targets = fc.constantFrom(["node1", "node2"], ["node1", "node3"], ["node1", "node2", "node3", "old-xeon"]);
    fc.assert(
      fc.property(definitions, targets, ([model, features, check], hosts) => {
        const lines = features.map(({ name, policy }) => `    <feature policy='${policy}' name='${name}'/>\n`);
        const text = vm(`<cpu check='${check}'>\n    <model>${model.name}</model>\n${lines.join("")}  </cpu>`);
        const answer = rewritten(text, hosts);
        if ("error" in answer) return;
        done++;
        expect(certainProblems(sampleAssess(hosts)(guestIn(answer.after).guest))).toEqual([]);
        const around = (all: string) => [all.slice(0, all.indexOf("<cpu")), all.slice(all.indexOf("</cpu>"))];
        expect(around(answer.after)).toEqual(around(text));
      }),
      { numRuns: 150 },
    );
    expect(done).toBeGreaterThan(50);
  });
});
